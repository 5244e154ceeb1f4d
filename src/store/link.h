/* store/link: the addresses of live releases, and what looks at them found (model/link.h). */
#ifndef STORE_LINK_H
#define STORE_LINK_H

#include "model/link.h"
#include "store/ids.h"
#include "store/store.h"

/* Adds the addresses of live releases that are not known. Their first looks are spread over the
 * thirty days after `now`. */
bool store_link_sync(struct store *s, int64_t now, struct err *err) MUST_USE;
/* Those of live releases that are due, at most `limit`, the longest due first. They are due again
 * at `until`, so that nobody else looks at them meanwhile. In a transaction of its own. */
bool store_link_take(struct store *s, struct arena *a, int64_t now, int64_t until, long limit,
	struct links *out, struct err *err) MUST_USE;
/* What is known of the address; *found is false when nothing is. */
bool store_link_get(struct store *s, struct arena *a, struct str url, struct link *out, bool *found,
	struct err *err) MUST_USE;
bool store_link_write(struct store *s, const struct link *link, struct err *err) MUST_USE;
/* The live items whose readers are sent there. */
bool store_link_items(
	struct store *s, struct arena *a, struct str url, struct ids *out, struct err *err) MUST_USE;
/* Whether a source answered since: then it is not our own network that fails. */
bool store_link_network(struct store *s, int64_t since, bool *works, struct err *err) MUST_USE;

/* An item whose readers are sent where nothing is, and are not told. */
struct link_item {
	int64_t item;
	struct str title;
	struct link link;
};
struct link_items {
	struct link_item *v;
	size_t n;
};
/* The live items whose address is dead or parked, when neither readers are told nor an update waits
 * that would tell them. */
bool store_link_untold(struct store *s, struct arena *a, struct link_items *out, struct err *err)
	MUST_USE;

#endif
