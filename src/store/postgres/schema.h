/* schema: the tables of a store in PostgreSQL (private to store/postgres/).
 *
 * There is one source of the schema: the steps that a SQLite store goes through (store.c). What
 * they end with is read from a store of SQLite and put into PostgreSQL's words (dialect.h);
 * full-text search is the engine's own (search.sql). */
#ifndef STORE_POSTGRES_SCHEMA_H
#define STORE_POSTGRES_SCHEMA_H

#include "store/store.h"

/* Makes the tables of `from`, a store of SQLite that is of this program's version, with its rows,
 * and all that hangs on them. In a transaction. */
bool schema_make(struct store *s, struct store *from, struct err *err) MUST_USE;

#endif
