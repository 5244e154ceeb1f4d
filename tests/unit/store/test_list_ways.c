/* Lists: the way that they are read, so that no table is read from end to end for a page. */
#include "../item/decisions.h"

#include "store/connection.h"
#include "store/list.h"

/* What EXPLAIN QUERY PLAN says of a statement. No table is read from end to end, but for what a
 * subquery brings that has a limit; a walk along an index sorts nothing. */
static void assert_plan(sqlite3 *db, const char *text)
{
	char *explain = sqlite3_mprintf("EXPLAIN QUERY PLAN %s", text);
	sqlite3_stmt *plan;
	assert_int_equal(sqlite3_prepare_v2(db, explain, -1, &plan, NULL), SQLITE_OK);
	while (sqlite3_step(plan) == SQLITE_ROW) {
		const char *step = (const char *)sqlite3_column_text(plan, 3);
		bool scans = strncmp(step, "SCAN ", 5) == 0 && strncmp(step, "SCAN (", 6) != 0 &&
			strncmp(step, "SCAN doc VIRTUAL", 16) != 0 && strcmp(step, "SCAN page") != 0 &&
			strcmp(step, "SCAN held") != 0 && strcmp(step, "SCAN part") != 0 &&
			strncmp(step, "SCAN item USING INDEX item_update", 33) != 0;
		bool few = strstr(text, " i.id IN (") || strstr(text, " doc MATCH ") ||
			strstr(text, ") AS part ");
		bool sorts = strstr(step, "TEMP B-TREE") && !few;
		if (scans || sorts)
			fail_msg("%s: %s", step, text);
	}
	sqlite3_finalize(plan);
	sqlite3_free(explain);
}

/* The statements that the store has prepared for lists and pages of releases. */
static size_t assert_plans(struct store *s)
{
	size_t n = 0;
	for (sqlite3_stmt *q = sqlite3_next_stmt((sqlite3 *)s->db, NULL); q;
		 q = sqlite3_next_stmt((sqlite3 *)s->db, q))
		if (strstr(sqlite3_sql(q), " AS i ")) {
			assert_plan((sqlite3 *)s->db, sqlite3_sql(q));
			n++;
		}
	return n;
}

static void list_read(struct fixture *f, struct list_filter filter)
{
	struct items items;
	bool more;
	OK(store_list(f->s, &f->a, &filter, &items, &more, &f->err));
	filter.after = (struct list_place){.given = true, .score = 0.5, .id = 3};
	OK(store_list(f->s, &f->a, &filter, &items, &more, &f->err));
}

static void test_plans(void **state)
{
	OF_SQLITE_ALONE();
	struct fixture *f = *state;
	for (enum list_state s = LIST_WAITING; s <= LIST_ALL; s++) {
		for (enum list_order order = LIST_LIKELIEST; order <= LIST_OLDEST; order++) {
			const struct list_filter filter = {.state = s, .order = order, .limit = 9};
			struct list_filter words = filter, section = filter, mine = filter, first = filter;
			words.text = S("stem cells");
			section.section = SECTION_NEWS;
			section.source = 1;
			list_read(f, filter);
			list_read(f, words);
			list_read(f, section);
			first.first_for = mine.assignee = 1;
			list_read(f, mine);
			list_read(f, first);
		}
		assert_in_range(assert_plans(f->s), 6, 40);
	}
	struct publisheds list;
	for (enum list_state s = LIST_PUBLISHED; s <= LIST_RETRACTED; s++)
		OK(store_list_published(
			f->s, &f->a, &(struct published_filter){.state = s, .limit = 9}, &list, &f->err));
	assert_plans(f->s);
}

static void test_counting_ends(void **state)
{
	struct fixture *f = *state;
	int64_t n, source = source_make(f, "Feed");
	for (int i = 0; i < LIST_COUNT_MAX + 5; i++)
		item_make(f, "An item", 0.5);
	const struct list_filter filter = {.source = source, .limit = 1};
	sql(f,
		"INSERT INTO facet (name, state, item, score) SELECT 'source 1', state, id, score FROM "
		"item");
	OK(store_list_count(f->s, &f->a, &filter, &n, &f->err));
	assert_int_equal(n, LIST_COUNT_MAX + 1);
	const struct list_filter several = {.source = source, .section = SECTION_NEWS, .limit = 1};
	sql(f,
		"INSERT INTO facet (name, state, item, score) SELECT 'section 2', state, id, score FROM "
		"item");
	OK(store_list_count(f->s, &f->a, &several, &n, &f->err));
	assert_int_equal(n, LIST_COUNT_SEVERAL_MAX + 1);
}

/* Of two facets that very many items have, the rarer is walked along; the newest items say which it
 * is. The catalogue lags behind here, and says of every other item alone that it is news. */
static void test_walk_along_the_rarer(void **state)
{
	struct fixture *f = *state;
	const struct list_filter filter = {
		.source = source_make(f, "Feed"), .section = SECTION_NEWS, .limit = 9};
	struct items items;
	bool more;
	for (int i = 0; i < 1100; i++)
		item_make(f, "An item", 0.5);
	sql(f,
		"INSERT INTO facet (name, state, item, score) SELECT 'source 1', state, id, score FROM "
		"item UNION ALL SELECT 'section 2', state, id, score FROM item WHERE id % 2 = 0");
	OK(store_list(f->s, &f->a, &filter, &items, &more, &f->err));
	assert_int_equal(items.n, 9);
	for (size_t i = 0; i < items.n; i++)
		assert_int_equal(items.v[i].id % 2, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_plans), TEST(test_counting_ends), TEST(test_walk_along_the_rarer)};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
