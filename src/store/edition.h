/* store/edition: editions of the digest that were frozen, and what the next one would hold. */
#ifndef STORE_EDITION_H
#define STORE_EDITION_H

#include "store/gone.h"
#include "store/order.h"

struct edition_draft {
	/* Live in the section and in no edition yet, without those that a source approved on its first
	 * visit (backfill) and, but for the first edition, those that were old when they came
	 * (release_is_old). */
	struct releases fresh;
	/* Live, not fresh, and in an earlier edition with another release, when its status, notice,
	 * citation, title or note differs from the one mailed; of one that never was in an edition,
	 * from the one that readers saw first; or when readers were told since that it was taken
	 * down. */
	struct releases corrected;
	struct running_order order; /* of both; without one, the latest approval comes first */
	struct gones gone; /* in an earlier edition, and taken down since; no edition has told of it */
};
/* What the next edition of a section would hold, in its order. */
bool store_edition_draft(struct store *s, struct arena *a, enum section section,
	struct edition_draft *out, struct err *err) MUST_USE;
/* How many items of the section were approved since its last edition, or corrected, and are live:
 * counting ends at `limit`. Costs what it counts, where the draft looks at all that is live. */
bool store_edition_since(
	struct store *s, enum section section, long limit, int64_t *n, struct err *err) MUST_USE;
/* Whether there is this edition. */
bool store_edition_find(struct store *s, enum section section, struct str period, bool *frozen,
	struct err *err) MUST_USE;
struct frozen_edition {
	enum section section;
	struct str period;
	int64_t frozen;  /* when */
	struct str hash; /* of the message */
};
/* Freezes an edition that is not there yet, so that what it holds is mailed once and what was taken
 * down is told once; its running order is used up. One transaction. */
bool store_edition_freeze(struct store *s, const struct frozen_edition *edition,
	const struct edition_draft *draft, struct err *err) MUST_USE;
/* All that were frozen, oldest first. */
struct frozen_editions {
	struct frozen_edition *v;
	size_t n;
};
bool store_edition_list(
	struct store *s, struct arena *a, struct frozen_editions *out, struct err *err) MUST_USE;

#endif
