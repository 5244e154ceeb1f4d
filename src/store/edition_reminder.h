/* store/edition_reminder: editions that wait to be looked at: the period of a list is over, and
 * something of it was mailed in no edition yet. */
#ifndef STORE_EDITION_REMINDER_H
#define STORE_EDITION_REMINDER_H

#include "store/store.h"

struct edition_reminder {
	int64_t id;
	struct str list, period; /* the list's slug; the name of the edition */
	int64_t since;
};
struct edition_reminders {
	struct edition_reminder *v;
	size_t n;
};

/* The edition waits. One of this list and period that is there stands again. */
bool store_edition_reminder_put(
	struct store *s, const struct edition_reminder *reminder, struct err *err) MUST_USE;
/* No edition of the list waits. */
bool store_edition_reminder_drop(struct store *s, struct str list, struct err *err) MUST_USE;
/* Those that stand, by number, from this number on; none of a list of which an edition was frozen
 * since. */
bool store_edition_reminder_list(struct store *s, struct arena *a, int64_t from,
	struct edition_reminders *out, struct err *err) MUST_USE;

#endif
