/* native: the name by which an entry is known again within its feed. Pure.
 *
 * An entry has up to three names: its guid without "http(s)://", its address as a key
 * (match_url_key, with a fragment that names a part of the page), and a hash of title and text. The
 * first that no other story of the document shares is its `native`; the others are `also`. Feeds
 * give guids later, share an address today and not tomorrow, or use a guid again: whoever stores
 * the entry looks for it under all its names (item/ingest.h). */
#ifndef MATCH_NATIVE_H
#define MATCH_NATIVE_H

#include "base/arena.h"
#include "model/entry.h"

/* Gives the entries of one document `native`, `also` and `shares_url`, takes away a guid that
 * different stories share, and keeps one of those that the document repeats: the one that was
 * updated last (RFC 4287 section 4.1.1), else the first. As many entries stay as the document has
 * stories. */
void match_natives(struct arena *a, struct entries *list);

/* Whether what is found under one of the `also` names is the entry itself, as an earlier visit
 * took it: the title is equal, and so is the text or the day and time. */
bool match_is_same_story(const struct entry *before, const struct entry *now);

/* Whether a feed used the name of `before` again for another story: address, title and date
 * differ. A site's front page counts as no address. */
bool match_is_another_story(struct arena *a, const struct entry *before, const struct entry *now);

#endif
