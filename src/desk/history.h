/* history: what was decided about an item, as its own page shows it. */
#ifndef DESK_HISTORY_H
#define DESK_HISTORY_H

#include "desk/card.h"

/* Sets in the data of a page: history: [{verb, editor, detail, time, ago, undone, changes: [{name,
 * diff}]}], newest first; undo, undo_words: the decision that the editor may take back; published:
 * what readers see of the item, and since when. */
bool history_set(struct desk *desk, const struct http_request *request, const struct card *card,
	json_t *data, struct err *err) MUST_USE;

#endif
