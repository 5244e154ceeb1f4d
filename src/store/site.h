/* store/site: which site a store belongs to, and how far it had come when out/ was written.
 *
 * A site has an id of 128 random bits, made with its store. The store counts its publications: the
 * count goes up before a publication or an edition changes the first file of out/. Both are said in
 * the mark, a small file of out/ (`.site`, which web servers send like any other and which says
 * nothing that readers do not see):
 *
 *     tidings site 0f1e…(32 hexadecimal digits)
 *     publications 12
 *
 * So a store that is put beside the out/ of another site, or that is older than its own out/ (an
 * old copy that was put in its place), is noticed when it is opened. What is in out/ is never ahead
 * of the store: the count is committed first. An out/ without a mark says nothing: it was emptied,
 * or an older version of the program wrote it. */
#ifndef STORE_SITE_H
#define STORE_SITE_H

#include "store/store.h"

#define SITE_MARK "out/.site" /* in the site's folder */

/* The store's note of the authority under which the feeds were first published. */
#define SITE_NOTE_AUTHORITY "authority"
/* The store's note of what the last publication was rendered by (publish/stamp.h); another one, or
 * none, and the next publication looks at every file. */
#define SITE_NOTE_STAMP "publication stamp"
/* The store's note of why the last publication failed: seconds, a space, the reason. Empty: it did
 * not. */
#define SITE_NOTE_PROBLEM "publication problem"
/* The store's note of where it was published from last: the machine's id, a space, the folder. */
#define SITE_NOTE_PLACE "published from"
/* The month since which a trial must have been verified, as item/lapse.h set it last: "2024-11". */
#define SITE_NOTE_UNVERIFIED "unverified before"
/* What the order of the queue was learned from last (store_learned_mark), or "off". */
#define SITE_NOTE_LEARNED "learned from"
/* How often the order changed by that. */
#define SITE_NOTE_ORDER "order of the queue"

enum { SITE_ID = 32 }; /* hexadecimal digits */
struct site_mark {
	struct str id;     /* empty: there is no mark */
	int64_t published; /* publications */
};
/* What the store says. */
bool store_site_get(struct store *s, struct arena *a, struct site_mark *mark, struct err *err)
	MUST_USE;
/* What FOLDER/out/.site says; the id is empty when there is none. A mark that cannot be understood
 * is an error. */
bool store_site_read_mark(
	struct arena *a, const char *folder, struct site_mark *mark, struct err *err) MUST_USE;
/* False (ERR_USER) when FOLDER/out belongs to another site than the store, or shows more than it
 * knows. From then on the same is asked whenever the connection to a server was lost and made anew,
 * and whether the store is the one that it was: before it is, everything fails (ERR_BUSY). */
bool store_site_check(struct store *s, const char *folder, struct err *err) MUST_USE;
/* Makes the mark say what the store says; outside a transaction. */
bool store_site_write_mark(struct store *s, const char *folder, struct err *err) MUST_USE;
/* Counts a publication: before the first file of out/ changes. Inside a transaction the mark is
 * written after its end. */
bool store_site_count(struct store *s, struct err *err) MUST_USE;

#endif
