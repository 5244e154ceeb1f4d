#include "store/query.h"

#include <assert.h>

#include "store/connection.h"

static size_t slot_of(const struct store *s, const char *sql)
{
	static_assert(STATEMENT_SLOTS == 1 << 9, "the slot is the hash's top nine bits of 64");
	size_t slot = ((uintptr_t)sql * UINT64_C(0x9E3779B97F4A7C15)) >> 55;
	while (s->statements[slot].sql && s->statements[slot].sql != sql)
		slot = (slot + 1) % STATEMENT_SLOTS;
	return slot;
}

struct query query_open(struct store *s, const char *sql)
{
	struct query q = {.db = s->db};
	size_t slot = slot_of(s, sql);
	q.stmt = s->statements[slot].stmt;
	if (q.stmt) {
		assert(!sqlite3_stmt_busy(q.stmt));
		return q;
	}
	q.rc = sqlite3_prepare_v3(s->db, sql, -1, SQLITE_PREPARE_PERSISTENT, &q.stmt, NULL);
	if (q.rc == SQLITE_OK) {
		assert(s->statement_count < STATEMENT_SLOTS / 2);
		s->statements[slot].sql = sql;
		s->statements[slot].stmt = q.stmt;
		s->statement_count++;
	}
	return q;
}

/* A reader took all columns of the row, or it only asked whether there is one. */
static bool row_is_taken(const struct query *q)
{
	int columns = sqlite3_column_count(q->stmt);
	return q->column == columns || (q->column == 0 && columns == 1);
}

bool query_row(struct query *q)
{
	if (q->rc != SQLITE_OK && q->rc != SQLITE_ROW)
		return false;
	assert(q->bound == sqlite3_bind_parameter_count(q->stmt));
	assert(q->rc != SQLITE_ROW || row_is_taken(q));
	q->rc = sqlite3_step(q->stmt);
	q->column = 0;
	return q->rc == SQLITE_ROW;
}

bool query_end(struct query *q, struct err *err)
{
	bool row = query_row(q);
	while (row && (q->rc = sqlite3_step(q->stmt)) == SQLITE_ROW)
		; /* rows that nobody asked for */
	return q->rc == SQLITE_DONE || store_error(q->db, "the store", err);
}

void query_close(struct query *q)
{
	if (!q->stmt)
		return;
	sqlite3_reset(q->stmt);
	sqlite3_clear_bindings(q->stmt);
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
