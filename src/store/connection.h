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

enum { STORE_MARK_MAX = 256 };
enum { APPLICATION_ID = 0x54494447 }; /* "TIDG" in the header of a store file */

struct store {
	sqlite3 *db;
	int lock;                  /* lock.h; -1: none */
	bool snapshot;             /* a transaction that only reads is open */
	char mark[STORE_MARK_MAX]; /* of this process (base/process.h) */
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

/* The steps of store_open, for a file that is made or restored. A store without a file; closed by
 * store_close. */
struct store *store_new(void);
/* Opens the file and makes the settings of every connection. Looks at nothing in it. */
bool store_connect(struct store *s, const char *path, struct err *err) MUST_USE;
/* The same with a new, empty file that has no name. */
bool store_connect_temporary(struct store *s, struct err *err) MUST_USE;
/* The version of the schema; false for that of a newer program. */
bool store_version(struct store *s, const char *path, int64_t *version, struct err *err) MUST_USE;
/* Runs the steps that are missing, each in a transaction. */
bool store_migrate(struct store *s, const char *path, struct err *err) MUST_USE;
/* Statements without parameters and results, from a literal. */
bool store_run(struct store *s, const char *sql, struct err *err) MUST_USE;

/* "doing: SQLite's words", of kind ERR_STORE. Always false. */
bool store_error(sqlite3 *db, const char *doing, struct err *err);

#endif
