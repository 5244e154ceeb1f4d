/* rows: all rows of a table in the order of its key, from whatever engine (private to store/).
 *
 *     struct rows r CLEANUP_ROWS = rows_of(s, table);
 *     enum driver_step step;
 *     while ((step = rows_next(&r)) == STEP_ROW)
 *         … rows_value(&r, i) … of the column table->columns.v[i]
 *     return step == STEP_DONE || store_error(s, …);
 *
 * They are read some hundred at a time, so a large table needs no memory; in a transaction, where
 * nobody changes them meanwhile. Both engines have them in one order: texts and bytes are in that
 * of their bytes. */
#ifndef STORE_ROWS_H
#define STORE_ROWS_H

#include "store/connection.h"
#include "store/sqlite/objects.h"

struct value {
	enum value_type type;
	int64_t number;   /* VALUE_INT */
	double real;      /* VALUE_REAL */
	struct str bytes; /* VALUE_TEXT, VALUE_BYTES */
};
/* Whether both are of one type and the same to the last bit. */
bool rows_same(const struct value *a, const struct value *b);
/* Its bytes must live until the statement is reset. */
bool rows_bind(const struct driver *driver, struct driver_stmt *stmt, int n, const struct value *v)
	MUST_USE;

struct rows {
	struct store *s;
	const struct object *table;
	struct driver_stmt *stmt; /* of the first rows, then of those after a key; NULL: not begun */
	struct arena key;         /* of the key */
	int n;                    /* how many rows the statement has given */
	bool after;               /* it is the one of those after a key */
};
struct rows rows_of(struct store *s, const struct object *table);
enum driver_step rows_next(struct rows *r);
/* Of the row that came last; its bytes are there until the next one. */
struct value rows_value(const struct rows *r, size_t column);
void rows_end(struct rows *r);
#define CLEANUP_ROWS __attribute__((cleanup(rows_end)))

#endif
