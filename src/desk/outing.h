/* outing: whether readers see what was approved. An approval is before them with the next
 * publication, not at once. */
#ifndef DESK_OUTING_H
#define DESK_OUTING_H

#include "desk/desk.h"

enum outing {
	OUTING_NONE,         /* not approved */
	OUTING_WAITS,        /* approved since the last publication: nobody sees it yet */
	OUTING_CHANGE_WAITS, /* readers see it as it was before the last approval */
	OUTING_SEEN,
};
/* `last`: when the public pages were last written (store_note_published); `at` and `first`: when
 * the live release was approved, and when the item first was. */
enum outing outing_of(int64_t last, int64_t at, int64_t first);
/* Of an item by its live release (0: none). */
bool outing_find(
	struct desk *desk, struct arena *a, int64_t live, enum outing *out, struct err *err) MUST_USE;
/* "published", "not out yet"; empty for OUTING_NONE. */
struct str outing_word(enum outing outing);
/* What follows "This is approved": ", and readers see it". */
struct str outing_words(enum outing outing);

#endif
