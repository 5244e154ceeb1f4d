/* No page of the desk reads a table from end to end that grows with the site. Each statement that a
 * page runs is looked at as the engine plans it, on a store with rows of every kind. */
#include "../store/fixture.h"

#include <regex.h>

#include "../item/ask.h"
#include "base/array.h"
#include "config/config.h"
#include "desk/routes.h"
#include "store/connection.h"
#include "store/editor.h"
#include "store/list.h"
#include "store/postgres/handle.h"
#include "web/form.h"

enum { ITEMS = 600, FEW = 50, NOW = 2000000, BODY = 1 << 23, PLAN = 1 << 20, STATEMENTS = 60 };

/* Tables that grow with what comes in, is decided, published, written and mailed. */
#define GROWING \
	"apart|bounce|chain|decision|delivery|doc|doc_item|edition_gone|edition_item|entry|" \
	"facet|" \
	"feed_event|found|ikey|item|item_note|link|listed|mention|presence|related|release|" \
	"running_order|shown|standing|subscriber|subscription"
/* What waits with an update, or was put off until now, is little at any time, and has an index. */
#define LITTLE "item_update|item_deferred"

/* Subscribers are counted one by one where a page says how many there are. They are some thousand,
 * and none of what editors decide on. */
#define COUNTED "^SELECT (count.DISTINCT n.subscriber.|state, count.* FROM subscriber) "

struct pages {
	struct fixture *f;
	struct site site;
	struct strs problems;
	struct desk *desk;
	const char *page; /* that was asked for last */
	struct strs seen; /* statements that were looked at */
	struct strs bad;  /* what was found */
};

static bool matches(const char *pattern, const char *text)
{
	regex_t re;
	assert_int_equal(regcomp(&re, pattern, REG_EXTENDED | REG_NOSUB), 0);
	bool is = regexec(&re, text, 0, NULL, 0) == 0;
	regfree(&re);
	return is;
}

/* Whether it only reads, and was not looked at before. */
static bool is_new(struct pages *p, const char *sql)
{
	if (!matches("^(SELECT|WITH)", sql) || matches(COUNTED, sql) || strs_have(p->seen, str_of(sql)))
		return false;
	strs_add(&p->f->a, &p->seen, str_copy(&p->f->a, str_of(sql)));
	return true;
}

static void refuse(struct pages *p, const char *sql, const char *step)
{
	struct arena *a = &p->f->a;
	strs_add(a, &p->bad, str_printf(a, "%s: %s\n%s\n", p->page, step, sql));
}

/* -- SQLite: EXPLAIN QUERY PLAN names a table as the statement does -- */

static void check_step_of_sqlite(struct pages *p, const char *sql, const char *step)
{
	char name[64], again[512];
	/* The log is walked along; it is little of an item, and of an editor who was renamed sorted. */
	if (matches("TEMP B-TREE", step) && matches("ORDER BY .*d[.]id DESC LIMIT [?]?[0-9]$", sql) &&
		!matches("d[.]editor IN|OR d[.]other = ", sql))
		refuse(p, sql, step);
	if (sscanf(step, "SCAN %63[a-z_]", name) != 1 || matches(" INDEX (" LITTLE ")$", step) ||
		matches("VIRTUAL TABLE", step))
		return;
	snprintf(again, sizeof again, "[ (](" GROWING ") AS %s[ )]", name);
	if (matches("^(" GROWING ")$", name) || matches(again, sql))
		refuse(p, sql, step);
}

static void check_sqlite(struct pages *p)
{
	sqlite3 *db = (sqlite3 *)p->f->s->db;
	for (sqlite3_stmt *q = sqlite3_next_stmt(db, NULL); q; q = sqlite3_next_stmt(db, q)) {
		if (!is_new(p, sqlite3_sql(q)))
			continue;
		sqlite3_stmt *plan;
		char *text = sqlite3_mprintf("EXPLAIN QUERY PLAN %s", sqlite3_sql(q));
		assert_int_equal(sqlite3_prepare_v2(db, text, -1, &plan, NULL), SQLITE_OK);
		while (sqlite3_step(plan) == SQLITE_ROW)
			check_step_of_sqlite(p, sqlite3_sql(q), (const char *)sqlite3_column_text(plan, 3));
		sqlite3_finalize(plan);
		sqlite3_free(text);
	}
}

/* -- PostgreSQL: EXPLAIN EXECUTE of what is prepared, planned as if rows were many -- */

static const char *line_of(const PGresult *plan, int i)
{
	return i < PQntuples(plan) ? PQgetvalue(plan, i, 0) : "";
}

static size_t depth_of(const char *line)
{
	return strspn(line, " ");
}

/* The lines below it say by what it is looked up. */
static bool has_condition(const PGresult *plan, int step)
{
	for (int i = step + 1; *line_of(plan, i) && !strstr(line_of(plan, i), "->"); i++)
		if (strstr(line_of(plan, i), "Index Cond:"))
			return true;
	return false;
}

