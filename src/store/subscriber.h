/* store/subscriber: who gets the digest: rows and their lists. No address is here that could be
 * read: model/subscriber.h. Each function is a transaction of its own, or a part of the one that is
 * open. */
#ifndef STORE_SUBSCRIBER_H
#define STORE_SUBSCRIBER_H

#include "model/subscriber.h"
#include "store/store.h"

/* Adds a row; *id is its number, which nobody had before. */
bool store_subscriber_add(
	struct store *s, const struct subscriber *subscriber, int64_t *id, struct err *err) MUST_USE;
/* Writes everything of the row but its number and its lists. */
bool store_subscriber_write(struct store *s, const struct subscriber *subscriber, struct err *err)
	MUST_USE;
/* By the keyed hash of an address, by the handle of a link, or by the number. *there is false when
 * there is none. */
bool store_subscriber_find(struct store *s, struct arena *a, struct hash found,
	struct subscriber *out, bool *there, struct err *err) MUST_USE;
bool store_subscriber_named(struct store *s, struct arena *a, struct str handle,
	struct subscriber *out, bool *there, struct err *err) MUST_USE;
bool store_subscriber_get(struct store *s, struct arena *a, int64_t id, struct subscriber *out,
	bool *there, struct err *err) MUST_USE;
/* The next after the number `after` (0: the first) in any state but forgotten; *there is false
 * behind the last. */
bool store_subscriber_next(struct store *s, struct arena *a, int64_t after, struct subscriber *out,
	bool *there, struct err *err) MUST_USE;

/* The slugs of the lists of which the subscriber gets each edition, sorted. */
bool store_subscription_list(struct store *s, struct arena *a, int64_t subscriber,
	struct strs *lists, struct err *err) MUST_USE;
/* Puts the subscriber on a list, or takes them off; *changed says whether anything was. */
bool store_subscription_add(struct store *s, int64_t subscriber, struct str list, int64_t now,
	bool *changed, struct err *err) MUST_USE;
bool store_subscription_end(
	struct store *s, int64_t subscriber, struct str list, bool *changed, struct err *err) MUST_USE;

/* How many confirmed subscribers are on the list; "": on any. */
bool store_subscriber_count(struct store *s, struct str list, int64_t *n, struct err *err) MUST_USE;
/* How many are in each state. */
bool store_subscriber_states(struct store *s, int64_t n[static SUBSCRIBER_STATES], struct err *err)
	MUST_USE;
/* Deletes those who confirmed nothing and were asked before then, and what others did not
 * confirm. */
bool store_subscriber_sweep(struct store *s, int64_t before, struct err *err) MUST_USE;

/* Counts n more of this verb, on this day ("2026-11-23") of the list; "": of all. */
bool store_subscriber_tally(struct store *s, struct str list, struct str day,
	enum subscriber_verb verb, int64_t n, struct err *err) MUST_USE;
struct subscriber_tally {
	struct str day;
	int64_t n[SUBSCRIBER_VERBS];
};
struct subscriber_tallies {
	struct subscriber_tally *v;
	size_t n;
};
/* The days of the list from this one on that have a count, oldest first. */
bool store_subscriber_tallies(struct store *s, struct arena *a, struct str list, struct str from,
	struct subscriber_tallies *out, struct err *err) MUST_USE;

#endif
