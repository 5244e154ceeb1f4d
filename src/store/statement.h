/* statement: one SQL statement from its binds to its end (private to store/).
 *
 *     struct query q CLEANUP_QUERY = QUERY(s, "SELECT id, title FROM item WHERE state = ?1 AND
 * section = ?2"); bind_int(&q, state); bind_int(&q, section); while (query_row(&q)) { id =
 * take_int(&q); title = take_str(&q, a); } return query_end(&q, err);
 *
 * Parameters are bound and columns are taken in order, so neither is numbered in C. What goes wrong
 * on the way is remembered and told by query_end; after it every call does nothing. A statement is
 * prepared once for each store and found again by the address of its text, which is why the text
 * has to be a literal: no SQL is ever put together at run time. Bound text is not copied: it must
 * live until query_end. A statement is not used again while it is open. */
#ifndef STORE_STATEMENT_H
#define STORE_STATEMENT_H

#include <sqlite3.h>

#include "base/date.h"
#include "base/hash.h"
#include "store/store.h"

/* Open addressing, never more than half full: the room has about a hundred statements. */
enum { STATEMENT_SLOTS = 512 };
struct store {
	sqlite3 *db;
	struct {
		const char *sql;
		sqlite3_stmt *stmt;
	} statements[STATEMENT_SLOTS];
	size_t statement_count;
};

struct query {
	sqlite3 *db;
	sqlite3_stmt *stmt;
	int rc;            /* of the last step or the first failure */
	int bound, column; /* how many were bound, which is taken next */
};
#define QUERY(s, literal) query_open((s), "" literal)
struct query query_open(struct store *s, const char *sql);
/* The next row; false at the end or after a failure. */
bool query_row(struct query *q);
/* Runs what is left of the statement; false with SQLite's words when anything failed. */
bool query_end(struct query *q, struct err *err) MUST_USE;
void query_close(struct query *q);
#define CLEANUP_QUERY __attribute__((cleanup(query_close)))

void bind_int(struct query *q, int64_t value);
void bind_real(struct query *q, double value);
void bind_str(struct query *q, struct str value);
void bind_null(struct query *q);
void bind_time(struct query *q, int64_t t);               /* NO_TIME: NULL */
void bind_id(struct query *q, int64_t id);                /* 0: NULL */
void bind_hash(struct query *q, const struct hash *hash); /* NULL: NULL */
void bind_str_or_null(struct query *q, bool has, struct str value);
void bind_lines(
	struct query *q, struct strs lines); /* one a line; a line break within one becomes a space */

int64_t take_int(struct query *q); /* NULL: 0 */
double take_real(struct query *q);
struct str take_str(struct query *q, struct arena *a);                    /* NULL: empty */
int64_t take_time(struct query *q);                                       /* NULL: NO_TIME */
bool take_hash(struct query *q, struct hash *out);                        /* false for NULL */
bool take_str_or_null(struct query *q, struct arena *a, struct str *out); /* false for NULL */
struct strs take_lines(struct query *q, struct arena *a);
bool take_lines_or_null(struct query *q, struct arena *a, struct strs *out); /* false for NULL */

/* "doing: SQLite's words". Always false. */
bool store_error(sqlite3 *db, const char *doing, struct err *err);

#endif
