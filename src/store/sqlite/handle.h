/* handle: what is behind the names of a driver (private to store/sqlite/). */
#ifndef STORE_SQLITE_HANDLE_H
#define STORE_SQLITE_HANDLE_H

#include <sqlite3.h>

#include "store/driver.h"

static inline sqlite3 *db_of(struct driver_db *db)
{
	return (sqlite3 *)db;
}

static inline sqlite3_stmt *stmt_of(struct driver_stmt *stmt)
{
	return (sqlite3_stmt *)stmt;
}

/* Opens the file as sqlite3_open_v2 does. False, with the error said, when that failed. */
bool handle_open(struct store *s, const char *path, int flags, struct err *err) MUST_USE;
/* Makes the settings by which damage and mistakes are refused. */
bool handle_secure(struct store *s, struct err *err) MUST_USE;

#endif
