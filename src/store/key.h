/* store/key: identity keys: by which an entry that comes in finds the item that it is a copy of.
 *
 * A key is a kind (enum key_kind of match/match.h, whose meaning the store does not know) and a
 * text. It names at most one item; an item may have many keys. */
#ifndef STORE_KEY_H
#define STORE_KEY_H

#include "store/store.h"

/* The item that the key names; *found is false when it names none. */
bool store_key_find(struct store *s, int kind, struct str key, int64_t *item, bool *found,
	struct err *err) MUST_USE;
/* Makes the key name the item, unless it names one already: then it stays as it is. */
bool store_key_add(struct store *s, int kind, struct str key, int64_t item, struct err *err)
	MUST_USE;

struct stored_key {
	int kind;
	struct str key;
};
struct stored_keys {
	struct stored_key *v;
	size_t n;
};
/* The keys that name the item, by kind and text. */
bool store_key_list(struct store *s, struct arena *a, int64_t item, struct stored_keys *out,
	struct err *err) MUST_USE;

#endif
