#include "store/bind.h"

#include <assert.h>

#include "base/buf.h"

/* The number of the next parameter; 0 when the statement has failed already. */
static int next_parameter(struct query *q)
{
	if (q->rc != SQLITE_OK)
		return 0;
	assert(q->bound < sqlite3_bind_parameter_count(q->stmt));
	return ++q->bound;
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

void bind_bytes(struct query *q, struct str value)
{
	int n = next_parameter(q);
	if (n)
		q->rc = sqlite3_bind_blob64(q->stmt, n, value.n ? value.p : "", value.n, SQLITE_STATIC);
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

void bind_date(struct query *q, struct date date)
{
	char text[TIME_TEXT];
	int n = next_parameter(q);
	if (n)
		q->rc = sqlite3_bind_text(q->stmt, n, date_iso(date, text), -1, SQLITE_TRANSIENT);
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

void bind_lines_or_null(struct query *q, bool has, struct strs lines)
{
	has ? bind_lines(q, lines) : bind_null(q);
}
