/* site_check: whether a store may work on the site in whose folder it lies (private to store/). */
#ifndef STORE_SITE_CHECK_H
#define STORE_SITE_CHECK_H

#include "store/connection.h"

enum { VERSION_WITH_SITE = 7 }; /* of the schema: older stores have no id */

/* False when out/ belongs to another site, or shows more than the store of this version knows
 * (store/site.h). Reads alone. */
bool site_check(struct store *s, const char *folder, int64_t version, struct err *err) MUST_USE;

#endif
