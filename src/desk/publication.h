/* publication: whether readers see what was approved. An approval is before them with the next
 * publication, not at once. */
#ifndef DESK_PUBLICATION_H
#define DESK_PUBLICATION_H

#include "desk/desk.h"

enum publication {
	PUBLICATION_NONE,         /* not approved */
	PUBLICATION_WAITS,        /* approved since the last publication: nobody sees it yet */
	PUBLICATION_CHANGE_WAITS, /* readers see it as it was before the last approval */
	PUBLICATION_SEEN,
};
/* `last`: when the public pages were last written (store_note_published); `at` and `first`: when
 * the live release was approved, and when the item first was. */
enum publication publication_of(int64_t last, int64_t at, int64_t first);
/* Of an item by its live release (0: none). */
bool publication_find(struct desk *desk, struct arena *a, int64_t live, enum publication *out,
	struct err *err) MUST_USE;
/* "published", "not out yet"; empty for PUBLICATION_NONE. */
struct str publication_word(enum publication publication);
/* What follows "This is approved": ", and readers see it". */
struct str publication_words(enum publication publication);

#endif
