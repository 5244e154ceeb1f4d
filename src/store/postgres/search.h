/* search: the index of words in PostgreSQL, which are tsvectors (private to store/).
 *
 * The words are cut and folded by this program (base/terms.h), not by a configuration of the
 * server: what is found does not hang on the server's dictionaries, locale and extensions. */
#ifndef STORE_POSTGRES_SEARCH_H
#define STORE_POSTGRES_SEARCH_H

#include "store/search_engine.h"

extern const struct search_engine SEARCH_POSTGRES;

#endif
