/* store/list: items as editors list them: what waits, what was decided, what a search finds.
 *
 * A page costs a page: lists are walked along an index from where the last page ended (keyset),
 * numbers come from kept tallies. Where a filter is narrow (few items have the source or topic
 * asked for) the few are sorted instead of the many being walked. */
#ifndef STORE_LIST_H
#define STORE_LIST_H

#include "store/item.h"

enum list_state {
	LIST_WAITING, /* updates of published items, queued items, and deferred ones whose time has come
				   */
	LIST_UPDATES,
	LIST_LATER, /* deferred, and not back yet */
	LIST_APPROVED,
	LIST_REJECTED,
	LIST_PUBLISHED, /* approved, and readers have seen it */
	LIST_CORRECTED, /* live, and changed after it was published */
	LIST_RETRACTED, /* live, and its notice says so */
	LIST_WITHDRAWN,
	LIST_ALL, /* only with a text; without one it is LIST_WAITING */
};
enum { LIST_STATE_COUNT = LIST_ALL + 1 };
enum list_order { LIST_LIKELIEST, LIST_NEWEST, LIST_OLDEST };
enum { LIST_ORDER_COUNT = LIST_OLDEST + 1 };

/* Where a page ended: updates come before everything else, then the order's own key. */
struct list_place {
	bool given;
	bool update;
	double score;
	int64_t id;
};

struct list_filter {
	enum list_state state;
	enum list_order order;
	enum section section; /* SECTION_NONE: all */
	int64_t source;       /* 0: all */
	struct str topic;     /* a slug; empty: all */
	struct str text; /* words that all stand in it (title, summary, text, authors, numbers); the
						last may be the beginning of one. Empty: all */
	int64_t now;
	long limit; /* above 0 */
	struct list_place after;
};
/* The newest items that hold the words: no more are looked at. */
enum { LIST_MATCHES_MAX = 5000 };

/* One page. *more: another one follows. */
bool store_list(struct store *s, struct arena *a, const struct list_filter *filter,
	struct items *out, bool *more, struct err *err) MUST_USE;
/* How many items a filter that names a text, a source, a topic or a section finds on all its pages;
 * counting ends at one more than LIST_COUNT_MAX. Of those that hold words, among the newest
 * LIST_MATCHES_MAX. */
enum { LIST_COUNT_MAX = 2000 };
bool store_list_count(struct store *s, struct arena *a, const struct list_filter *filter,
	int64_t *n, struct err *err) MUST_USE;
/* The place after this item. */
struct list_place list_place_of(const struct item *item);

/* How many items wait in each section, and how many are in each state. */
struct list_counts {
	int64_t waiting[SECTION_COUNT]; /* [SECTION_NONE]: in all */
	int64_t
		state[LIST_STATE_COUNT]; /* LIST_ALL: every item that is not merged away; -1: not counted */
};
bool store_list_counts(struct store *s, int64_t now, struct list_counts *out, struct err *err)
	MUST_USE;

/* The items that readers see, or those of them that were corrected or retracted (LIST_PUBLISHED,
 * LIST_CORRECTED, LIST_RETRACTED), latest approval first, from before the release `before` (0: from
 * the newest). */
struct published {
	int64_t item, release, at, first;
	struct face face;
	struct str note;
	bool waits; /* an update of it is in the queue */
};
struct publisheds {
	struct published *v;
	size_t n;
};
bool store_list_published(struct store *s, struct arena *a, enum list_state which,
	enum section section, int64_t before, long limit, struct publisheds *out, struct err *err)
	MUST_USE;

#endif
