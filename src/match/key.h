/* key: the keys of struct match_keys. Inside match/. */
#ifndef MATCH_KEY_H
#define MATCH_KEY_H

#include "match/match.h"

/* Adds a key. An empty one and one that is there already are passed over, and so is one that finds
 * the list full. */
void key_add(struct match_keys *keys, enum key_kind kind, struct str text);
/* The address as KEY_URL and as an entry's name: match_url_key, with the fragment when it names a
 * part of the page. */
struct str key_of_page(struct arena *a, struct str url);
/* Whether it is more than a site's front page. */
bool key_is_of_page(struct str page);

#endif
