/* publication: whether readers see what was approved. They see it after the next publication, not
 * at once. */
#ifndef DESK_PUBLICATION_H
#define DESK_PUBLICATION_H

#include "desk/desk.h"
#include "store/shown.h"

enum publication {
	PUBLICATION_NONE,         /* not approved */
	PUBLICATION_WAITS,        /* approved, and no reader sees it yet, or sees it again */
	PUBLICATION_CHANGE_WAITS, /* readers see it as it was before the last approval */
	PUBLICATION_SEEN,         /* readers see it as it was approved last */
};
/* By the item's live release (0: none) and what readers were shown of it last. */
enum publication publication_of(int64_t live, struct shown shown);
/* The same of an item; asks the store what readers were shown. */
bool publication_find(
	struct desk *desk, const struct item *item, enum publication *out, struct err *err) MUST_USE;
/* "published", "not out yet"; empty for PUBLICATION_NONE. */
struct str publication_word(enum publication publication);
/* What follows "This is approved": ", and readers see it". */
struct str publication_words(enum publication publication);

#endif
