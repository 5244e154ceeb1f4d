#include "store/bind.h"

#include <assert.h>

#include "base/buf.h"

/* The number of the next parameter; 0 when the statement has failed already. */
static int next_parameter(struct query *q)
{
	if (q->state != QUERY_BEGUN)
		return 0;
	assert(q->bound < q->driver->parameters(q->stmt));
	return ++q->bound;
}

static void note(struct query *q, bool bound)
{
	if (!bound)
		q->state = QUERY_FAILED;
}

void bind_int(struct query *q, int64_t value)
{
	int n = next_parameter(q);
	if (n)
		note(q, q->driver->bind_int(q->stmt, n, value));
}

void bind_real(struct query *q, double value)
{
	int n = next_parameter(q);
	if (n)
		note(q, q->driver->bind_real(q->stmt, n, value));
}

void bind_null(struct query *q)
{
	int n = next_parameter(q);
	if (n)
		note(q, q->driver->bind_null(q->stmt, n));
}

void bind_str(struct query *q, struct str value)
{
	int n = next_parameter(q);
	if (n)
		note(q, q->driver->bind_bytes(q->stmt, n, value, VALUE_TEXT));
}

void bind_bytes(struct query *q, struct str value)
{
	int n = next_parameter(q);
	if (n)
		note(q, q->driver->bind_bytes(q->stmt, n, value, VALUE_BYTES));
}

/* Of a text that is gone before the query ends. */
static void bind_copy(struct query *q, struct str text)
{
	int n = next_parameter(q);
	if (n)
		note(q, q->driver->bind_copy(q->stmt, n, text));
}

void bind_limit(struct query *q, int64_t most)
{
	bind_int(q, most ? most : INT64_MAX);
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
	if (!hash)
		return bind_null(q);
	bind_bytes(q, (struct str){(const char *)hash->bytes, sizeof hash->bytes});
}

void bind_date(struct query *q, struct date date)
{
	char text[TIME_TEXT];
	bind_copy(q, str_of(date_iso(date, text)));
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
	bind_copy(q, (struct str){b.p, b.n});
}

void bind_lines_or_null(struct query *q, bool has, struct strs lines)
{
	has ? bind_lines(q, lines) : bind_null(q);
}
