/* publication: whether readers see what was approved. An approval is before them with the next
 * publication, not at once. */
#ifndef DESK_PUBLICATION_H
#define DESK_PUBLICATION_H

#include "desk/desk.h"
#include "store/shown.h"

enum publication {
	PUBLICATION_NONE,         /* not approved */
	PUBLICATION_WAITS,        /* approved since the last publication: nobody sees it yet (again) */
	PUBLICATION_CHANGE_WAITS, /* readers see it as it was before the last approval */
	PUBLICATION_SEEN,
};
/* `live`: the item's live release (0: none); `shown`: what readers saw of it. */
enum publication publication_of(int64_t live, struct shown shown);
bool publication_find(
	struct desk *desk, const struct item *item, enum publication *out, struct err *err) MUST_USE;
/* "published", "not out yet"; empty for PUBLICATION_NONE. */
struct str publication_word(enum publication publication);
/* What follows "This is approved": ", and readers see it". */
struct str publication_words(enum publication publication);

#endif
