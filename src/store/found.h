/* store/found: what readers find when they search (FTS5): the words of what they see, and of
 * nothing else. A publication keeps it, item by item (publish/plan.h).
 *
 * An item gets a number when it is published first, and keeps it, so a higher number is a later
 * publication. FOUND_RANGE numbers are a range, 1 is the first one. */
#ifndef STORE_FOUND_H
#define STORE_FOUND_H

#include "store/ids.h"
#include "store/store.h"

enum { FOUND_RANGE = 1000 };

struct found {
	int64_t number, item;
	/* Terms (base/terms.h), a space between two: of its title, and of whatever else readers see. */
	struct str title, text;
};
struct founds {
	struct found *v;
	size_t n;
};

/* Readers see the item by these words; `stamp` differs when anything differs that a result shows.
 * *number is its number when something changed, otherwise 0. found->number is not read. */
bool store_found_put(struct store *s, const struct found *found, struct str stamp, int64_t *number,
	struct err *err) MUST_USE;
/* Readers see the item no more, or never did. */
bool store_found_drop(struct store *s, int64_t item, int64_t *number, struct err *err) MUST_USE;

/* The range of a number, from 1; how many ranges there are. */
int64_t store_found_range_of(int64_t number);
bool store_found_ranges(struct store *s, int64_t *ranges, struct err *err) MUST_USE;
/* The items that readers see with numbers above `after`, and up to `last`, by number. */
bool store_found_between(struct store *s, struct arena *a, int64_t after, int64_t last,
	struct founds *out, struct err *err) MUST_USE;

/* The numbers of items that have all of the terms. `beginning`: the last term may be the beginning
 * of a word. Those come first whose title has all of them, and then the latest publication. An item
 * that was taken down since the last publication is not among them. `terms` are of terms_of and not
 * none. Costs about a microsecond an item that has the rarest term. */
bool store_found_search(struct store *s, struct arena *a, struct strs terms, bool beginning,
	struct ids *numbers, struct err *err) MUST_USE;
/* The item that has this number. */
bool store_found_item(struct store *s, int64_t number, int64_t *item, struct err *err) MUST_USE;

#endif
