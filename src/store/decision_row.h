/* decision_row: decisions as their columns, for the files of store/ that list them (private). */
#ifndef STORE_DECISION_ROW_H
#define STORE_DECISION_ROW_H

#include "store/decision.h"
#include "store/editor_row.h"
#include "store/statement.h"

/* In the order of decision_take, from DECISION_TABLES. At most one row undoes another: it is
 * counted, because of EXISTS PostgreSQL makes a table of all that undo any. */
#define DECISION_COLUMNS \
	"d.id, d.at, CASE WHEN d.automatic = 1 THEN d.editor ELSE " EDITOR_NOW( \
		"d.editor") " END, d.automatic, d.verb, d.item, d.other, d.entry, d.undoes, d.release, " \
					"d.takes, " \
					"(SELECT u.verb FROM decision AS u WHERE u.id = d.undoes), d.reason, " \
					"d.cause, d.until, " \
					"d.edited, d.note, d.other_title, coalesce(i.edited_title, i.title), " \
					"(SELECT count(*) FROM decision AS u WHERE u.undoes = d.id), d.batch, b.n, " \
					"b.standing, " \
					"b.what, d.assignee, (SELECT name FROM editor WHERE id = d.assignee)"
#define DECISION_TABLES \
	"decision AS d JOIN item AS i ON i.id = d.item LEFT JOIN batch AS b ON b.id = d.batch "
#define DECISIONS "SELECT " DECISION_COLUMNS " FROM " DECISION_TABLES
/* It is no undo, and was not undone. The plus keeps the planner from walking all rows that undo
 * nothing, which are most of them. */
#define DECISION_STANDS(d) \
	"+" d ".undoes IS NULL AND NOT EXISTS (SELECT 1 FROM decision AS u WHERE u.undoes = " d ".id)" \
	" "

/* A decision from the columns above. */
struct decision decision_take(struct query *q, struct arena *a);
/* The first row, if there is one; ends the query. */
bool decision_take_one(
	struct query *q, struct arena *a, struct decision *out, bool *found, struct err *err) MUST_USE;
/* All rows; ends the query. */
bool decision_take_all(struct query *q, struct arena *a, struct decisions *out, struct err *err)
	MUST_USE;

#endif
