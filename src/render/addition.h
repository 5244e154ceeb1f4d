/* addition: what an editor added by hand and what became of it, in words for editors. Pure. */
#ifndef RENDER_ADDITION_H
#define RENDER_ADDITION_H

#include "model/item.h"
#include "model/addition.h"

/* "PMID 31314805"; of a page the address as it was pasted; of an item that was typed,
 * its title. */
struct str addition_name(struct arena *a, const struct addition *addition);
/* "waits for PubMed", "is item 12 already (approved): Title". `item` may be NULL: it is none. */
struct str addition_words(
	struct arena *a, const struct addition *addition, const struct item *item);
/* "waiting", "came", "missing", "deleted", "failed" */
const char *addition_state_word(enum addition_state state);

#endif
