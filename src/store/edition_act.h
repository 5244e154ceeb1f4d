/* store/edition_act: the log of what editors did with editions: frozen, sent, paused … Rows are
 * only added. They say how many people it was about, and of nobody who. */
#ifndef STORE_EDITION_ACT_H
#define STORE_EDITION_ACT_H

#include "model/edition.h"
#include "store/edition.h"

struct edition_act {
	int64_t id, at;
	struct str editor; /* by the present name; empty: it was not noted */
	enum edition_verb verb;
	int64_t people; /* sent: who get it; paused, resumed, cancelled: who waited for it; again,
					 * taken: of whom it was not known */
	struct frozen_edition edition;
};
/* Adds the row, in the transaction of what was done: at, editor, verb, people and edition.id. */
bool store_edition_act_add(struct store *s, const struct edition_act *act, struct err *err)
	MUST_USE;

struct edition_acts {
	struct edition_act *v;
	size_t n;
};
/* Newest first: of one edition (0: of all), with a smaller number than `before` (0: from the
 * newest), at most `limit` (0: all). */
struct edition_acts_wanted {
	int64_t edition, before;
	long limit;
};
bool store_edition_act_list(struct store *s, struct arena *a,
	const struct edition_acts_wanted *wanted, struct edition_acts *out, struct err *err) MUST_USE;

#endif
