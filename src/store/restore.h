/* store/restore: a backup in the place of the store.
 *
 * Nobody else has the store open meanwhile (ERR_USER, and the processes, when somebody has). The
 * backup is copied beside, checked, brought to this program's version and told what out/ shows that
 * it does not know; then it takes the store's name in one step. Killed before that, the store is as
 * it was. The store that was there, damaged or not, is kept beside under another name, with its
 * -wal.
 *
 * Who subscribed at the site's hub stays subscribed, and is told by the next publication of what
 * changed for readers (store/sqlite/hub_restore.h).
 *
 * What out/ shows stays readers': the names of its pages and editions are reserved, and new items
 * get higher numbers than any page has; archives of feeds are kept by the next publication. The
 * count of publications goes on from the mark of out/. */
#ifndef STORE_RESTORE_H
#define STORE_RESTORE_H

#include "store/store.h"

struct restored {
	struct str kept;       /* where the store that was there is now; empty: there was none */
	struct strs pages;     /* names in out/items of which the backup knows nothing */
	struct strs editions;  /* and in out/digest */
	struct strs numbered;  /* paths in out/ of what there may be more of than the backup knows */
	struct strs withdrawn; /* titles that readers were told to drop and that the backup shows */
	bool without_id;       /* the backup is of a program of before: it does not say of which site */
};
struct restore_order {
	const char *folder; /* the site's */
	const char *place;  /* of its store */
	const char *backup; /* a file */
	int64_t now;        /* names the store that is kept */
};
/* Errors: ERR_USER when the backup is none, of another site, or of a newer program, or the store
 * is not a file; ERR_STORE when the backup is damaged; ERR_SYSTEM. */
bool store_restore(const struct restore_order *order, struct arena *a, struct restored *out,
	struct err *err) MUST_USE;

#endif
