/* store/saved_filter: filters of the queue that an editor keeps under a name. */
#ifndef STORE_SAVED_FILTER_H
#define STORE_SAVED_FILTER_H

#include "store/store.h"

struct saved_filter {
	int64_t id;
	int64_t editor;
	struct str name;
	struct str query; /* "?section=news&q=mice", as desk/filter.h writes it */
};
struct saved_filters {
	struct saved_filter *v;
	size_t n;
};
/* Keeps it; another one of this editor under the same name goes. */
bool store_saved_filter_put(struct store *s, const struct saved_filter *filter, struct err *err)
	MUST_USE;
/* The editor's own, by name. */
bool store_saved_filter_list(struct store *s, struct arena *a, int64_t editor,
	struct saved_filters *out, struct err *err) MUST_USE;
/* Forgets the one of this number, if it is the editor's. */
bool store_saved_filter_drop(struct store *s, int64_t editor, int64_t id, struct err *err) MUST_USE;

#endif
