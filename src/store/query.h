/* query: one SQL statement from its parameters to its end (private to store/).
 *
 *     struct query q CLEANUP_QUERY = QUERY(
 *         s, "SELECT id, title FROM item WHERE state = ?1 AND section = ?2");
 *     bind_int(&q, state);
 *     bind_int(&q, section);
 *     while (query_row(&q)) {
 *         id = take_int(&q);
 *         title = take_str(&q, a);
 *     }
 *     return query_end(&q, err);
 *
 * Parameters are bound and columns are taken in order, so C numbers neither (bind.h, take.h); a
 * noun with many columns has a list of them (columns.h). Asserts hold both against the statement:
 * every parameter is bound before the first row, and a row is either taken whole or, where a
 * statement only asks whether there is one, has a single column that nobody takes.
 *
 * The first failure is remembered and reported by query_end; every call in between does nothing.
 *
 * A statement is prepared once for each store and found again by the address of its text, which
 * therefore has to be a literal. One whose conditions depend on what is asked for is put together
 * from literals by select.h. No other text becomes SQL. Bound text is not copied: it must live
 * until query_end. A statement cannot be opened again while it is open. */
#ifndef STORE_QUERY_H
#define STORE_QUERY_H

#include "store/driver.h"

struct query {
	struct store *store;
	const struct driver *driver; /* the store's */
	struct driver_stmt *stmt;
	bool *open; /* the store's note that the statement is in use; NULL: it failed */
	enum { QUERY_BEGUN, QUERY_ROW, QUERY_DONE, QUERY_FAILED } state;
	int bound, column; /* how many parameters were bound; the column that is taken next */
	bool damaged;      /* a value that was taken could not be read: query_end fails */
};
#define QUERY(s, literal) query_open((s), "" literal)
/* An INSERT of one row whose id is asked for (query_inserted). */
#define QUERY_INSERT(s, literal) query_open_insert((s), "" literal)
/* Use QUERY, which takes only a literal: its address is how the statement is found again. */
struct query query_open(struct store *s, const char *sql);
struct query query_open_insert(struct store *s, const char *sql);
/* For select.h: a text that was put together from literals and is found again by what it says. */
struct query query_open_text(struct store *s, struct str sql);
/* The next row; false at the end or after a failure. */
bool query_row(struct query *q);
/* Runs what is left of the statement. False (ERR_STORE, with the engine's words) when any call
 * since query_open failed. */
bool query_end(struct query *q, struct err *err) MUST_USE;
/* The same for a statement without rows whose count nobody asks for, inside a transaction: a server
 * may be asked for its outcome later, and then the next statement or the commit fails for it. */
bool query_later(struct query *q, struct err *err) MUST_USE;
/* Makes the statement ready for its next use, ended or not. */
void query_close(struct query *q);
#define CLEANUP_QUERY __attribute__((cleanup(query_close)))

/* After query_end: how many rows the statement inserted, updated or deleted. */
int64_t query_changes(const struct query *q);
/* Ends a QUERY_INSERT; *id is that of the row, 0 when its conditions let none in. */
bool query_inserted(struct query *q, int64_t *id, struct err *err) MUST_USE;

/* Gives back all prepared statements, before the store is closed. */
void query_forget_all(struct store *s);

#endif