/* Of a table that is empty here nobody can say how it would be read. */
static bool reads_rows(const char *line)
{
	const char *rows = strstr(line, " rows=");
	return rows && atoi(rows + sizeof " rows=" - 1) > FEW;
}

/* A step above it ends when it has the rows that it wants, and none in between wants all. */
static bool ends_early(const PGresult *plan, int step)
{
	size_t depth = depth_of(line_of(plan, step));
	for (int i = step - 1; i >= 0; i--) {
		const char *line = line_of(plan, i);
		if (depth_of(line) >= depth || !(strstr(line, "->") || !i))
			continue;
		if (matches("Limit ", line))
			return true;
		if (matches("Sort |Aggregate |Hash |WindowAgg |Materialize |CTE ", line))
			return false;
		depth = depth_of(line);
	}
	return false;
}

/* The driver says enable_seqscan = off, so it is the last resort, at a cost of ten thousand
 * million: no index serves. An index without a condition is read as long as rows are wanted. */
static void check_plan_of_postgres(struct pages *p, const char *sql, const PGresult *plan)
{
	for (int i = 0; i < PQntuples(plan); i++) {
		bool whole = matches("Seq Scan on (" GROWING ") ", line_of(plan, i)) ||
			(matches("Index (Only )?Scan .*on (" GROWING ") ", line_of(plan, i)) &&
				reads_rows(line_of(plan, i)) && !has_condition(plan, i) && !ends_early(plan, i));
		if (whole)
			refuse(p, sql, line_of(plan, i));
	}
}

static void check_postgres(struct pages *p)
{
	PGconn *conn = p->f->s->db->conn;
	PQclear(PQexec(conn, "SET cpu_tuple_cost = 1; SET cpu_index_tuple_cost = 0.5; DISCARD PLANS"));
	PGresult *all = PQexec(conn,
		"SELECT statement, 'EXPLAIN EXECUTE ' || name || CASE WHEN cardinality(parameter_types) = "
		"0 THEN '' ELSE '(' || array_to_string(array_fill('NULL'::text, "
		"ARRAY[cardinality(parameter_types)]), ', ') || ')' END FROM pg_prepared_statements");
	assert_int_equal(PQresultStatus(all), PGRES_TUPLES_OK);
	for (int i = 0; i < PQntuples(all); i++) {
		if (!is_new(p, PQgetvalue(all, i, 0)))
			continue;
		PGresult *plan = PQexec(conn, PQgetvalue(all, i, 1));
		if (PQresultStatus(plan) != PGRES_TUPLES_OK)
			fail_msg("%s: %s", PQgetvalue(all, i, 1), PQerrorMessage(conn));
		check_plan_of_postgres(p, PQgetvalue(all, i, 0), plan);
		PQclear(plan);
	}
	PQclear(all);
}

/* -- The pages -- */

/* As the server asks the desk for it (answer.c), for an editor who is logged in. */
static void ask(struct pages *p, const char *target)
{
	struct arena a CLEANUP_ARENA = {0};
	struct fixture *f = p->f;
	bool other;
	struct str query = str_of(target), path = str_cut(&query, '?');
	struct http_request request = {.a = &a, .target = str_of(target), .path = path, .now = NOW};
	struct http_response response = {.status = 200, .body = buf_new(BODY)};
	const struct route_table table = {&ROUTES[0].at, sizeof *ROUTES};
	assert_true(form_urlencoded(&a, query, &request.query));
	const struct route *at = route_find(&table, &a, HTTP_GET, path, &request.path_params, &other);
	assert_non_null(at);
	p->page = target;
	OK(((const struct desk_route *)at)->handler(p->desk, &request, &response, &f->err));
	if (response.status != 200)
		fail_msg("%s: %d", target, response.status);
	buf_free(&response.body);
	test_server() ? check_postgres(p) : check_sqlite(p);
}

