/* subscriber: who gets the digest, by the key that opens their rows (base/vault.h), and how that
 * ends. */
#ifndef MAIL_SUBSCRIBER_H
#define MAIL_SUBSCRIBER_H

#include "base/vault.h"
#include "model/site.h"
#include "store/subscriber.h"

/* The key: SITE/subscribers.key. */
bool subscriber_vault_open(
	const struct site *site, enum vault_open how, struct vault *vault, struct err *err) MUST_USE;
/* Whether the site has one: without it, it has no subscribers. */
bool subscriber_vault_is_there(const struct site *site) MUST_USE;

/* By what an address is found: its keyed hash, whatever its case. False when it is none. */
bool subscriber_found_by(
	const struct vault *vault, struct arena *a, struct str address, struct hash *found) MUST_USE;

/* The token by which a subscriber leaves a list ("": everything), and back. Of a list that is not
 * configured any more none is read. */
struct str subscriber_leave_token(
	const struct vault *vault, struct arena *a, struct str list, struct str handle);
bool subscriber_leave_read(const struct vault *vault, struct arena *a, const struct site *site,
	struct str token, struct str *handle, struct str *list) MUST_USE;

/* Takes the subscriber off the list, or off everything (""). Who is on no list any more has left:
 * the address is not kept. *changed is false when nothing was to be done. */
bool subscriber_leave(struct store *s, struct subscriber *subscriber, struct str list, int64_t now,
	bool *changed, struct err *err) MUST_USE;
/* No more mail: left, complained (the address is not kept, and no list) or bounced (both are kept,
 * in case the address works again). Counts it for each list and for all. */
bool subscriber_end(struct store *s, struct subscriber *subscriber, enum subscriber_state state,
	int64_t now, struct err *err) MUST_USE;

#endif
