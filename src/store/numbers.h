/* numbers: enums as they stand in SQL (private to store/).
 *
 * A value that is asked for is bound like any other. These are for statements that always mean the
 * same one, and have to name it where a partial index does (item_deferred: WHERE state = 3). */
#ifndef STORE_NUMBERS_H
#define STORE_NUMBERS_H

#include <assert.h>

#include "model/decision.h"
#include "model/item.h"

#define SQL_MERGE "5"
static_assert(VERB_MERGE == 5, "decision.verb, as the store has it");
#define SQL_QUEUED "0"
#define SQL_APPROVED "1"
#define SQL_REJECTED "2"
#define SQL_DEFERRED "3"
#define SQL_WITHDRAWN "5"
static_assert(ITEM_QUEUED == 0 && ITEM_APPROVED == 1 && ITEM_REJECTED == 2 && ITEM_DEFERRED == 3 &&
		ITEM_WITHDRAWN == 5,
	"the numbers above, and those of the schema's indexes, are these");

/* item_is_update and item_is_due (model/item.h) in SQL. `t` is the prefix of the columns of item,
 * empty or "i."; SQL_IS_DUE has one parameter, now. */
#define SQL_IS_UPDATE(t) "(" t "update_why <> '' AND " t "live IS NOT NULL)"
#define SQL_IS_DUE(t) "(" t "state = " SQL_DEFERRED " AND " t "deferred_until <= ?)"

/* standing.kind, as the schema's triggers write it. */
#define SQL_CORRECTED "1"
#define SQL_RETRACTED "2"
enum standing_kind { STANDING_CORRECTED = 1, STANDING_RETRACTED = 2 };

/* tally.state counts a published item that waits with an update as this, any other item by its
 * state. */
enum { TALLY_UPDATE = 4 };
static_assert(TALLY_UPDATE == ITEM_DEFERRED + 1 && TALLY_UPDATE == ITEM_WITHDRAWN - 1,
	"no state has the number of updates");

#endif
