/* people: what has to hold of the editors of a desk, whoever changes them (the page of people, the
 * command line). */
#ifndef DESK_PEOPLE_H
#define DESK_PEOPLE_H

#include "store/editor.h"

/* A new editor: name, role, password and created of `editor`; one who was removed comes back under
 * the same name. ERR_USER when the name is taken, or begins with “source”: it would look like a
 * source in the log. */
bool people_add(struct store *s, const struct editor *editor, int64_t *id, struct err *err)
	MUST_USE;
/* Writes the editor, whose role or activity may have changed. ERR_USER when the only admin would go
 * or become less while there are other editors: a desk without an admin could not let anybody in.
 * Its only editor may go; `tidings editor add` begins anew. A transaction of its own. */
bool people_change(struct store *s, const struct editor *editor, struct err *err) MUST_USE;

#endif
