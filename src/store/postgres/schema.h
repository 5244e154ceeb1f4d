/* schema: the tables of a store in PostgreSQL (private to store/postgres/).
 *
 * There is one source of the schema: the steps that a SQLite store goes through (store.c). What
 * they end with is read from a store of SQLite and put into PostgreSQL's words (dialect.h);
 * full-text search is the engine's own (search.sql). Later steps are put into its words as they
 * come. */
#ifndef STORE_POSTGRES_SCHEMA_H
#define STORE_POSTGRES_SCHEMA_H

#include "store/store.h"

struct driver_db;
struct site_copied;
/* Makes the tables of `shape`, a store of SQLite that is of this program's version, with the rows
 * of `from`, and all that hangs on them. With `out` the rows are compared (store/copy.h); NULL:
 * not. In a transaction. */
bool schema_make(struct store *s, struct store *shape, struct store *from, struct site_copied *out,
	struct err *err) MUST_USE;
/* Runs a step of the schema (driver.h). In a transaction. */
bool schema_run_step(struct driver_db *db, const char *sql) MUST_USE;

#endif
