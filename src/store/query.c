#include "store/query.h"

#include <assert.h>

#include "store/connection.h"
#include "base/fnv.h"

static size_t slot_of(const struct store *s, const char *sql)
{
	static_assert(STATEMENT_SLOTS == 1 << 9, "the slot is the hash's top nine bits of 64");
	size_t slot = ((uintptr_t)sql * UINT64_C(0x9E3779B97F4A7C15)) >> 55;
	while (s->statements[slot].sql && s->statements[slot].sql != sql)
		slot = (slot + 1) % STATEMENT_SLOTS;
	return slot;
}

static int statement_prepare(struct store *s, struct str sql, sqlite3_stmt **stmt)
{
	*stmt = NULL;
	return sqlite3_prepare_v3(s->db, sql.p, (int)sql.n, SQLITE_PREPARE_PERSISTENT, stmt, NULL);
}

/* A prepared statement for its next use. */
static struct query query_of(struct store *s, sqlite3_stmt *stmt, bool *open)
{
	assert(stmt && !*open && !sqlite3_stmt_busy(stmt));
	if (s->snapshot && !sqlite3_stmt_readonly(stmt))
		store_snapshot_end(s);
	*open = true;
	return (struct query){.db = s->db, .stmt = stmt, .open = open};
}

struct query query_open(struct store *s, const char *sql)
{
	size_t slot = slot_of(s, sql);
	if (!s->statements[slot].sql) {
		int rc = statement_prepare(s, str_of(sql), &s->statements[slot].stmt);
		if (rc != SQLITE_OK)
			return (struct query){.db = s->db, .rc = rc};
		s->statements[slot].sql = sql;
		assert(s->statement_count < STATEMENT_SLOTS / 2);
		s->statement_count++;
	}
	return query_of(s, s->statements[slot].stmt, &s->statements[slot].open);
}

struct query query_open_text(struct store *s, struct str sql)
{
	uint64_t hash = fnv64_add(FNV64_BEGIN, sql);
	size_t slot = hash % SELECT_SLOTS;
	while (s->selects[slot].open) /* never all of them: no caller has more than a few open */
		slot = (slot + 1) % SELECT_SLOTS;
	sqlite3_stmt **stmt = &s->selects[slot].stmt;
	if (!*stmt || s->selects[slot].hash != hash || !str_eq(str_of(sqlite3_sql(*stmt)), sql)) {
		sqlite3_finalize(*stmt);
		int rc = statement_prepare(s, sql, stmt);
		if (rc != SQLITE_OK)
			return (struct query){.db = s->db, .rc = rc};
		s->selects[slot].hash = hash;
	}
	return query_of(s, *stmt, &s->selects[slot].open);
}

void query_forget_all(struct store *s)
{
	for (size_t i = 0; i < STATEMENT_SLOTS; i++)
		sqlite3_finalize(s->statements[i].stmt);
	for (size_t i = 0; i < SELECT_SLOTS; i++)
		sqlite3_finalize(s->selects[i].stmt);
}

bool query_row(struct query *q)
{
	if (q->rc != SQLITE_OK && q->rc != SQLITE_ROW)
		return false;
	assert(q->bound == sqlite3_bind_parameter_count(q->stmt));
	/* The reader took all columns of the row, or it only asked whether there is one. */
	assert(q->rc != SQLITE_ROW || q->column == sqlite3_column_count(q->stmt) ||
		(q->column == 0 && sqlite3_column_count(q->stmt) == 1));
	q->rc = sqlite3_step(q->stmt);
	q->column = 0;
	return q->rc == SQLITE_ROW;
}

bool query_end(struct query *q, struct err *err)
{
	bool row = query_row(q);
	while (row && (q->rc = sqlite3_step(q->stmt)) == SQLITE_ROW)
		; /* rows that nobody asked for */
	if (q->damaged)
		return err_set_kind(err, ERR_STORE,
			"the store: a record in it is damaged; `tidings restore FILE` brings back a backup");
	return q->rc == SQLITE_DONE || store_error(q->db, "the store", err);
}

void query_close(struct query *q)
{
	if (!q->stmt)
		return;
	sqlite3_reset(q->stmt);
	sqlite3_clear_bindings(q->stmt);
	assert(*q->open);
	*q->open = false;
}

int64_t query_changes(const struct query *q)
{
	assert(q->rc == SQLITE_DONE);
	return sqlite3_changes64(q->db);
}

int64_t query_inserted(const struct query *q)
{
	assert(q->rc == SQLITE_DONE);
	return sqlite3_last_insert_rowid(q->db);
}
