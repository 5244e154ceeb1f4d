#include "store/statement.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"

bool store_error(sqlite3 *db, const char *doing, struct err *err)
{
	return err_set(err, "%s: %s", doing, sqlite3_errmsg(db));
}

static size_t slot_of(const struct store *s, const char *sql)
{
	size_t slot = ((uintptr_t)sql * UINT64_C(0x9E3779B97F4A7C15)) >>
		55; /* the top nine bits: 512 slots */
	static_assert(STATEMENT_SLOTS == 1 << 9, "slot_of takes nine bits");
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

bool query_row(struct query *q)
{
	if (q->rc != SQLITE_OK && q->rc != SQLITE_ROW)
		return false;
	assert(q->bound == sqlite3_bind_parameter_count(q->stmt));
	q->rc = sqlite3_step(q->stmt);
	q->column = 0;
	return q->rc == SQLITE_ROW;
}

bool query_end(struct query *q, struct err *err)
{
	while (query_row(q))
		;
	if (q->rc == SQLITE_DONE)
		return true;
	return store_error(q->db, "the store", err);
}

void query_close(struct query *q)
{
	if (!q->stmt)
		return;
	sqlite3_reset(q->stmt);
	sqlite3_clear_bindings(q->stmt);
}

/* The number of the next parameter; 0 when the statement has failed already. */
static int next_parameter(struct query *q)
{
	return q->rc == SQLITE_OK ? ++q->bound : 0;
}

void bind_int(struct query *q, int64_t value)
{
	int n = next_parameter(q);
	if (n)
		q->rc = sqlite3_bind_int64(q->stmt, n, value);
}

void bind_real(struct query *q, double value)
{
	int n = next_parameter(q);
	if (n)
		q->rc = sqlite3_bind_double(q->stmt, n, value);
}

void bind_null(struct query *q)
{
	int n = next_parameter(q);
	if (n)
		q->rc = sqlite3_bind_null(q->stmt, n);
}

void bind_str(struct query *q, struct str value)
{
	int n = next_parameter(q);
	if (n)
		q->rc = sqlite3_bind_text64(
			q->stmt, n, value.n ? value.p : "", value.n, SQLITE_STATIC, SQLITE_UTF8);
}

void bind_time(struct query *q, int64_t t)
{
	t == NO_TIME ? bind_null(q) : bind_int(q, t);
}

void bind_id(struct query *q, int64_t id)
{
	id ? bind_int(q, id) : bind_null(q);
}

void bind_hash(struct query *q, const struct hash *hash)
{
	int n = next_parameter(q);
	if (n)
		q->rc = hash ?
			sqlite3_bind_blob(q->stmt, n, hash->bytes, sizeof hash->bytes, SQLITE_STATIC) :
			sqlite3_bind_null(q->stmt, n);
}

void bind_str_or_null(struct query *q, bool has, struct str value)
{
	has ? bind_str(q, value) : bind_null(q);
}

void bind_lines(struct query *q, struct strs lines)
{
	if (lines.n == 0)
		return bind_str(q, STR_NONE);
	if (lines.n == 1 && str_find_char(lines.v[0], '\n') == STR_NOT_FOUND)
		return bind_str(q, lines.v[0]);
	struct buf b CLEANUP_BUF = buf_new(SIZE_MAX / 2);
	for (size_t i = 0; i < lines.n; i++) {
		size_t from = b.n + (i > 0);
		if (i)
			buf_add_char(&b, '\n');
		buf_add(&b, lines.v[i]);
		for (size_t j = from; j < b.n; j++)
			if (b.p[j] == '\n')
				b.p[j] = ' ';
	}
	int n = next_parameter(q);
	if (n)
		q->rc = sqlite3_bind_text64(q->stmt, n, b.n ? b.p : "", b.n, SQLITE_TRANSIENT, SQLITE_UTF8);
}

int64_t take_int(struct query *q)
{
	return sqlite3_column_int64(q->stmt, q->column++);
}

double take_real(struct query *q)
{
	return sqlite3_column_double(q->stmt, q->column++);
}

static bool next_is_null(struct query *q)
{
	if (sqlite3_column_type(q->stmt, q->column) != SQLITE_NULL)
		return false;
	q->column++;
	return true;
}

struct str take_str(struct query *q, struct arena *a)
{
	const char *p = (const char *)sqlite3_column_text(q->stmt, q->column);
	size_t n = (size_t)sqlite3_column_bytes(q->stmt, q->column++);
	return str_copy(a, (struct str){p, n});
}

bool take_str_or_null(struct query *q, struct arena *a, struct str *out)
{
	*out = STR_NONE;
	if (next_is_null(q))
		return false;
	*out = take_str(q, a);
	return true;
}

int64_t take_time(struct query *q)
{
	return next_is_null(q) ? NO_TIME : take_int(q);
}

bool take_hash(struct query *q, struct hash *out)
{
	*out = (struct hash){0};
	if (next_is_null(q))
		return false;
	const void *p = sqlite3_column_blob(q->stmt, q->column);
	bool whole = sqlite3_column_bytes(q->stmt, q->column++) == (int)sizeof out->bytes;
	if (whole)
		memcpy(out->bytes, p, sizeof out->bytes);
	return whole;
}

struct strs take_lines(struct query *q, struct arena *a)
{
	struct strs lines = {0};
	for (struct str rest = take_str(q, a); rest.p;)
		strs_add(a, &lines, str_cut(&rest, '\n'));
	return lines;
}

bool take_lines_or_null(struct query *q, struct arena *a, struct strs *out)
{
	*out = (struct strs){0};
	if (next_is_null(q))
		return false;
	*out = take_lines(q, a);
	return true;
}