static void no_page_reads_a_whole_table(void **state)
{
	static const char *const filters[] = {"", "&section=news", "&source=1", "&topic=cells",
		"&for=1", "&q=stem+cells", "&section=news&source=1", "&q=stem&section=news"};
	static const char *const orders[] = {"", "&order=newest", "&order=oldest"};
	static const char *const after[] = {"", "&after=0_0.5_300_0"};
	static const char *const others[] = {"/published", "/published?section=news",
		"/published?q=stem", "/published?before=9", "/published?state=corrected",
		"/published?state=retracted", "/published?state=withdrawn", "/log", "/log?before=9",
		"/log?editor=ada", "/log?item=1", "/log?day=1970-01-01", "/log?batch=1", "/item/1",
		"/item/2", "/item/1/preview", "/sources", "/for-you", "/account", "/people", "/new",
		"/topics", "/start", "/log?day=1970-01-01&before=9", "/log/back", "/log/settings",
		"/log/editions", "/digest", "/digest/editions", "/digest/subscribers", "/healthz",
		"/many?section=news", "/many?q=stem"};
	struct pages *p = *state;
	for (enum list_state s = LIST_WAITING; s <= LIST_ALL; s++)
		for (size_t i = 0; i < ARRAY_COUNT(filters) * ARRAY_COUNT(orders) * 2; i++) {
			struct str page = str_printf(&p->f->a, "/queue?state=%s%s%s%s", list_state_word(s),
				filters[i / 2 / ARRAY_COUNT(orders)], orders[i / 2 % ARRAY_COUNT(orders)],
				after[i % 2]);
			ask(p, str_cstr(&p->f->a, page));
		}
	for (size_t i = 0; i < ARRAY_COUNT(others); i++)
		ask(p, others[i]);
	assert_true(p->seen.n >= STATEMENTS);
	for (size_t i = 0; i < p->bad.n; i++)
		print_error(STR_FMT "\n", STR_ARG(p->bad.v[i]));
	assert_int_equal(p->bad.n, 0);
}

/* What an index keeps from being read whole is found out without it. */
static void a_page_without_its_index_is_refused(void **state)
{
	struct pages *p = *state;
	for (int i = 0; i < ITEMS / 25; i++) /* until the catalogue is complete, and nothing written */
		ask(p, "/queue?section=news");
	assert_int_equal(p->bad.n, 0);
	p->seen.n = 0;
	sql(p->f, "DROP INDEX item_queue");
	sql(p->f, "DROP INDEX item_state");
	sql(p->f, "DROP INDEX facet_queue");
	if (test_server())
		sql(p->f,
			"ALTER TABLE facet DROP CONSTRAINT facet_pkey, DROP CONSTRAINT facet_item_name_key");
	fixture_reopen(p->f);
	p->desk->store = p->f->s;
	ask(p, test_server() ? "/queue?section=news" : "/queue");
	assert_true(p->bad.n > 0);
}

/* -- What they are asked of -- */

static void fill(struct fixture *f)
{
	int64_t source = source_make(f, "Feed");
	OK(store_begin(f->s, &f->err));
	for (int i = 0; i < ITEMS; i++) {
		int64_t item = item_make(f, "Stem cells", i % 7 / 7.0);
		struct str native = str_printf(&f->a, "n%d", i);
		entry_put(f, source, item, news(native.p, "Stem cells"));
		if (i % 6 < 2)
			OK(ask_approve(f->s, by(10 + i), item, SECTION_NONE, STR_NONE, &f->err));
		else if (i % 6 == 2)
			OK(ask_reject(f->s, by(10 + i), item, STR_NONE, &f->err));
		else if (i % 6 == 3)
			OK(ask_defer(f->s, by(10 + i), item, NOW * 2, &f->err));
	}
	OK(store_commit(f->s, &f->err));
	sql(f,
		"INSERT INTO facet (name, state, item, score) SELECT 'source 1', state, id, score FROM "
		"item "
		"UNION ALL SELECT 'section 2', state, id, score FROM item "
		"UNION ALL SELECT 'topic cells', state, id, score FROM item");
	sql(f,
		"INSERT INTO shown (item, release, tag) SELECT id, live, tag FROM item "
		"WHERE live IS NOT NULL");
	if (test_server())
		sql(f, "ANALYZE");
	fixture_reopen(f);
}

static void enter(struct pages *p)
{
	struct fixture *f = p->f;
	const struct editor editor = {
		.name = S("Ana"), .role = ROLE_ADMIN, .password = S("hash"), .created = 1};
	int64_t id;
	bool found;
	OK(store_editor_add(f->s, &editor, &id, &f->err));
	OK(store_editor_get(f->s, &f->a, id, &p->desk->visitor.editor, &found, &f->err));
	p->desk->visitor.known = true;
	p->desk->visitor.csrf = S("token");
}

static int pages_begin(void **state)
{
	struct pages *p = calloc(1, sizeof *p);
	fixture_open((void **)&p->f);
	*state = p;
	fill(p->f);
	assert_true(config_read(SOURCE_DIR, &p->site, &p->problems));
	const struct desk_options options = {
		.site = &p->site, .store = p->f->s, .listen = S("127.0.0.1:0"), .quiet = true};
	p->desk = desk_start(&options, &p->f->err);
	if (!p->desk)
		fail_msg("%s", p->f->err.text);
	enter(p);
	return 0;
}

static int pages_end(void **state)
{
	struct pages *p = *state;
	desk_stop(p->desk);
	config_free(&p->site);
	fixture_close((void **)&p->f);
	free(p);
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(no_page_reads_a_whole_table, pages_begin, pages_end),
		cmocka_unit_test_setup_teardown(
			a_page_without_its_index_is_refused, pages_begin, pages_end),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
