/* store/shown: what readers saw. This is the one answer to "did readers see it?": the table says
 * which release of each item they saw last, and whether they were told that it is gone. No clock is
 * asked: a decision that was made while a publication was under way is in it or is not.
 *
 * A publication notes what it shows before it writes the files, and so does an edition: readers may
 * have seen what is noted, and have seen nothing else. */
#ifndef STORE_SHOWN_H
#define STORE_SHOWN_H

#include "model/decision.h"
#include "store/release.h"

/* What readers saw last of an item, under its own number or its tag, or as one that was merged into
 * it. */
struct shown {
	int64_t release; /* 0: they never saw it */
	int64_t gone;    /* the decision that took it from them, once they were told; 0: they see it */
};
/* Of the item; all zero when readers never saw it. */
bool store_shown_get(struct store *s, int64_t item, struct shown *out, struct err *err) MUST_USE;
/* What readers were told of the item under its own number last: its release with the tag that it
 * had then. *shown is false when they see none, and `gone` when they never did. */
bool store_shown_of(struct store *s, struct arena *a, int64_t item, struct release *out,
	bool *shown, bool *gone, struct err *err) MUST_USE;
/* Whose page has the name under which readers saw the item last: mostly its own. 0: they never saw
 * it. */
bool store_shown_owner(struct store *s, int64_t item, int64_t *owner, struct err *err) MUST_USE;
/* Whether readers saw what the decision did: the release that it made or a later one of the item,
 * or that something is gone which the decision took from them. */
bool store_shown_decision(struct store *s, int64_t decision, bool *seen, struct err *err) MUST_USE;

/* The release is about to be shown. */
bool store_shown_release(struct store *s, const struct release *release, struct err *err) MUST_USE;
/* Readers of the item, if there were any, are about to be told that the decision took it. */
bool store_shown_gone(struct store *s, int64_t item, int64_t decision, struct err *err) MUST_USE;
/* The same for the releases of an edition; one transaction. */
bool store_shown_mailed(struct store *s, const struct releases *releases, struct err *err) MUST_USE;

#endif
