/* sqlite: the driver of the engine that is in the program itself, with one file (private to
 * store/).
 *
 * A driver_db is a sqlite3, a driver_stmt a sqlite3_stmt: only this folder knows. */
#ifndef STORE_SQLITE_SQLITE_H
#define STORE_SQLITE_SQLITE_H

#include "store/driver.h"

extern const struct driver DRIVER_SQLITE;

/* How long one process waits for another one's writing, unless told. */
enum { SQLITE_BUSY_MS = 10000 };

/* Opens the file and makes the settings of every connection. Looks at nothing in it. */
bool sqlite_connect(struct store *s, const char *path, struct err *err) MUST_USE;

/* The entries of DRIVER_SQLITE that are more than a call of SQLite. */
bool sqlite_may_create(const char *path, struct store *from, struct err *err) MUST_USE;
bool sqlite_create(const char *path, struct store *from, struct site_copied *out, struct err *err)
	MUST_USE;
bool sqlite_open(struct store *s, const char *path, struct err *err) MUST_USE;
bool sqlite_open_to_read(struct store *s, const char *path, struct err *err) MUST_USE;
bool sqlite_open_alone(struct store *s, const char *path, struct err *err) MUST_USE;
bool sqlite_is_in_place(struct store *s) MUST_USE;
bool sqlite_backup(struct store *s, const char *path, struct err *err) MUST_USE;
bool sqlite_restore(const struct restore_order *order, struct arena *a, struct restored *out,
	struct err *err) MUST_USE;
bool sqlite_copy(struct store *s, struct store *copy, struct err *err) MUST_USE;
bool sqlite_version(struct driver_db *db, int64_t *version) MUST_USE;
bool sqlite_set_version(struct driver_db *db, int64_t version) MUST_USE;
bool sqlite_error(struct driver_db *db, const char *doing, struct err *err);

#endif
