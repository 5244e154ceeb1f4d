/* search: the index of words in SQLite, which is FTS5's (private to store/). */
#ifndef STORE_SQLITE_SEARCH_H
#define STORE_SQLITE_SEARCH_H

#include "store/search_engine.h"

extern const struct search_engine SEARCH_SQLITE;

#endif
