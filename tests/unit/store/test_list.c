/* Lists, search, tallies: what the desk's queue is made of. */
#include "../item/decisions.h"

#include "base/array.h"
#include "store/catalog.h"
#include "store/connection.h"
#include "store/due.h"
#include "store/list.h"

/* The whole queue of a section, as "1 2 3". */
static const char *queue(struct fixture *f, enum section section)
{
	struct str text = STR_NONE;
	struct items items;
	bool more;
	const struct list_filter filter = {.now = 500, .section = section};
	OK(store_list(f->s, &f->a, &filter, &items, &more, &f->err));
	assert_false(more);
	for (size_t i = 0; i < items.n; i++)
		text = str_printf(
			&f->a, STR_FMT "%s%lld", STR_ARG(text), i ? " " : "", (long long)items.v[i].id);
	return str_cstr(&f->a, text);
}

static void put(
	struct fixture *f, int64_t item, const char *text, int64_t source, const char *topic)
{
	struct item is = item_read(f, item);
	struct face face = item_face(&is);
	struct str slug = str_of(topic);
	const struct catalog_item found_by = {.id = item,
		.words = {face.title, face.summary, str_of(text), S("Müller")},
		.section = face.section,
		.sources = {&source, source ? 1 : 0},
		.topics = {&slug, slug.n ? 1 : 0}};
	OK(store_catalog_put(f->s, &found_by, &f->err));
}

/* The ids of all pages, each of `limit` rows, as "1 2 | 3": the walk over the pages finds each item
 * once, and as many as are counted. */
static const char *ids(struct fixture *f, struct list_filter filter)
{
	struct str text = STR_NONE;
	bool more = true;
	int64_t total = 0, counted = 0;
	for (int pages = 0; more && pages < 20; pages++) {
		struct items items;
		OK(store_list(f->s, &f->a, &filter, &items, &more, &f->err));
		for (size_t i = 0; i < items.n; i++)
			text = str_printf(&f->a, STR_FMT "%s%lld", STR_ARG(text),
				i         ? " " :
					pages ? " | " :
							"",
				(long long)items.v[i].id);
		total += (int64_t)items.n;
		if (items.n)
			filter.after = list_place_of(&filter, &items.v[items.n - 1]);
	}
	if (filter.text.n || filter.source || filter.topic.n || filter.assignee ||
		filter.section != SECTION_NONE) {
		OK(store_list_count(f->s, &f->a, &filter, &counted, &f->err));
		assert_int_equal(counted, total);
	}
	return str_cstr(&f->a, text);
}

static void test_orders_and_pages(void **state)
{
	struct fixture *f = *state;
	for (int i = 1; i <= 5; i++)
		item_make(f, "An item", i % 3);
	assert_string_equal(ids(f, (struct list_filter){.limit = 2}), "2 5 | 1 4 | 3");
	assert_string_equal(
		ids(f, (struct list_filter){.limit = 2, .order = LIST_NEWEST}), "5 4 | 3 2 | 1");
	assert_string_equal(
		ids(f, (struct list_filter){.limit = 3, .order = LIST_OLDEST}), "1 2 3 | 4 5");
	assert_string_equal(ids(f, (struct list_filter){.limit = 5}), "2 5 1 4 3");
}

/* Ids 1…6 by score: 3 (update), then 2 and 4 (0.9), 5 (0.7, was deferred to 500), 1 (0.5); 6
 * rejected. */
static void queue_fill(struct fixture *f)
{
	static const double scores[] = {0.5, 0.9, 0.1, 0.9, 0.7, 0.8};
	struct str why = S("Status changed.");
	for (size_t i = 0; i < 6; i++)
		item_make(f, "T", scores[i]);
	OK(ask_approve(f->s, by(1), 3, SECTION_NONE, STR_NONE, &f->err));
	OK(set_changes(f->s, 3, (struct strs){&why, 1}, &f->err));
	OK(ask_defer(f->s, by(1), 5, 500, &f->err));
	OK(ask_reject(f->s, by(1), 6, STR_NONE, &f->err));
}

