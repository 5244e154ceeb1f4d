/* edit_form: the words of a card's form, and which of them its editor changed.
 *
 * The field "seen" of a form says what each other field held when the form was made. A field that
 * still holds that was not changed by this editor and is left out of the edit, so what another
 * editor made of it in the meantime stays: two editors who change different fields of an item do
 * not undo each other's work. A form without "seen" changes every field. */
#ifndef DESK_EDIT_FORM_H
#define DESK_EDIT_FORM_H

#include "desk/desk.h"
#include "model/item.h"
#include "store/entry.h"
#include "store/store.h"

/* The value of "seen" for a form that shows these words. */
struct str edit_form_seen(
	struct arena *a, const struct site *site, const struct face *face, struct strs topics);
/* Why the words cannot be taken, for the editor (too long, no web address), in the arena of the
 * request; NULL: they can. */
const char *edit_form_unfit(const struct http_request *request, const struct site *site);
/* Reads the words that the editor changed: those that differ from what the form was made with.
 * White space is collapsed. The note to readers is taken as it is. */
bool edit_form_read(struct desk *desk, const struct http_request *request, int64_t item,
	struct edit *out, struct err *err) MUST_USE;
/* Names of the fields that others changed since the form was made, and that its editor left
 * alone. */
struct strs edit_form_kept(const struct http_request *request, const struct site *site,
	const struct face *theirs, struct strs topics);
/* Whether a form's field of this name is one of the words, or "seen". */
bool edit_form_has(struct str name);

/* The form's field as one line, as it is stored: white space collapsed; .p is never NULL. */
struct str edit_form_line(const struct http_request *request, const char *name);

#endif
