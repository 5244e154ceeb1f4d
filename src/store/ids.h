/* ids: numbers of rows, in an arena. */
#ifndef STORE_IDS_H
#define STORE_IDS_H

#include "base/arena.h"

struct ids {
	int64_t *v;
	size_t n;
};
/* Appends an id, whether or not it is there already. */
void ids_add(struct arena *a, struct ids *ids, int64_t id);
/* Whether the id is in the list. */
bool ids_have(const struct ids *ids, int64_t id);
/* The same ids in the same order. */
bool ids_eq(const struct ids *a, const struct ids *b);

#endif
