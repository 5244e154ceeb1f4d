/* people: rules for changes of the desk's editors, kept by the page of people and by the command
 * line. */
#ifndef DESK_PEOPLE_H
#define DESK_PEOPLE_H

#include "store/editor.h"

/* Adds an editor, with name, role, password and created of `editor`. One of that name who was
 * removed comes back. ERR_USER when the name is taken, or begins with “source”: in the log it would
 * look like a source. */
bool people_add(struct store *s, const struct editor *editor, int64_t *id, struct err *err)
	MUST_USE;
/* Writes the editor, whose role or activity may have changed. ERR_USER when there would be editors
 * but no admin any more: nobody could let anybody in. The only editor may be removed; `tidings
 * editor add` begins anew. A transaction of its own. */
bool people_change(struct store *s, const struct editor *editor, struct err *err) MUST_USE;

#endif
