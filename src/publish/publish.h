/* publish: writes out/ from what was approved.
 *
 * Same store, same configuration, same `now`: the same bytes. Only live releases are read, so
 * nothing can be published that was not approved.
 *
 * There is one publication at a time: a second one waits. All files are rendered in memory, by the
 * table of outputs (publish/output.h). Then each is replaced in one step (base/file.h); one that
 * would not change is not touched. The pages of items that readers saw and see no more say so
 * (store/gone.h). Other pages of items that are not live, and of topics that left the
 * configuration, are removed, if a row of the store says that it wrote them. */
#ifndef PUBLISH_PUBLISH_H
#define PUBLISH_PUBLISH_H

#include "base/err.h"
#include "model/site.h"
#include "store/store.h"

enum { UNEXPLAINED_TEXT = 200 };
struct publish_result {
	size_t written, unchanged, removed;
	/* Pages of items in out/ of which the store knows nothing. They stay: readers may rely on
	 * them. */
	size_t unexplained;
	char unexplained_names[UNEXPLAINED_TEXT]; /* the first of them: "12.html, 13.html" */
};
/* Whether something was decided since out/ was last written. Cheap: one look at two rows. */
bool publish_is_due(struct store *store, bool *due, struct err *err) MUST_USE;
/* Writes SITE/out by the templates in SITE/templates. When anything changed, the store notes that
 * it was at `now` (the note "published"). *result counts files, and is right after a failure too.
 * Errors: ERR_USER for a template, ERR_SYSTEM for the disk, ERR_STORE. */
bool publish_site(const struct site *site, struct store *store, int64_t now,
	struct publish_result *result, struct err *err) MUST_USE;

#endif
