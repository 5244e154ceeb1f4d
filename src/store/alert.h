/* store/alert: what is worth a mail at once: each time that it comes about, it is an alert, which
 * stands until it is over. Coming about again is another one. */
#ifndef STORE_ALERT_H
#define STORE_ALERT_H

#include "store/store.h"

/* The numbers are the store's. */
enum alert_kind {
	ALERT_RETRACTED, /* what is published was retracted */
	ALERT_TRIAL,     /* a trial that is published was stopped, or never began */
	ALERT_SOURCE,    /* a source fails */
};

struct alert {
	int64_t id;
	enum alert_kind kind;
	int64_t about;   /* the item; the source */
	struct str what; /* the trial's status, in the registry's word */
	int64_t since;
	bool told;   /* editors were told, as far as they want to be */
	bool stands; /* it is not over */
};
struct alerts {
	struct alert *v;
	size_t n;
};

/* Adds the alert and gives its number. One of the same kind, item and word must not stand. */
bool store_alert_add(struct store *s, const struct alert *alert, int64_t *id, struct err *err)
	MUST_USE;
/* Writes `told` and `stands`. */
bool store_alert_write(struct store *s, const struct alert *alert, struct err *err) MUST_USE;
/* Those that stand, by number. */
bool store_alert_standing(struct store *s, struct arena *a, struct alerts *out, struct err *err)
	MUST_USE;
/* Those of these numbers that were told. */
bool store_alert_between(struct store *s, struct arena *a, int64_t first, int64_t last,
	struct alerts *out, struct err *err) MUST_USE;

/* A release that a source approved by itself, and the item's release before; 0: none. */
struct alert_release {
	int64_t release, before;
};
struct alert_releases {
	struct alert_release *v;
	size_t n;
};
/* At most `limit` of them after the release `after`, by number. */
bool store_alert_releases(struct store *s, struct arena *a, int64_t after, long limit,
	struct alert_releases *out, struct err *err) MUST_USE;
/* The number of the newest release; 0: there is none. */
bool store_alert_last_release(struct store *s, int64_t *id, struct err *err) MUST_USE;

#endif
