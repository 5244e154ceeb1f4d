/* store/brought: what sources brought in a time, and what became of it. */
#ifndef STORE_BROUGHT_H
#define STORE_BROUGHT_H

#include "base/date.h"
#include "model/item.h"
#include "store/store.h"

/* A copy: a record or a page that a source named for the first time. One that was merged into
 * another item counts as any other: it is a copy of that item now. */
struct brought {
	int64_t source, at, item;
	enum item_state state; /* of its item; one that was put off and is due is queued again */
};
struct broughts {
	struct brought *v;
	size_t n;
};
/* The copies that came from span[0] on and before span[1], in no order that means anything. Items
 * are due at `now`. */
bool store_brought_list(struct store *s, struct arena *a, const int64_t span[2], int64_t now,
	struct broughts *out, struct err *err) MUST_USE;

/* Every source that was ever configured, by id. */
struct source_name {
	int64_t id;
	struct str name, kind;
};
struct source_names {
	struct source_name *v;
	size_t n;
};
bool store_brought_sources(
	struct store *s, struct arena *a, struct source_names *out, struct err *err) MUST_USE;

#endif
