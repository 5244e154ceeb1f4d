/* What editors add by hand: the rows. */
#include "fixture.h"
#include "store/addition.h"

enum { KIND = 1, OTHER_KIND = 3 };

static struct addition row(const char *text, const char *source)
{
	return (struct addition){.kind = KIND,
		.text = str_of(text),
		.said = S("said"),
		.editor = S("ana"),
		.asked = 1000,
		.source = str_of(source),
		.done = NO_TIME};
}

static struct addition add(struct fixture *f, const char *text, const char *source)
{
	struct addition addition = row(text, source);
	OK(store_addition_add(f->s, &addition, &f->err));
	return addition;
}

static struct addition find(struct fixture *f, int kind, const char *text)
{
	struct addition found;
	bool any;
	OK(store_addition_find(f->s, &f->a, kind, str_of(text), &found, &any, &f->err));
	assert_int_equal(any, found.id != 0);
	return found;
}

static size_t due(struct fixture *f, const char *source, int64_t now)
{
	struct additions list;
	OK(store_addition_due(f->s, &f->a, str_of(source), now, &list, &f->err));
	return list.n;
}

static bool waits(struct fixture *f, const char *source)
{
	bool any;
	OK(store_addition_waits(f->s, str_of(source), &any, &f->err));
	return any;
}

static void a_row_is_read_as_it_was_written(void **state)
{
	struct fixture *f = *state;
	int64_t item = item_make(f, "T", 1), last;
	OK(store_addition_last(f->s, &last, &f->err));
	assert_int_equal(last, 0);
	struct addition one = add(f, "a.example/x", "add-page");
	OK(store_addition_last(f->s, &last, &f->err));
	assert_int_equal(last, one.id);
	struct addition found = find(f, KIND, "a.example/x");
	assert_str(found.said, "said");
	assert_str(found.editor, "ana");
	assert_str(found.source, "add-page");
	assert_int_equal(found.asked, 1000);
	assert_int_equal(found.done, NO_TIME);
	assert_int_equal(found.fault, ADDITION_FAULT_NONE);
	assert_int_equal(find(f, OTHER_KIND, "a.example/x").id, 0);
	struct addition same;
	bool any;
	OK(store_addition_get(f->s, &f->a, one.id, &same, &any, &f->err));
	assert_true(any && str_eq(same.text, found.text));
	OK(store_addition_get(f->s, &f->a, one.id + 1, &same, &any, &f->err));
	assert_false(any);
	assert_int_equal(find(f, KIND, "a.example/X").id, 0);
	one.state = ADDITION_CAME;
	one.item = item;
	one.held = true;
	one.done = 1200;
	OK(store_addition_write(f->s, &one, &f->err));
	found = find(f, KIND, "a.example/x");
	assert_int_equal(found.state, ADDITION_CAME);
	assert_int_equal(found.item, item);
	assert_true(found.held);
	assert_int_equal(found.done, 1200);
}

static void why_a_page_gives_nothing_is_kept(void **state)
{
	struct fixture *f = *state;
	struct addition one = add(f, "a.example/x", "add-page");
	one.fault = ADDITION_FAULT_TIME;
	one.due = 1060;
	one.misses = 1;
	OK(store_addition_write(f->s, &one, &f->err));
	assert_int_equal(due(f, "add-page", 1059), 0);
	assert_int_equal(due(f, "add-page", 1060), 1);
	assert_int_equal(due(f, "add-pubmed", 1060), 0);
	assert_true(waits(f, "add-page"));
	assert_int_equal(find(f, KIND, "a.example/x").fault, ADDITION_FAULT_TIME);
	one.state = ADDITION_FAILED;
	OK(store_addition_write(f->s, &one, &f->err));
	assert_false(waits(f, "add-page"));
	assert_int_equal(due(f, "add-page", 9999), 0);
}

static void what_is_settled_stays(void **state)
{
	struct fixture *f = *state;
	struct addition one = add(f, "7", "add-pubmed");
	bool handed;
	one.state = ADDITION_MISSING;
	OK(store_addition_write(f->s, &one, &f->err));
	one.state = ADDITION_CAME;
	OK(store_addition_write(f->s, &one, &f->err));
	one.source = S("add-crossref");
	OK(store_addition_hand_on(f->s, &one, &handed, &f->err));
	assert_false(handed);
	struct addition found = find(f, KIND, "7");
	assert_int_equal(found.state, ADDITION_MISSING);
	assert_str(found.source, "add-pubmed");
}

static void no_two_wait_for_the_same(void **state)
{
	struct fixture *f = *state;
	struct addition one = add(f, "7", "add-pubmed"), again = row("7", "add-pubmed");
	REFUSED(store_addition_add(f->s, &again, &f->err), "UNIQUE");
	one.state = ADDITION_MISSING;
	OK(store_addition_write(f->s, &one, &f->err));
	again = add(f, "7", "add-pubmed");
	assert_int_equal(find(f, KIND, "7").id, again.id); /* the newest */
	struct additions list;
	OK(store_addition_list(f->s, &f->a, 10, &list, &f->err));
	assert_true(list.n == 2 && list.v[0].id == again.id);
	OK(store_addition_list(f->s, &f->a, 1, &list, &f->err));
	assert_int_equal(list.n, 1);
}

static void handed_on_unless_another_waits_for_it(void **state)
{
	struct fixture *f = *state;
	struct addition one = add(f, "10.1/a", "add-crossref"), other = add(f, "b.example", "add-page");
	bool handed;
	one.text = S("b.example");
	one.source = S("add-page");
	OK(store_addition_hand_on(f->s, &one, &handed, &f->err));
	assert_false(handed);
	assert_str(find(f, KIND, "10.1/a").source, "add-crossref");
	other.state = ADDITION_FAILED;
	OK(store_addition_write(f->s, &other, &f->err));
	one.kind = OTHER_KIND;
	OK(store_addition_hand_on(f->s, &one, &handed, &f->err));
	assert_true(handed);
	assert_int_equal(find(f, OTHER_KIND, "b.example").id, one.id);
	assert_int_equal(due(f, "add-page", 0), 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {TEST(a_row_is_read_as_it_was_written),
		TEST(why_a_page_gives_nothing_is_kept), TEST(what_is_settled_stays),
		TEST(no_two_wait_for_the_same), TEST(handed_on_unless_another_waits_for_it)};
	return cmocka_run_group_tests_name("addition", tests, NULL, NULL);
}
