/* subscriber_parts: what the files of the subscribers' rules share (private to mail/).
 *
 *     subscriber.c        signing up, confirming, leaving
 *     subscriber_key.c    hashes, addresses, tokens
 *     subscriber_book.c   import and export
 *     subscriber_move.c   from one list to another */
#ifndef MAIL_SUBSCRIBER_PARTS_H
#define MAIL_SUBSCRIBER_PARTS_H

#include "mail/subscriber.h"

/* A pending row that the store does not have yet, with a handle of its own in the arena. */
struct subscriber subscriber_new(
	struct arena *a, struct hash found, enum subscriber_how how, int64_t now);
/* Puts the subscriber on the lists and confirms them, but does not write the row. Part of a
 * change. */
bool subscriber_join(struct store *s, struct subscriber *subscriber, const struct strs *lists,
	int64_t now, struct err *err) MUST_USE;

/* Counts, on the day of `now`, n more of this verb of the list; "": of all. */
struct tallied {
	enum subscriber_verb verb;
	int64_t n, now;
};
bool subscriber_tally(struct store *s, struct str list, const struct tallied *what, struct err *err)
	MUST_USE;

/* By what an address is found that message_address gave: its keyed hash, whatever its case. */
struct hash subscriber_hash(const struct vault *vault, struct arena *a, struct str address);

#endif
