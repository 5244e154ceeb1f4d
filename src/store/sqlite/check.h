/* check: whether a store file is whole (private to store/sqlite/). */
#ifndef STORE_SQLITE_CHECK_H
#define STORE_SQLITE_CHECK_H

#include "store/connection.h"

/* SQLite's integrity_check and foreign_key_check: false (ERR_STORE) with the first thing wrong. */
bool check_whole(struct store *s, const char *path, struct err *err) MUST_USE;
/* The same of a file that nobody has open. */
bool check_file(const char *path, struct err *err) MUST_USE;

#endif