static void test_queue_order(void **state)
{
	struct fixture *f = *state;
	queue_fill(f);
	assert_string_equal(ids(f, (struct list_filter){.now = 499}), "3 2 4 1");
	assert_string_equal(ids(f, (struct list_filter){.now = 500}), "3 2 4 5 1");
	assert_string_equal(ids(f, (struct list_filter){.now = 500, .limit = 1}), "3 | 2 | 4 | 5 | 1");
	assert_string_equal(ids(f, (struct list_filter){.now = 500, .limit = 2}), "3 2 | 4 5 | 1");
	assert_string_equal(ids(f, (struct list_filter){.now = 500, .limit = 4}), "3 2 4 5 | 1");
}

/* What is set aside for an editor comes first in that editor's queue, each item once. */
static void test_set_aside(void **state)
{
	struct fixture *f = *state;
	queue_fill(f);
	sql(f,
		"INSERT INTO editor (name, folded, role, password, created) VALUES ('Ana', 'ana', 1, '', "
		"1), ('Ben', 'ben', 3, '', 1)");
	for (int64_t i = 1; i <= 6; i++)
		put(f, i, "", 0, "");
	sql(f, "UPDATE item SET assignee = 1 WHERE id IN (1, 5, 6)");
	sql(f, "UPDATE item SET assignee = 2 WHERE id IN (3, 4)");
	struct list_filter ana = {.now = 500, .first_for = 1}, ben = {.now = 500, .first_for = 2};
	assert_string_equal(ids(f, ana), "5 1 3 2 4");
	assert_string_equal(ids(f, ben), "3 4 2 5 1");
	for (ana.limit = 1; ana.limit < 5; ana.limit++) {
		static const char *const pages[] = {
			"5 | 1 | 3 | 2 | 4", "5 1 | 3 2 | 4", "5 1 3 | 2 4", "5 1 3 2 | 4"};
		assert_string_equal(ids(f, ana), pages[ana.limit - 1]);
	}
	ben.limit = 2;
	assert_string_equal(ids(f, ben), "3 4 | 2 5 | 1");
	ben.section = SECTION_NEWS; /* sorted, as few have it */
	assert_string_equal(ids(f, ben), "3 4 | 2 5 | 1");
	ben.assignee = 1;
	assert_string_equal(ids(f, ben), "5 1");
	assert_string_equal(ids(f, (struct list_filter){.now = 499, .assignee = 1}), "1");
	assert_string_equal(ids(f, (struct list_filter){.assignee = 1, .state = LIST_REJECTED}), "6");
}

/* The whole queue of a section is read from the items, not from the catalogue. */
static void test_whole_queue_of_a_section(void **state)
{
	struct fixture *f = *state;
	queue_fill(f);
	OK(ask_edit(f->s, by(1), 4, &(struct edit){.section = SECTION_TRIALS}, &f->err));
	assert_string_equal(queue(f, SECTION_TRIALS), "4");
	assert_string_equal(queue(f, SECTION_NEWS), "3 2 5 1");
	assert_string_equal(queue(f, SECTION_RESEARCH), "");
}

/* 1 and 2 wait, 3 was deferred and came back, 4 is deferred, 5 is rejected, 6 is live, 7 is live
 * and waits as an update. */
static void all_states(struct fixture *f)
{
	struct strs why = {&S("The status changed."), 1};
	for (int i = 1; i <= 7; i++)
		item_make(f, "An item", 0.5);
	OK(ask_defer(f->s, by(10), 3, 100, &f->err));
	OK(ask_defer(f->s, by(10), 4, 9999, &f->err));
	OK(ask_reject(f->s, by(10), 5, STR_NONE, &f->err));
	OK(ask_approve(f->s, by(10), 6, SECTION_NONE, STR_NONE, &f->err));
	OK(ask_approve(f->s, by(10), 7, SECTION_NONE, STR_NONE, &f->err));
	OK(set_changes(f->s, 7, why, &f->err));
}

