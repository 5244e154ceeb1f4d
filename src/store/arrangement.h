/* store/arrangement: how editors arranged the page of a topic: its parts and what they put there.
 * Rows are appended and never changed; the newest of a topic is in force. */
#ifndef STORE_ARRANGEMENT_H
#define STORE_ARRANGEMENT_H

#include "model/part.h"
#include "store/ids.h"
#include "store/store.h"

struct arrangement {
	int64_t id;       /* 0: nobody arranged anything */
	struct str topic; /* the slug that it had then */
	int64_t at;
	struct str editor;
	int64_t back_to;         /* the earlier one that was put in force again; 0: none */
	struct page_parts parts; /* as they were written */
};
struct arrangements {
	struct arrangement *v;
	size_t n;
};

/* The newest of a topic with one of these slugs; all zero when there is none. Items that were
 * merged since stand for the item that they joined. */
bool store_arrangement_get(struct store *s, struct arena *a, struct strs slugs,
	struct arrangement *out, struct err *err) MUST_USE;
/* One by its number, as it was written; *found is false when there is none. */
bool store_arrangement_one(struct store *s, struct arena *a, int64_t id, struct arrangement *out,
	bool *found, struct err *err) MUST_USE;
/* Newest first, without their parts; at most `limit` of them; 0: all. */
bool store_arrangement_list(struct store *s, struct arena *a, struct str slug, long limit,
	struct arrangements *out, struct err *err) MUST_USE;
/* Appends it and gives its number. The next publication has to look at the topic's page, and at
 * the items that are named; `all`: at all items of the topic. In a transaction. */
bool store_arrangement_add(struct store *s, const struct arrangement *arrangement,
	const struct ids *moved, bool all, int64_t *id, struct err *err) MUST_USE;

/* Slugs of the topics whose newest arrangement no publication has planned yet. */
bool store_arrangement_unplanned(
	struct store *s, struct arena *a, struct strs *slugs, struct err *err) MUST_USE;
bool store_arrangement_set_planned(struct store *s, struct err *err) MUST_USE;

#endif
