/* publish: writes out/ from what was approved.
 *
 * Same store, same configuration, same `now`: the same bytes. Only live releases are read, so
 * nothing can be published that was not approved.
 *
 * There is one publication at a time: a second one waits. What changed since the last one is
 * planned (publish/plan.h), and the outputs that show it are written (publish/output.h), each in
 * one step; a file that would not change is not touched. All of it is written anew when the
 * configuration, a template or the program changed. The pages of items that readers saw and see no
 * more say so (store/gone.h). Nothing is removed but what the store knows to have written. */
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
	char elsewhere[UNEXPLAINED_TEXT]; /* the out/ that was published into last; empty: this one */
	bool behind; /* the store was published into another out/ since; all files were looked at */
};
/* Whether something changed since out/ was last written, or is still to be written. Cheap. */
bool publish_is_due(struct store *store, bool *due, struct err *err) MUST_USE;
/* Why the last publication failed, and when: readers still see what they saw before, or a part of
 * it. *at is NO_TIME when it went well. The text is in the arena. */
bool publish_problem(struct store *store, struct arena *a, int64_t *at, struct str *text,
	struct err *err) MUST_USE;
/* The next publication looks at every file of out/. Files of editions that were lost are written
 * again now. */
bool publish_forget(const struct site *site, struct store *store, struct err *err) MUST_USE;
/* The media type of a feed by its file, "research/feed.atom". */
struct str publish_feed_type(struct str path);
/* Writes SITE/out by the templates in SITE/templates. When anything changed, the store notes that
 * it was at `now` (the note "published"). *result counts files, and is right after a failure too.
 * Errors: ERR_USER for a template, ERR_SYSTEM for the disk, ERR_STORE. */
bool publish_site(const struct site *site, struct store *store, int64_t now,
	struct publish_result *result, struct err *err) MUST_USE;

#endif
