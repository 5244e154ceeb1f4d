/* colleagues: what editors say to each other of an item, as data of its card and its page: notes,
 * and for whom it is set aside. */
#ifndef DESK_COLLEAGUES_H
#define DESK_COLLEAGUES_H

#include "desk/desk.h"
#include "model/item.h"
#include "store/item_note.h"

/* Sets on the card for whom the item is set aside, for whom it can be, and how many notes there
 * are: {aside: {name, why, by, ago}, colleagues: [{id, name, selected}], notes, last_note: {editor,
 * ago, text}}. */
bool colleagues_set(struct desk *desk, const struct http_request *request, const struct item *item,
	json_t *card, struct err *err) MUST_USE;
/* A note: {id, editor, text, time, ago, gone, own}. `gone`: it was taken back, and its text is not
 * shown; `own`: the visitor may take it back. */
json_t *colleagues_note(
	struct desk *desk, const struct http_request *request, const struct item_note *note);
/* Sets all notes on the item, newest first; the visitor has read them, so what mentions them there
 * is no news any more. */
bool colleagues_set_notes(struct desk *desk, const struct http_request *request,
	const struct item *item, json_t *data, struct err *err) MUST_USE;

#endif
