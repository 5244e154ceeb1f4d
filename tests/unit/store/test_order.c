/* The running order of the next edition: what is arranged stands, the rest follows as usual, and
 * nobody writes over anybody. */
#include "../item/decisions.h"

#include "base/buf.h"
#include "store/order.h"

/* Releases of items 1 … n, latest first as a draft has them: n, n - 1, … 1. */
static struct releases usual(struct fixture *f, size_t n)
{
	struct releases all = {arena_array(&f->a, n, sizeof *all.v), n};
	for (size_t i = 0; i < n; i++)
		all.v[i].item = (int64_t)(n - i);
	return all;
}

static struct ids ids_of(struct fixture *f, const char *text)
{
	struct ids ids = {0};
	for (struct str rest = str_of(text); rest.p && rest.n;) {
		long id;
		assert_true(str_to_long(str_cut(&rest, ' '), &id));
		ids_add(&f->a, &ids, id);
	}
	return ids;
}

static void expect(struct fixture *f, size_t n, const char *arranged, const char *expected)
{
	struct running_order order = {.items = ids_of(f, arranged)};
	struct releases all = usual(f, n);
	struct buf text CLEANUP_BUF = buf_new(1 << 16);
	order_apply(&f->a, &order, &all);
	for (size_t i = 0; i < n; i++)
		buf_addf(&text, "%s%lld", i ? " " : "", (long long)all.v[i].item);
	assert_str(buf_str(&text), expected);
}

static void the_rest_follows_as_usual(void **state)
{
	struct fixture *f = *state;
	expect(f, 5, "", "5 4 3 2 1");
	expect(f, 5, "1 2 3 4 5", "1 2 3 4 5");
	expect(f, 5, "5 1 4 3 2", "5 1 4 3 2");
	expect(f, 5, "1 4 3 2", "5 1 4 3 2"); /* the latest comes first */
	expect(f, 5, "1 5 4 2", "1 5 4 3 2"); /* 3 follows 4 */
	expect(f, 5, "1 2", "5 4 3 1 2");
	expect(f, 5, "2 4", "5 2 1 4 3");       /* 1 goes with 2, 3 with 4 */
	expect(f, 5, "4 99 2 77", "5 4 3 2 1"); /* what is gone leaves no hole */
	expect(f, 1, "7 8 9", "1");
	expect(f, 0, "1 2", "");
}

static struct running_order stands(struct fixture *f, struct str list)
{
	struct running_order order;
	OK(store_order_get(f->s, &f->a, list, &order, &f->err));
	return order;
}

static struct running_order want(struct fixture *f, int64_t version, const char *items)
{
	return (struct running_order){
		.version = version, .verb = ORDER_UP, .item = 1, .items = ids_of(f, items)};
}

/* Somebody arranges a section. */
static bool arrange(struct fixture *f, const char *editor, struct str list,
	struct running_order wanted, bool *stale)
{
	bool is_stale;
	wanted.editor = str_of(editor);
	wanted.at = 50;
	bool well = store_order_set(f->s, list, &wanted, &is_stale, &f->err);
	if (stale)
		*stale = is_stale;
	return well;
}

static void nobody_writes_over_anybody(void **state)
{
	struct fixture *f = *state;
	bool stale = false;
	item_make(f, "An item", 1);
	item_make(f, "Another", 1);
	assert_int_equal(stands(f, S("news")).version, 0);
	struct running_order wanted = want(f, 0, "2 1");
	OK(arrange(f, "ada", S("news"), wanted, NULL));
	struct running_order first = stands(f, S("news"));
	assert_true(
		first.version > 0 && first.items.n == 2 && first.items.v[0] == 2 && first.item == 1);
	assert_str(first.editor, "ada");
	assert_str(first.title, "An item");
	OK(arrange(f, "ben", S("news"), wanted, &stale)); /* both wanted the same */
	assert_false(stale);
	assert_int_equal(stands(f, S("news")).version, first.version);
	wanted = want(f, 0, "1 2");
	OK(arrange(f, "ben", S("news"), wanted, &stale));
	assert_true(stale);
	assert_int_equal(stands(f, S("news")).version, first.version);
	OK(arrange(f, "ben", S("trials"), wanted, &stale)); /* another list is another matter */
	wanted.version = first.version;
	OK(arrange(f, "ben", S("news"), wanted, &stale));
	struct running_orders history;
	OK(store_order_list(f->s, &f->a, S("news"), 10, &history, &f->err));
	assert_int_equal(history.n, 2);
	assert_str(history.v[0].editor, "ben");
	assert_str(history.v[1].editor, "ada");
	assert_int_equal(history.v[1].verb, ORDER_UP);
}

static void an_edition_takes_its_order_along(void **state)
{
	struct fixture *f = *state;
	struct edition_draft draft;
	bool stale;
	for (int i = 0; i < 3; i++)
		OK(ask_approve(
			f->s, by(10 + i), item_make(f, "An item", 1), SECTION_NONE, STR_NONE, &f->err));
	struct running_order wanted = want(f, 0, "1 3 2");
	OK(arrange(f, "ada", S("news"), wanted, NULL));
	const struct mail_list news = mail_list_of(SECTION_NEWS);
	OK(store_edition_draft(f->s, &f->a, &news, 0, &draft, &f->err));
	assert_true(draft.fresh.n == 3 && draft.fresh.v[0].item == 1 && draft.fresh.v[1].item == 3 &&
		draft.order.version > 0);
	const struct frozen_edition edition = {
		.list = S("news"), .period = S("2026-W47"), .frozen = 60, .hash = S("hash")};
	int64_t id;
	OK(store_edition_freeze(f->s, &edition, &(struct edition_bodies){0}, &draft, &id, &f->err));
	struct running_order after = stands(f, S("news"));
	assert_true(after.version > draft.order.version && !after.items.n && !after.editor.n);
	wanted = want(f, draft.order.version, "3 2 1");
	OK(arrange(f, "ada", S("news"), wanted, &stale));
	assert_true(stale);
	OK(store_order_frozen(f->s, S("news"), 80, &f->err)); /* nothing to take along: no row */
	assert_int_equal(stands(f, S("news")).version, after.version);
	assert_non_null(strstr(sql(f, "DELETE FROM running_order"), "cannot be deleted"));
	assert_non_null(strstr(sql(f, "UPDATE running_order SET items = ''"), "cannot be changed"));
}

static void too_many_are_refused(void **state)
{
	struct fixture *f = *state;
	struct running_order wanted = {.verb = ORDER_SET,
		.items = {arena_array(&f->a, 4 * ORDER_ITEMS_MAX, sizeof(int64_t)), 4 * ORDER_ITEMS_MAX}};
	for (size_t i = 0; i < wanted.items.n; i++)
		wanted.items.v[i] = INT64_MAX - (int64_t)i;
	REFUSED(arrange(f, "ada", S("news"), wanted, NULL), "at most");
	wanted.items.n = ORDER_ITEMS_MAX;
	OK(arrange(f, "ada", S("news"), wanted, NULL));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(the_rest_follows_as_usual),
		TEST(nobody_writes_over_anybody),
		TEST(an_edition_takes_its_order_along),
		TEST(too_many_are_refused),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
