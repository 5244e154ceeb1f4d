/* store/presence: who has an item open. A courtesy between editors: it locks nothing and is
 * forgotten after ten minutes. */
#ifndef STORE_PRESENCE_H
#define STORE_PRESENCE_H

#include "store/store.h"

enum { PRESENCE_SECONDS = 600 };

/* The editor opened the item at that time. */
struct presence {
	int64_t item;
	struct str editor;
	int64_t at;
};
struct presences {
	struct presence *v;
	size_t n;
};
/* Writes at most every two minutes for the same editor and item, so that looking at a page again
 * costs no write. */
bool store_presence_touch(struct store *s, const struct presence *presence, struct err *err)
	MUST_USE;
/* Who else opened this item in the ten minutes before `presence`, latest first. */
bool store_presence_others(struct store *s, struct arena *a, const struct presence *presence,
	struct presences *out, struct err *err) MUST_USE;

#endif
