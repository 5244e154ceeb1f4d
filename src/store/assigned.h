/* store/assigned: items that are set aside for an editor (item.assignee; item/ says what that
 * means). */
#ifndef STORE_ASSIGNED_H
#define STORE_ASSIGNED_H

#include "model/item.h"
#include "store/ids.h"
#include "store/store.h"

/* The items that are set aside for this editor, by number. */
bool store_assigned_ids(
	struct store *s, struct arena *a, int64_t editor, struct ids *out, struct err *err) MUST_USE;

/* An item that is set aside, who did that, and when. */
struct assigned {
	struct item item;
	struct str by; /* as she is called now; empty: not known */
	int64_t at;    /* NO_TIME: not known */
};
struct assigneds {
	struct assigned *v;
	size_t n;
};
/* Those of the editor, the one set aside last first; at most `limit`. */
bool store_assigned_list(struct store *s, struct arena *a, int64_t editor, long limit,
	struct assigneds *out, struct err *err) MUST_USE;
/* The same of one item, which is set aside. */
bool store_assigned_get(struct store *s, struct arena *a, const struct item *item,
	struct assigned *out, struct err *err) MUST_USE;
bool store_assigned_count(struct store *s, int64_t editor, int64_t *n, struct err *err) MUST_USE;

#endif
