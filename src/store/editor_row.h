/* editor_row: the columns of struct editor (private to store/). */
#ifndef STORE_EDITOR_ROW_H
#define STORE_EDITOR_ROW_H

#include "store/columns.h"
#include "store/editor.h"

/* clang-format off */
#define EDITOR_COLUMNS(FIRST, X, of) \
	FIRST(of, int, id) \
	X(of, str, name) \
	X(of, enum, role) \
	X(of, str, password) \
	X(of, str, totp) \
	X(of, int, totp_used) \
	X(of, bool, keys_off) \
	X(of, bool, active) \
	X(of, int, created) \
	X(of, time, last_seen) \
	X(of, str, email)
/* clang-format on */
#define EDITOR_SQL COLUMNS_SQL(EDITOR_COLUMNS, "e.")

/* In SQL: the name that the editor of this name has now (store/editor_name.h). The column is named
 * with its table. */
#define EDITOR_NOW(column) \
	"coalesce((SELECT named.name FROM editor_name AS before JOIN editor AS named " \
	"ON named.id = before.editor WHERE before.name = " column "), " column ")"

/* An editor from the columns above. */
struct editor editor_take(struct query *q, struct arena *a);

#endif
