/* What an editor pastes, and what she types. */
#include "decisions.h"
#include "item/addition.h"
#include "store/addition.h"

static struct site *site_of(struct fixture *f)
{
	struct site *site = arena_new(&f->a, struct site);
	*site = NO_SOURCES;
	for (enum source_kind kind = 0; kind < SOURCE_KIND_COUNT; kind++)
		site->built_in[kind] = (struct source){.kind = kind,
			.name = str_of(source_schema(kind)->built_in ? source_schema(kind)->built_in : ""),
			.label = STR_NONE};
	return site;
}

static struct addition ask_for(struct fixture *f, const char *text, int64_t now)
{
	struct addition out;
	const struct addition_request request = {str_of(text), S("ana"), now};
	OK(item_addition_ask(f->s, &f->a, &request, &out, &f->err));
	return out;
}

static struct addition type(struct fixture *f, struct typed_item typed)
{
	struct addition out;
	typed.editor = S("ana");
	typed.now = 2000;
	OK(item_type(site_of(f), f->s, &f->a, &typed, &out, &f->err));
	return out;
}

static void what_is_pasted_is_read(void **state)
{
	struct fixture *f = *state;
	static const struct {
		const char *text;
		enum key_kind kind;
		const char *key;
	} pasted[] = {{" 31314805 ", KEY_PMID, "31314805"}, {"PMID: 31314805", KEY_PMID, "31314805"},
		{"https://pubmed.ncbi.nlm.nih.gov/31314805/", KEY_PMID, "31314805"},
		{"PMC123.1", KEY_PMCID, "PMC123"}, {"nct01234567", KEY_NCT, "NCT01234567"},
		{"https://clinicaltrials.gov/study/NCT01234567", KEY_NCT, "NCT01234567"},
		{"doi:10.1234/ABC", KEY_DOI, "10.1234/abc"},
		{"https://doi.org/10.1234/abc", KEY_DOI, "10.1234/abc"},
		{"https://www.Fund.example/help/?utm_source=x#top", KEY_URL, "fund.example/help"},
		{"http://fund.example/", KEY_URL, "fund.example"}};
	for (size_t i = 0; i < sizeof pasted / sizeof *pasted; i++) {
		struct key key;
		OK(item_addition_read(&f->a, str_of(pasted[i].text), &key, &f->err));
		assert_int_equal(key.kind, pasted[i].kind);
		assert_str(key.text, pasted[i].key);
	}
	static const char *const other[] = {"", "words", "javascript:alert(1)", "file:///etc/passwd",
		"ftp://fund.example/", "fund.example", "https://fund.example/a b", "https://",
		"1234567890"};
	for (size_t i = 0; i < sizeof other / sizeof *other; i++) {
		struct key key;
		if (item_addition_read(&f->a, str_of(other[i]), &key, &f->err))
			fail_msg("%s is read", other[i]);
		assert_int_equal(f->err.kind, ERR_USER);
	}
}

static void asked_for_twice_it_waits_once(void **state)
{
	struct fixture *f = *state;
	struct addition one = ask_for(f, "https://fund.example/help", 1000);
	assert_int_equal(one.state, ADDITION_WAITS);
	assert_str(one.source, "add-page");
	assert_str(one.said, "https://fund.example/help");
	assert_int_equal(ask_for(f, "http://www.fund.example/help/#x", 1001).id, one.id);
	assert_int_not_equal(ask_for(f, "https://fund.example/other", 1001).id, one.id);
	assert_str(ask_for(f, "31314805", 1001).source, "add-pubmed");
	/* What failed is looked for anew. */
	one.state = ADDITION_FAILED;
	OK(store_addition_write(f->s, &one, &f->err));
	struct addition again = ask_for(f, "https://fund.example/help", 1002);
	assert_int_not_equal(again.id, one.id);
	assert_int_equal(again.state, ADDITION_WAITS);
}

static int64_t next_visit(struct fixture *f, const char *kind)
{
	struct source_states all;
	OK(store_source_list(f->s, &f->a, &all, &f->err));
	for (size_t i = 0; i < all.n; i++)
		if (str_eq(all.v[i].kind, str_of(kind)))
			return all.v[i].next_due;
	fail_msg("no source of the kind %s", kind);
	return 0;
}

static void what_is_asked_for_is_looked_up_soon(void **state)
{
	struct fixture *f = *state;
	sql(f,
		"INSERT INTO source (name, kind, fingerprint, next_due) VALUES ('A', 'add-page', '', "
		"5000), ('B', 'add-pubmed', '', 5000)");
	ask_for(f, "https://fund.example/help", 1000);
	assert_int_equal(next_visit(f, "add-page"), 1000);
	assert_int_equal(next_visit(f, "add-pubmed"), 5000);
	/* A service that fails keeps its pause. */
	sql(f, "UPDATE source SET next_due = 5000, failures = 1");
	ask_for(f, "https://fund.example/other", 1000);
	assert_int_equal(next_visit(f, "add-page"), 5000);
}

static void typed_words_stay(void **state)
{
	struct fixture *f = *state;
	struct addition typed = type(f,
		(struct typed_item){.title = S("A fund"),
			.summary = S("It pays."),
			.label = S("Fund"),
			.url = S("https://fund.example/help"),
			.day = {2026, 1, 2}});
	assert_int_equal(typed.state, ADDITION_CAME);
	assert_false(typed.held);
	struct item item = item_read(f, typed.item);
	assert_str(item_face(&item).title, "A fund");
	assert_str(item_face(&item).summary, "It pays.");
	assert_str(item_face(&item).label, "Fund");
	/* The address is that item, and so is the same typed again. */
	struct addition page = ask_for(f, "https://fund.example/help?utm_source=x", 3000);
	assert_int_equal(page.state, ADDITION_CAME);
	assert_true(page.held);
	assert_int_equal(page.item, typed.item);
	struct addition again = type(f,
		(struct typed_item){.title = S("A fund"),
			.summary = S("It pays."),
			.label = S("Fund"),
			.url = S("https://fund.example/help"),
			.day = {2026, 1, 2}});
	assert_true(again.again);
	assert_int_equal(again.item, typed.item);
}

static void a_title_alone_is_enough_and_a_false_address_too_much(void **state)
{
	struct fixture *f = *state;
	struct addition typed = type(f, (struct typed_item){.title = S("A story")});
	struct item item = item_read(f, typed.item);
	assert_str(item_face(&item).title, "A story");
	assert_int_equal(item_face(&item).date.year, 0);
	const struct typed_item wrong = {
		.title = S("T"), .url = S("javascript:alert(1)"), .editor = S("ana"), .now = 1};
	struct addition out;
	REFUSED(item_type(site_of(f), f->s, &f->a, &wrong, &out, &f->err), "is not a web address");
	assert_int_equal(f->err.kind, ERR_USER);
	assert_string_equal(sql(f, "SELECT count(*) FROM item"), "1");
}

int main(void)
{
	const struct CMUnitTest tests[] = {TEST(what_is_pasted_is_read),
		TEST(asked_for_twice_it_waits_once), TEST(what_is_asked_for_is_looked_up_soon),
		TEST(typed_words_stay), TEST(a_title_alone_is_enough_and_a_false_address_too_much)};
	return cmocka_run_group_tests_name("item_addition", tests, NULL, NULL);
}
