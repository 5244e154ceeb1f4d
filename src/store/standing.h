/* standing: approvals and rejections that hold, in SQL (private to store/). */
#ifndef STORE_STANDING_H
#define STORE_STANDING_H

#include <assert.h>

#include "model/decision.h"

#define SQL_APPROVE "1"
#define SQL_REJECT "2"
#define SQL_DEFER "3"
static_assert(VERB_APPROVE == 1 && VERB_REJECT == 2 && VERB_DEFER == 3, "the numbers above");

/* Nobody took the decision `d` back. */
#define SQL_HOLDS(d) "NOT EXISTS (SELECT 1 FROM decision AS u WHERE u.undoes = " d ".id) "
/* It is an approval or a rejection that holds. */
#define SQL_DECIDES(d) d ".verb IN (" SQL_APPROVE ", " SQL_REJECT ") AND " SQL_HOLDS(d)

#endif
