/* connection: what is behind a struct store (private to store/). */
#ifndef STORE_CONNECTION_H
#define STORE_CONNECTION_H

#include <sqlite3.h>

#include "store/store.h"

/* Statements with a literal text, by its address: open addressing, never more than half full. The
 * room has about a hundred. */
enum { STATEMENT_SLOTS = 512 };
/* Statements that select.h put together, by what they say. A new one takes the place of another. */
enum { SELECT_SLOTS = 32 };

enum { APPLICATION_ID = 0x54494447 }; /* "TIDG" in the header of a store file */

struct store {
	sqlite3 *db;
	int lock; /* lock.h; -1: none */
	struct {
		const char *sql;
		sqlite3_stmt *stmt;
		bool open;
	} statements[STATEMENT_SLOTS];
	size_t statement_count;
	struct {
		uint64_t hash;
		sqlite3_stmt *stmt;
		bool open;
	} selects[SELECT_SLOTS];
};

/* "doing: SQLite's words", of kind ERR_STORE. Always false. */
bool store_error(sqlite3 *db, const char *doing, struct err *err);

#endif