static void test_states(void **state)
{
	struct fixture *f = *state;
	all_states(f);
	static const char *const expected[] = {[LIST_WAITING] = "7 1 2 3",
		[LIST_UPDATES] = "7",
		[LIST_LATER] = "4",
		[LIST_APPROVED] = "7 6",
		[LIST_REJECTED] = "5",
		[LIST_PUBLISHED] = "",
		[LIST_CORRECTED] = "",
		[LIST_RETRACTED] = "",
		[LIST_WITHDRAWN] = "",
		[LIST_ALL] = "7 1 2 3"};
	for (enum list_state s = LIST_WAITING; s <= LIST_ALL; s++)
		for (int oldest = 0; oldest < 2; oldest++) {
			const char *found = ids(f,
				(struct list_filter){.state = s,
					.now = 200,
					.limit = 10,
					.order = oldest ? LIST_OLDEST : LIST_LIKELIEST});
			assert_string_equal(found, expected[s]);
		}
	assert_string_equal(ids(f, (struct list_filter){.now = 200, .limit = 1}), "7 | 1 | 2 | 3");
	assert_string_equal(ids(f, (struct list_filter){.now = 200, .limit = 1, .order = LIST_NEWEST}),
		"7 | 3 | 2 | 1");
}

static void test_tallies(void **state)
{
	struct fixture *f = *state;
	struct list_counts counts;
	struct decision undone;
	all_states(f);
	OK(store_list_counts(f->s, 200, &counts, &f->err));
	static const int64_t expected[] = {[LIST_WAITING] = 4,
		[LIST_UPDATES] = 1,
		[LIST_LATER] = 1,
		[LIST_APPROVED] = 2,
		[LIST_REJECTED] = 1,
		[LIST_PUBLISHED] = -1,
		[LIST_CORRECTED] = -1,
		[LIST_RETRACTED] = -1,
		[LIST_ALL] = 7}; /* -1: not counted */
	for (enum list_state s = LIST_WAITING; s <= LIST_ALL; s++)
		assert_int_equal(counts.state[s], expected[s]);
	assert_int_equal(counts.waiting[SECTION_NONE], 4);
	assert_int_equal(counts.waiting[SECTION_NEWS], 4);
	/* Another section, a merge, and both taken back: the tallies are what counting would give. */
	OK(ask_edit(f->s, by(11), 1, &(struct edit){.section = SECTION_TRIALS}, &f->err));
	OK(ask_merge(f->s, by(12), 1, 2, &f->err));
	OK(store_list_counts(f->s, 200, &counts, &f->err));
	assert_int_equal(counts.waiting[SECTION_NEWS], 2);
	assert_int_equal(counts.waiting[SECTION_TRIALS], 1);
	assert_int_equal(counts.state[LIST_ALL], 6);
	for (int i = 0; i < 7; i++)
		OK(ask_undo(f->s, by(20), 0, &undone, &f->err));
	OK(store_list_counts(f->s, 200, &counts, &f->err));
	assert_int_equal(counts.waiting[SECTION_NEWS], 7);
	assert_int_equal(counts.state[LIST_ALL], 7);
	assert_string_equal(
		sql(f, "SELECT group_concat(n) FROM tally WHERE n <> 0 AND section <> 2"), "");
}

static void test_filters(void **state)
{
	struct fixture *f = *state;
	int64_t pubmed = source_make(f, "PubMed"), feed = source_make(f, "Feed");
	for (int i = 1; i <= 4; i++)
		put(f, item_make(f, i == 3 ? "Stem cells" : "Something", i), "text", i <= 2 ? pubmed : feed,
			i == 2 ? "cells" : "");
	assert_string_equal(ids(f, (struct list_filter){.limit = 1, .source = pubmed}), "2 | 1");
	assert_string_equal(
		ids(f, (struct list_filter){.limit = 9, .source = feed, .order = LIST_OLDEST}), "3 4");
	assert_string_equal(ids(f, (struct list_filter){.limit = 9, .topic = S("cells")}), "2");
	assert_string_equal(
		ids(f, (struct list_filter){.limit = 9, .topic = S("cells"), .source = feed}), "");
	assert_string_equal(
		ids(f, (struct list_filter){.limit = 9, .section = SECTION_NEWS}), "4 3 2 1");
	assert_string_equal(ids(f, (struct list_filter){.limit = 9, .section = SECTION_TRIALS}), "");
	assert_string_equal(
		ids(f, (struct list_filter){.limit = 9, .section = SECTION_NEWS, .text = S("stem")}), "3");
}

/* Fifteen items of two sources and a topic, of few scores, decided on when the catalogue knew
 * them: nine wait, of which one is an update and two were put off until now. */
