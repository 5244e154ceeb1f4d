/* topics: what became of the slugs that topics once had.
 *
 * A slug is in addresses that readers keep, in what editors fixed and in what was approved. When a
 * topic gets another slug in the configuration, all of that goes on: the old slug's page leads on
 * to the new one, and what was filed under the old slug is found under the new one. The store
 * remembers the topics that the configuration had. A topic with a new slug is taken for an old one
 * when its title, or else its expression, is that of exactly one topic whose slug is gone. */
#ifndef ITEM_TOPICS_H
#define ITEM_TOPICS_H

#include "model/site.h"
#include "store/store.h"

/* Takes the configuration's topics into the store and fills topic.was of each, before anything else
 * reads the two together. Writes nothing when the topics are as they were. */
bool topics_remember(struct site *site, struct store *store, struct err *err) MUST_USE;

#endif
