/* key: the keys of struct match_keys. Inside match/. */
#ifndef MATCH_KEY_H
#define MATCH_KEY_H

#include "match/match.h"

/* Adds a key. An empty one and one that is there already are passed over, and so is one that finds
 * the list full. */
void key_add(struct match_keys *keys, enum key_kind kind, struct str text);
/* Whether the list has this key. */
bool key_is_in(const struct match_keys *keys, struct key key);

#endif