static void catalogued(struct fixture *f)
{
	struct strs why = {&S("The status changed."), 1};
	int64_t sources[] = {source_make(f, "A"), source_make(f, "B")};
	for (int i = 1; i <= 15; i++)
		put(f, item_make(f, "Stem cells", i % 3), "text", sources[i % 2], i % 4 ? "cells" : "");
	for (int64_t i = 1; i <= 12; i += 3) {
		OK(ask_approve(f->s, by(10), i, SECTION_NONE, STR_NONE, &f->err));
		OK(ask_defer(f->s, by(10), i + 1, i < 6 ? 100 : 9999, &f->err));
	}
	OK(set_changes(f->s, 4, why, &f->err));
	OK(ask_reject(f->s, by(10), 15, STR_NONE, &f->err));
	sql(f, "UPDATE item SET score = 7 WHERE id IN (3, 9)");
}

/* Pages of every size hold what one page of all does, in the same order. */
static void pages_agree(struct fixture *f, struct list_filter filter)
{
	filter.limit = 99;
	const char *whole = ids(f, filter);
	for (filter.limit = 1; filter.limit < 5; filter.limit++) {
		struct str rest = str_of(ids(f, filter)), joined = STR_NONE;
		for (struct str page = str_cut(&rest, '|'); page.n; page = str_cut(&rest, '|'))
			joined = str_printf(&f->a, STR_FMT "%s" STR_FMT, STR_ARG(joined), joined.n ? " " : "",
				STR_ARG(str_trim(page)));
		assert_string_equal(str_cstr(&f->a, joined), whole);
	}
}

static void test_pages_by_facets(void **state)
{
	struct fixture *f = *state;
	catalogued(f);
	/* 1 was shown under another number, that of 15, which readers no longer see. */
	sql(f,
		"INSERT INTO shown (item, release, tag) SELECT CASE id WHEN 1 THEN 15 ELSE id END, live, "
		"tag FROM item WHERE live IS NOT NULL AND id <> 10");
	assert_string_equal(
		ids(f, (struct list_filter){.limit = 99, .now = 200, .source = 1}), "4 2 14 6 12");
	assert_string_equal(
		ids(f, (struct list_filter){.limit = 99, .state = LIST_PUBLISHED, .topic = S("cells")}),
		"1 7");
	assert_string_equal(
		ids(f, (struct list_filter){.limit = 99, .now = 200, .source = 2}), "3 9 5 13");
	assert_string_equal(
		ids(f, (struct list_filter){.limit = 99, .source = 2, .state = LIST_REJECTED}), "15");
	for (enum list_state s = LIST_WAITING; s <= LIST_WITHDRAWN; s++)
		for (int i = 0; i < 24; i++)
			pages_agree(f,
				(struct list_filter){.state = s,
					.now = 200,
					.order = (enum list_order)(i % 3),
					.source = i / 3 % 2 ? 1 : 0,
					.topic = i / 6 % 2 ? S("cells") : STR_NONE,
					.section = i / 12 ? SECTION_NEWS : SECTION_NONE});
}

static void test_first_page_of_a_search(void **state)
{
	struct fixture *f = *state;
	struct items items;
	struct search_size all;
	catalogued(f);
	struct list_filter filter = {.limit = 2, .now = 200, .text = S("stem")};
	OK(store_list_first(f->s, &f->a, &filter, &items, &all, &f->err));
	assert_int_equal(items.n, 2);
	assert_int_equal(items.v[0].id, 4);
	assert_int_equal(items.v[1].id, 3);
	assert_int_equal(all.matches, 9);
	assert_false(all.cut);
	filter.text = S("nothing");
	OK(store_list_first(f->s, &f->a, &filter, &items, &all, &f->err));
	assert_int_equal(items.n, 0);
	assert_int_equal(all.matches, 0);
}

