/* beside: SQL that a test runs beside the store, on a connection of its own. */
#ifndef TESTS_UNIT_BESIDE_H
#define TESTS_UNIT_BESIDE_H

#include <sqlite3.h>

#include "base/buf.h"
#include "base/utf8.h"
#include "new_store.h"

struct beside {
	sqlite3 *file;
	PGconn *server;
};

static inline void beside_close(struct beside *b)
{
	sqlite3_close(b->file);
	PQfinish(b->server);
	*b = (struct beside){0};
}

/* What the tests say in the words of SQLite alone, and what PostgreSQL calls it. */
static const struct {
	struct str sqlite, postgres;
} BESIDE_WORDS[] = {
	{S("PRAGMA user_version"), S("SELECT version FROM tidings_schema")},
	{S("PRAGMA foreign_keys = OFF"), S("SET session_replication_role = replica")},
	{S("PRAGMA foreign_key_check"), S("SELECT ''")},
	{S("PRAGMA integrity_check"), S("SELECT 'ok'")}, {S("x'"), S("'\\x")}, /* bytes */
};

static inline char *beside_in_words_of_postgres(struct arena *a, const char *sql)
{
	struct buf b = buf_new(SIZE_MAX / 2);
	char trigger[64];
	if (sscanf(sql, "DROP TRIGGER %63[a-z_]", trigger) == 1)
		return str_cstr(a, str_printf(a, "DROP FUNCTION %s CASCADE", trigger));
	for (struct str rest = utf8_clean(a, str_of(sql)); rest.n;) {
		struct str put = str_sub(rest, 0, 1);
		size_t taken = 1;
		bool inside = b.n && ((b.p[b.n - 1] >= 'a' && b.p[b.n - 1] <= 'z') || b.p[b.n - 1] == '\'');
		for (size_t i = 0; !inside && i < sizeof BESIDE_WORDS / sizeof *BESIDE_WORDS; i++)
			if (str_starts(rest, BESIDE_WORDS[i].sqlite)) {
				put = BESIDE_WORDS[i].postgres;
				taken = BESIDE_WORDS[i].sqlite.n;
			}
		buf_add(&b, put);
		rest = str_sub(rest, taken, SIZE_MAX);
	}
	char *made = str_cstr(a, buf_str(&b));
	buf_free(&b);
	return made;
}

static inline void beside_ignore(void *user, const char *notice)
{
	(void)user, (void)notice;
}

static inline const char *beside_server(
	struct beside *b, struct arena *a, const char *path, const char *sql)
{
	if (!b->server)
		b->server = PQconnectdb(test_place(path));
	PQsetNoticeProcessor(b->server, beside_ignore, NULL);
	PGresult *result = PQexec(b->server, beside_in_words_of_postgres(a, sql));
	ExecStatusType status = PQresultStatus(result);
	const char *answer = "";
	if (status == PGRES_TUPLES_OK && PQntuples(result))
		answer = str_cstr(a, str_of(PQgetvalue(result, 0, 0)));
	else if (status != PGRES_COMMAND_OK && status != PGRES_TUPLES_OK)
		answer = str_cstr(a, str_of(PQresultErrorField(result, PG_DIAG_MESSAGE_PRIMARY)));
	PQclear(result);
	return answer;
}

/* The first column of the first row as text, "" when there is none, or the engine's words of why it
 * failed. The statements may be several; the last one answers. */
static inline const char *beside_sql(
	struct beside *b, struct arena *a, const char *path, const char *sql)
{
	sqlite3_stmt *stmt = NULL;
	const char *answer = "";
	int rc = SQLITE_OK;
	if (test_server())
		return beside_server(b, a, path, sql);
	if (!b->file)
		rc = sqlite3_open(path, &b->file);
	if (rc == SQLITE_OK)
		rc = sqlite3_prepare_v2(b->file, sql, -1, &stmt, NULL);
	if (rc == SQLITE_OK)
		rc = sqlite3_step(stmt);
	if (rc == SQLITE_ROW)
		answer = str_cstr(a, str_of((const char *)sqlite3_column_text(stmt, 0)));
	else if (rc != SQLITE_DONE)
		answer = str_cstr(a, str_of(sqlite3_errmsg(b->file)));
	sqlite3_finalize(stmt);
	return answer;
}

/* A test of what SQLite alone has. */
#define OF_SQLITE_ALONE() \
	do { \
		if (test_server()) \
			skip(); \
	} while (0)

#endif
