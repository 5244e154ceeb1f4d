#include "store/take.h"

#include <assert.h>

/* The number of the next column, which holds NULL or a value of this type. One of another type can
 * only be read from a file whose pages do not belong together. */
static int next_column(struct query *q, enum value_type type)
{
	assert(q->state == QUERY_ROW && q->column < q->driver->columns(q->stmt));
	enum value_type is = q->driver->type(q->stmt, q->column);
	q->damaged = q->damaged || (is != type && is != VALUE_NULL);
	return q->column++;
}

int64_t take_int(struct query *q)
{
	return q->driver->take_int(q->stmt, next_column(q, VALUE_INT));
}

double take_real(struct query *q)
{
	return q->driver->take_real(q->stmt, next_column(q, VALUE_REAL));
}

static bool next_is_null(struct query *q)
{
	if (q->driver->type(q->stmt, q->column) != VALUE_NULL)
		return false;
	q->column++;
	return true;
}

/* Valid until the next row. */
static struct str next_text(struct query *q)
{
	return q->driver->take_bytes(q->stmt, next_column(q, VALUE_TEXT));
}

struct str take_str(struct query *q, struct arena *a)
{
	return str_copy(a, next_text(q));
}

struct date take_date(struct query *q)
{
	struct date date;
	return date_parse_partial(next_text(q), &date) ? date : (struct date){0};
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
	struct str bytes = q->driver->take_bytes(q->stmt, next_column(q, VALUE_BYTES));
	bool whole = bytes.n == sizeof out->bytes;
	if (whole)
		memcpy(out->bytes, bytes.p, sizeof out->bytes);
	return whole;
}

struct str take_bytes(struct query *q, struct arena *a)
{
	return str_copy(a, q->driver->take_bytes(q->stmt, next_column(q, VALUE_BYTES)));
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
