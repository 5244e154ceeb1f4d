/* join: items are merged that turn out to be one publication. Inside item/, for ingest.c.
 *
 * An entry may be the same as each of two items that have nothing in common: had it come first,
 * both would be its copies. So they are merged when it comes last, and what is one item does not
 * depend on the order of arrival. What an editor said comes first: two that an editor keeps apart
 * stay two for ever, and so do two of which readers see both, or of which one was rejected and the
 * other was not. The merge is a row of the log, with the reason, and can be undone. */
#ifndef ITEM_JOIN_H
#define ITEM_JOIN_H

#include "item/arrival.h"
#include "model/item.h"

/* Joins the item with the others that the entry showed to be the same. Of two that may not be
 * joined by themselves, an editor is asked, unless one said so before. *item: what became of the
 * item. */
bool join_also_same(
	struct ingest *in, const struct matched *matched, int64_t *item, struct err *err) MUST_USE;
/* Tells the editor that the two may be one. */
bool join_ask(struct ingest *in, int64_t item, const struct also_same *also, struct err *err)
	MUST_USE;
/* Whether somebody has decided on it, or words of it are an editor's. */
bool join_is_decided(const struct item *item);

#endif
