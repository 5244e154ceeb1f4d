/* store/edition: digests that were frozen. */
#ifndef STORE_EDITION_H
#define STORE_EDITION_H

#include "store/gone.h"
#include "store/order.h"

struct edition_draft {
	struct releases fresh; /* live in the section and in no edition yet; without those approved by a
							  source on its first run (backfill) */
	struct releases corrected; /* live, in an earlier edition with another release, and its status,
								* notice, citation, title or note differs from the one mailed; or
								* readers were told since that it was taken down */
	struct running_order
		order;         /* which both are in; without one, the latest approval comes first */
	struct gones gone; /* in an earlier edition, and taken down since; no edition has told of it */
};
/* What the next edition of a section would hold, in its order. */
bool store_edition_draft(struct store *s, struct arena *a, enum section section,
	struct edition_draft *out, struct err *err) MUST_USE;
/* True in *frozen when this edition exists. */
bool store_edition_find(struct store *s, enum section section, struct str period, bool *frozen,
	struct err *err) MUST_USE;
/* Freezes it: what it held is mailed once, what was taken down is told once, and the order it had
 * is over. One transaction. */
bool store_edition_freeze(struct store *s, enum section section, struct str period, int64_t now,
	struct str hash, const struct edition_draft *draft, struct err *err) MUST_USE;

#endif
