/* people: rules for changes of the desk's editors, kept by the page of people and by the command
 * line. */
#ifndef DESK_PEOPLE_H
#define DESK_PEOPLE_H

#include "item/decide.h"
#include "store/editor.h"

enum { PEOPLE_NAME_MAX = 60 }; /* characters of a name */

/* Adds an editor, with name, role, password and created of `editor`. One of that name who was
 * removed comes back. ERR_USER when the name is or was another's, or begins with “source”: in the
 * log it would look like a source. */
bool people_add(struct store *s, const struct editor *editor, int64_t *id, struct err *err)
	MUST_USE;
/* `was`, the editor's name as it was seen, becomes `name`. Sessions, notes and what is set aside
 * stay the editor's; rows of the log stay as they are, and are shown under the new name. Nobody
 * else ever gets the old one. ERR_USER when the name is no name, is or was another's, or the editor
 * is called otherwise by now. */
bool people_rename(
	struct store *s, int64_t editor, struct str was, struct str name, struct err *err) MUST_USE;
/* Who changes an editor, where and when. */
struct people_by {
	const struct site *site;
	struct store *store;
	struct actor actor;
	int64_t now;
};
/* Writes the editor, whose role or activity may have changed. What is set aside for one who cannot
 * decide any more is given back, each item by a row of the log. ERR_USER when there would be
 * editors but no admin any more: nobody could let anybody in. The only editor may be removed;
 * `tidings editor add` begins anew. All of it or nothing. */
bool people_change(const struct people_by *by, const struct editor *editor, struct err *err)
	MUST_USE;

#endif
