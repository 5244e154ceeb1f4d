#include "store/take.h"

#include <assert.h>

/* The number of the next column, which holds NULL or a value of this type. One of another type can
 * only be read from a file whose pages do not belong together. */
static int next_column(struct query *q, int type)
{
	assert(q->rc == SQLITE_ROW && q->column < sqlite3_column_count(q->stmt));
	int is = sqlite3_column_type(q->stmt, q->column);
	q->damaged = q->damaged || (is != type && is != SQLITE_NULL);
	return q->column++;
}

int64_t take_int(struct query *q)
{
	return sqlite3_column_int64(q->stmt, next_column(q, SQLITE_INTEGER));
}

double take_real(struct query *q)
{
	return sqlite3_column_double(q->stmt, next_column(q, SQLITE_FLOAT));
}

static bool next_is_null(struct query *q)
{
	if (sqlite3_column_type(q->stmt, q->column) != SQLITE_NULL)
		return false;
	q->column++;
	return true;
}

/* Valid until the next row. */
static struct str next_text(struct query *q)
{
	int n = next_column(q, SQLITE_TEXT);
	const char *p = sqlite3_column_blob(q->stmt, n); /* the text without a copy that ends in NUL */
	return (struct str){p, (size_t)sqlite3_column_bytes(q->stmt, n)};
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
	int n = next_column(q, SQLITE_BLOB);
	const void *p = sqlite3_column_blob(q->stmt, n);
	bool whole = sqlite3_column_bytes(q->stmt, n) == (int)sizeof out->bytes;
	if (whole)
		memcpy(out->bytes, p, sizeof out->bytes);
	return whole;
}

struct str take_bytes(struct query *q, struct arena *a)
{
	int n = next_column(q, SQLITE_BLOB);
	const char *p = sqlite3_column_blob(q->stmt, n);
	return str_copy(a, (struct str){p, (size_t)sqlite3_column_bytes(q->stmt, n)});
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
