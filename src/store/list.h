/* store/list: items as editors list them: what waits, what was decided, what a search finds.
 *
 *     struct list_filter filter = {.state = LIST_WAITING, .now = now, .limit = 25};
 *     do {
 *         store_list(s, a, &filter, &items, &more, err);
 *         …
 *         filter.after = list_place_of(&filter, &items.v[items.n - 1]);
 *     } while (more);
 *
 * A page costs a page: it is read along an index from where the last page ended (keyset), and
 * numbers come from kept tallies. The items of a source, a topic or a section have an index of
 * their own; of several that are asked for at once it is that of the one with the fewest.
 *
 * Words, source, topic and section are found by the catalogue (store/catalog.h), which may lag
 * behind: bring it up to date first. A whole list (limit 0, or `whole`) by section does not depend
 * on it. */
#ifndef STORE_LIST_H
#define STORE_LIST_H

#include "model/item.h"
#include "store/shown.h"
#include "store/store.h"

enum list_state {
	LIST_WAITING, /* updates of published items, queued items, and deferred ones that are due */
	LIST_UPDATES, /* of published items */
	LIST_LATER,   /* deferred, and not due yet */
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
/* "waiting", "likeliest": as command lines and addresses name them. */
const char *list_state_word(enum list_state state);
const char *list_order_word(enum list_order order);

/* Where a page ended: what is set aside for filter.first_for comes first, then updates, then the
 * rest; within each the order's own key. */
struct list_place {
	bool given;
	bool first;
	bool update;
	double score;
	int64_t id;
	int64_t order; /* the number of the order that it is a place in (item/learn.h); 0: any */
};

struct list_filter {
	enum list_state state;
	enum list_order order;
	enum section section; /* SECTION_NONE: all */
	int64_t source;       /* 0: all */
	struct str topic;     /* a slug; empty: all */
	int64_t assignee;     /* set aside for this editor; 0: all */
	int64_t first_for;    /* what is set aside for this editor comes first; 0: for nobody */
	/* Words that all stand in the item (title, summary, text, authors, numbers); the last may be
	 * the beginning of one. Empty: all. */
	struct str text;
	int64_t now;
	long limit; /* 0: no limit */
	/* All pages are read: a list by section does not depend on the catalogue, and all items that
	 * hold the words are looked at. */
	bool whole;
	struct list_place after;
};
/* For a page of what is not `whole` only so many of the newest items that hold the words are looked
 * at. */
enum { LIST_MATCHES_MAX = 1500 };

/* One page. *more: another one follows. */
bool store_list(struct store *s, struct arena *a, const struct list_filter *filter,
	struct items *out, bool *more, struct err *err) MUST_USE;
struct search_size {
	int64_t matches; /* what store_list_count says */
	bool cut;        /* older items that hold the words were not looked at */
};
/* The first page of a search, and how many items all pages hold: less work than both. The filter
 * has a text, a limit and no place. */
bool store_list_first(struct store *s, struct arena *a, const struct list_filter *filter,
	struct items *out, struct search_size *all, struct err *err) MUST_USE;
/* Whether older items that hold the words are not looked at. */
bool store_list_is_cut(
	struct store *s, struct arena *a, struct str text, bool *cut, struct err *err) MUST_USE;
/* How many items all pages of the filter hold; counting ends at one more than
 * store_list_count_most. It costs least where the filter names a text, a source, a topic or a
 * section; for the others store_list_counts keeps numbers. */
bool store_list_count(struct store *s, struct arena *a, const struct list_filter *filter,
	int64_t *n, struct err *err) MUST_USE;
/* Of a source, a topic and a section that are asked for together many are passed over for one that
 * has all of them: of those fewer are counted. */
enum { LIST_COUNT_MAX = 2000, LIST_COUNT_SEVERAL_MAX = 200 };
int64_t store_list_count_most(const struct list_filter *filter);
/* The items whose titles have most of the words of this one, the likeliest first; at most
 * `limit`. */
bool store_list_alike(struct store *s, struct arena *a, struct str title, long limit,
	struct items *out, struct err *err) MUST_USE;
/* The place after this item, on a page of the filter. */
struct list_place list_place_of(const struct list_filter *filter, const struct item *item);

struct list_counts {
	int64_t waiting[SECTION_COUNT]; /* what waits in each section; [SECTION_NONE]: in all */
	/* How many are in each state; -1: not counted. LIST_ALL: every item that is not merged away. */
	int64_t state[LIST_STATE_COUNT];
};
/* All of these numbers, which the store keeps; it counts only what comes due at `now`. */
bool store_list_counts(struct store *s, int64_t now, struct list_counts *out, struct err *err)
	MUST_USE;

/* When the first of those that are put off comes back, after `now`; NO_TIME: none is put off. */
bool store_list_back(struct store *s, int64_t now, int64_t *at, struct err *err) MUST_USE;

/* What readers see, latest approval first. */
struct published_filter {
	enum list_state state; /* LIST_PUBLISHED, LIST_CORRECTED or LIST_RETRACTED */
	enum section section;  /* SECTION_NONE: all */
	struct str text;       /* words that all stand in the item; empty: all */
	int64_t before;        /* only releases before this one; 0: from the newest */
	long limit;
};
struct published {
	int64_t item, release;
	int64_t at;     /* when this release was approved */
	bool corrected; /* release_is_corrected */
	struct shown shown;
	struct face face;
	struct str note; /* what readers were told of the last change */
	bool waits;      /* an update of it is in the queue */
};
struct publisheds {
	struct published *v;
	size_t n;
};
/* One page of what readers see. */
bool store_list_published(struct store *s, struct arena *a, const struct published_filter *filter,
	struct publisheds *out, struct err *err) MUST_USE;

#endif
