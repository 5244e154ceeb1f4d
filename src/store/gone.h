/* store/gone: what readers saw and see no more.
 *
 * An item that was shown (store/shown.h) and is no longer live was withdrawn, or the decision that
 * published it was undone: its page, the feed and the next digest say so. All of this is found from
 * what was shown and from the log of decisions; nothing more is stored. */
#ifndef STORE_GONE_H
#define STORE_GONE_H

#include "store/release.h"

/* All that is gone, the latest first. An item that was merged into one that readers see is not. */
bool store_gone_list(struct store *s, struct arena *a, struct gones *out, struct err *err) MUST_USE;
/* Those that an edition of the list held, and of which no later one has told. */
bool store_gone_mailed(
	struct store *s, struct arena *a, struct str list, struct gones *out, struct err *err) MUST_USE;
struct withdrawn_filter {
	enum section section; /* SECTION_NONE: all */
	struct str text;      /* words that all stand in the item; empty: all */
	int64_t before;       /* only items with a lower number; 0: from the highest */
	long limit;
};
/* Withdrawn items, the highest number first. */
bool store_gone_withdrawn(struct store *s, struct arena *a, const struct withdrawn_filter *filter,
	struct gones *out, struct err *err) MUST_USE;
/* Why an item that is not live left the lists that it was on. `cause` is GONE_NOT when nothing took
 * it from readers: they never saw it. */
struct leaving {
	enum gone_cause cause;
	int64_t decision, at;
	struct str reason; /* of a withdrawal */
	int64_t into;      /* the release of the item that it was merged into; 0: it was not */
};
bool store_gone_leaving(
	struct store *s, struct arena *a, int64_t item, struct leaving *out, struct err *err) MUST_USE;
/* What took this item from readers; *found is false when nothing did. */
bool store_gone_get(struct store *s, struct arena *a, int64_t item, struct gone *out, bool *found,
	struct err *err) MUST_USE;

#endif