/* Of a word that many have, the newest are looked at for a page, and all for a whole list. */
static void a_search_says_when_it_is_cut(void **state)
{
	struct fixture *f = *state;
	struct items items;
	struct search_size all;
	bool more;
	const struct list_filter filter = {.limit = 5, .text = S("cel")};
	struct list_filter whole = filter, first = filter;
	OK(store_begin(f->s, &f->err));
	for (int i = 0; i < LIST_MATCHES_MAX + 3; i++)
		put(f, item_make(f, "An item", 0.5),
			i < 2     ? "other cells" :
				i < 4 ? "cell" :
						"cells",
			0, "");
	OK(store_commit(f->s, &f->err));
	OK(store_list_first(f->s, &f->a, &filter, &items, &all, &f->err));
	assert_true(items.n == 5 && all.cut);
	assert_int_equal(items.v[0].id, 4); /* the newest, but for three */
	assert_int_equal(all.matches, LIST_MATCHES_MAX);
	whole.limit = 0;
	OK(store_list(f->s, &f->a, &whole, &items, &more, &f->err));
	assert_int_equal(items.n, LIST_MATCHES_MAX + 3);
	whole.limit = LIST_MATCHES_MAX + 2;
	whole.whole = true;
	OK(store_list(f->s, &f->a, &whole, &items, &more, &f->err));
	assert_true(more && items.n == LIST_MATCHES_MAX + 2);
	first.text = S("other cell");
	OK(store_list_first(f->s, &f->a, &first, &items, &all, &f->err));
	assert_true(items.n == 2 && all.matches == 2 && !all.cut);
	first.state = LIST_REJECTED;
	first.text = S("cells");
	OK(store_list_first(f->s, &f->a, &first, &items, &all, &f->err));
	assert_true(!items.n && all.cut);
}

static void what_a_word_begins_is_found_whatever_it_is(void **state)
{
	struct fixture *f = *state;
	for (int i = 0; i < 40; i++)
		put(f, item_make(f, "An item", 0.5),
			str_printf(&f->a, "%s%d Sj\xc3\xb6gren", i < 30 ? "many" : "few", i).p, 0, "");
	const struct {
		const char *text;
		size_t found;
	} asked[] = {{"many", 30}, {"few", 10}, {"FEW3", 10}, {"few31", 1}, {"sjogren many1", 11},
		{"few31 ma", 0}, {"sjo", 40}, {"Sj\xc3\xb6", 40}, {"zz", 0}, {"few31 sj", 1}};
	for (size_t i = 0; i < ARRAY_COUNT(asked); i++) {
		struct items items;
		bool more;
		const struct list_filter filter = {.limit = 50, .text = str_of(asked[i].text)};
		OK(store_list(f->s, &f->a, &filter, &items, &more, &f->err));
		assert_int_equal(items.n, asked[i].found);
	}
}

static const char *search(struct fixture *f, const char *text)
{
	return ids(f,
		(struct list_filter){
			.limit = 9, .state = LIST_ALL, .order = LIST_OLDEST, .text = str_of(text)});
}

static void test_search(void **state)
{
	struct fixture *f = *state;
	put(f, item_make(f, "Stem cells in Sjögren’s disease", 1),
		"autologous transplantation NCT04464434", 0, "");
	put(f, item_make(f, "Antibodies", 1), "rituximab", 0, "");
	assert_string_equal(search(f, "stem transplant"), "1");
	assert_string_equal(search(f, "SJOGREN"), "1");
	assert_string_equal(search(f, "nct04464434"), "1");
	assert_string_equal(search(f, "muller"), "1 2");
	assert_string_equal(search(f, "stem rituximab"), "");
	assert_string_equal(search(f, "tra rituximab"), ""); /* only the last word may be a beginning */
}

/* Whatever is typed is words, never an expression. */
static void test_search_is_no_language(void **state)
{
	struct fixture *f = *state;
	static const char *const typed[] = {"\"", "a\"b", "NEAR(a b)", "title:x", "a OR", "(", "*", "-",
		"^a", "a* b", "''", "{title} : a", "\\", "AND", "1=1; DROP TABLE item"};
	put(f, item_make(f, "A plain title", 1), "text", 0, "");
	for (size_t i = 0; i < sizeof typed / sizeof *typed; i++)
		search(f, typed[i]);
	assert_string_equal(search(f, "\"plain\" title"), "1");
}

static void test_changed_words(void **state)
{
	struct fixture *f = *state;
	int64_t item = item_make(f, "Before", 1);
	put(f, item, "first", 0, "old");
	put(f, item, "second", 0, "new");
	assert_string_equal(search(f, "first"), "");
	assert_string_equal(search(f, "second"), "1");
	assert_string_equal(ids(f, (struct list_filter){.limit = 9, .topic = S("old")}), "");
	const char *documents = sql(f, "SELECT count(*) FROM doc");
	put(f, item, "second", 0, "new");
	assert_string_equal(sql(f, "SELECT count(*) FROM doc"), documents);
	OK(store_catalog_drop(f->s, item, &f->err));
	assert_string_equal(search(f, "second"), "");
	put(f, item_make(f, "Other", 1), "third", 0, "");
	assert_string_equal(
		search(f, "second"), ""); /* the words left behind name nothing, and never another item */
}

