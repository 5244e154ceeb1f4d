/* hub_restore: what a restore leaves as it is, since it was agreed with others (private to
 * store/sqlite/). */
#ifndef STORE_SQLITE_HUB_RESTORE_H
#define STORE_SQLITE_HUB_RESTORE_H

#include "store/connection.h"

/* `s` is the backup, of this version, that takes the place of the store at `before`. Who
 * subscribed at the site's hub, who asks to, and what each was told is taken over from there, so
 * that the next publication tells them of what the backup changes for readers. Where that store
 * cannot be read, or is older than out/, subscriptions are those of the backup, and what
 * everybody was told is what is in out/ of the site's folder. The hubs that tell this site of
 * feeds are asked for that anew. So it is with who gets the digest
 * (store/sqlite/restore_readers.h). `now`: of the wall clock. */
bool hub_restore(
	struct store *s, const char *folder, const char *before, int64_t now, struct err *err) MUST_USE;

#endif
