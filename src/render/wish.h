/* wish: what an editor added by hand and what became of it, in words for editors. Pure. */
#ifndef RENDER_WISH_H
#define RENDER_WISH_H

#include "model/item.h"
#include "model/wish.h"

/* "PMID 31314805"; of an item that was typed, its title. */
struct str wish_name(struct arena *a, const struct wish *wish);
/* "waits for PubMed", "is item 12 already (approved): Title". `item` may be NULL: it is none. */
struct str wish_words(struct arena *a, const struct wish *wish, const struct item *item);
/* "waiting", "came", "missing", "deleted" */
const char *wish_state_word(enum wish_state state);

#endif
