/* take_entry: what an entry of a page kept by hand is as an item. Inside item/. */
#ifndef ITEM_TAKE_ENTRY_H
#define ITEM_TAKE_ENTRY_H

#include "item/addition.h"
#include "item/take_page.h"
#include "model/decision.h"

/* Of taken->entry: fills key, notes and links_left, the item as it would be typed, and the words
 * that are the editor's from then on. The addresses of a record that it names are one address, the
 * registry's. */
bool take_entry_words(struct arena *a, const struct site *site, struct taken_entry *taken,
	struct typed_item *typed, struct edit *words, struct err *err) MUST_USE;

#endif
