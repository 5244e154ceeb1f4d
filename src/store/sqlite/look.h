/* look: what a file is, before SQLite opens it and could write to it or beside it (private to
 * store/sqlite/). */
#ifndef STORE_SQLITE_LOOK_H
#define STORE_SQLITE_LOOK_H

#include "base/arena.h"
#include "base/err.h"

/* False when the file is missing, empty, no database, or another program's. Not for a store that
 * this process has open: SQLite's locks of it would be gone. */
bool look_is_store(const char *path, struct err *err) MUST_USE;
/* The same for the store of a site: where it is missing or none, the error says which command
 * helps. A store that others could read is made private (0600), with its -wal and -shm. */
bool look_at_file(const char *path, struct err *err) MUST_USE;
/* The folder of the file: "." of "tidings.db". */
const char *look_folder(struct arena *a, const char *path);

#endif