static bool is_more; /* changed() took in a part */

static const char *changed(struct fixture *f, const char *fingerprint, long limit)
{
	struct catalog_batch batch;
	struct str text = STR_NONE;
	OK(store_catalog_changed(f->s, &f->a, str_of(fingerprint), limit, &batch, &f->err));
	for (size_t i = 0; i < batch.n; i++)
		text = str_printf(
			&f->a, STR_FMT "%s%lld", STR_ARG(text), i ? " " : "", (long long)batch.items[i]);
	OK(store_catalog_done(f->s, &batch, &f->err));
	is_more = batch.more;
	return str_cstr(&f->a, text);
}

static void test_what_changed(void **state)
{
	struct fixture *f = *state;
	int64_t source = source_make(f, "PubMed");
	for (int i = 1; i <= 3; i++)
		entry_put(f, source, item_make(f, "An item", 1),
			news(i == 1    ? "a" :
					i == 2 ? "b" :
							 "c",
				"T"));
	assert_string_equal(changed(f, "x", 2), "1 2");
	assert_true(is_more);
	assert_string_equal(changed(f, "x", 2), "3");
	assert_false(is_more);
	assert_string_equal(changed(f, "x", 2), "");
	entry_put(f, source, 2, news("b", "T, changed"));
	assert_string_equal(changed(f, "x", 2), "2");
	OK(ask_merge(f->s, by(5), 1, 3, &f->err));
	assert_string_equal(changed(f, "x", 2), "1 3");
	assert_string_equal(changed(f, "other topics", 9), "1 2 3");
}

static void test_published(void **state)
{
	struct fixture *f = *state;
	struct publisheds list;
	all_states(f);
	OK(store_list_published(f->s, &f->a,
		&(struct published_filter){.state = LIST_PUBLISHED, .limit = 1}, &list, &f->err));
	assert_int_equal(list.n, 1);
	assert_int_equal(list.v[0].item, 7);
	assert_true(list.v[0].waits);
	assert_str(list.v[0].face.title, "An item");
	OK(store_list_published(f->s, &f->a,
		&(struct published_filter){
			.state = LIST_PUBLISHED, .before = list.v[0].release, .limit = 9},
		&list, &f->err));
	assert_int_equal(list.n, 1);
	assert_int_equal(list.v[0].item, 6);
	OK(store_list_published(f->s, &f->a,
		&(struct published_filter){.state = LIST_PUBLISHED, .section = SECTION_TRIALS, .limit = 9},
		&list, &f->err));
	assert_int_equal(list.n, 0);
}

/* What waits for the next publication is counted, but not to its end. */
static void test_dirty_count(void **state)
{
	struct fixture *f = *state;
	int64_t n;
	queue_fill(f);
	sql(f, "DELETE FROM dirty");
	OK(store_dirty_count(f->s, &n, &f->err));
	assert_int_equal(n, 0);
	for (int i = 0; i < DIRTY_COUNT_MAX + 9; i++) {
		OK(ask_approve(
			f->s, by(2), item_make(f, "Approved", 0.5), SECTION_NONE, STR_NONE, &f->err));
		OK(store_dirty_count(f->s, &n, &f->err));
		assert_int_equal(n, i < DIRTY_COUNT_MAX ? i + 1 : DIRTY_COUNT_MAX + 1);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {TEST(test_orders_and_pages), TEST(test_queue_order),
		TEST(test_dirty_count), TEST(test_set_aside), TEST(test_whole_queue_of_a_section),
		TEST(test_states), TEST(test_tallies), TEST(test_filters), TEST(test_pages_by_facets),
		TEST(test_first_page_of_a_search), TEST(a_search_says_when_it_is_cut),
		TEST(what_a_word_begins_is_found_whatever_it_is), TEST(test_search),
		TEST(test_search_is_no_language), TEST(test_changed_words), TEST(test_what_changed),
		TEST(test_published)};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
