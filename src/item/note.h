/* note: what editors write to each other on an item. It changes nothing of the item, and no reader
 * ever sees it: no page, feed or digest is made from it. */
#ifndef ITEM_NOTE_H
#define ITEM_NOTE_H

#include "store/item_note.h"

enum { ITEM_NOTE_MAX = 1000 }; /* characters */

struct note_request {
	int64_t item;      /* alias or not */
	int64_t author;    /* 0: by the name, an editor's or not */
	struct str editor; /* the author's name */
	int64_t now;
	struct str text; /* plain; any bytes */
};
/* Writes the note. Editors whom it names (model/mention.h) are told of it, the author is not. *id:
 * of the note. What the author said last on the item, and nobody since, is not said again: *id is
 * of that note. ERR_USER when the text is empty or too long, or there is no such item. */
bool item_note_write(struct store *s, struct arena *a, const struct note_request *request,
	int64_t *id, struct err *err) MUST_USE;
/* Somebody who was invited and is an editor now. */
struct note_newcomer {
	int64_t editor;
	struct str invited; /* the name in the invitation */
	int64_t since;      /* when they were invited */
};
/* Tells them of the notes since then that name them, by either name. */
bool item_note_greet(struct store *s, struct arena *a, const struct note_newcomer *newcomer,
	struct err *err) MUST_USE;
/* The author takes the note back: its text is shown to nobody any more. `request` gives author,
 * editor, now and the item that it is on. A note that was taken back already stays so. ERR_USER
 * when it is another's, or there is none. */
bool item_note_take_back(struct store *s, struct arena *a, const struct note_request *request,
	int64_t note, struct err *err) MUST_USE;
/* Whether the note is this editor's (0: whoever has this name), who may take it back. */
bool item_note_is_own(
	struct arena *a, const struct item_note *note, int64_t editor, struct str name);

#endif
