/* connection: what is behind a struct store (private to store/). */
#ifndef STORE_CONNECTION_H
#define STORE_CONNECTION_H

#include <sqlite3.h>

#include "store/store.h"

/* Prepared statements by the address of their text: open addressing, never more than half full. The
 * room has about a hundred statements. */
enum { STATEMENT_SLOTS = 512 };
struct store {
	sqlite3 *db;
	struct {
		const char *sql;
		sqlite3_stmt *stmt;
	} statements[STATEMENT_SLOTS];
	size_t statement_count;
};

/* "doing: SQLite's words", of kind ERR_STORE. Always false. */
bool store_error(sqlite3 *db, const char *doing, struct err *err);

#endif
