/* editor_row: the columns of struct editor, read in one place (private to store/). */
#ifndef STORE_EDITOR_ROW_H
#define STORE_EDITOR_ROW_H

#include "store/editor.h"
#include "store/statement.h"

/* In the order of editor_take; `t` is the table's prefix. */
#define EDITOR_COLUMNS(t) \
	t "id, " t "name, " t "role, " t "password, " t "totp, " t "totp_used, " t "keys_off, " t \
	  "active, " t "created, " t "last_seen, " t "email"
struct editor editor_take(struct query *q, struct arena *a);

#endif
