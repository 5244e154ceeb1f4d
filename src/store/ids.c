#include "store/ids.h"

void ids_add(struct arena *a, struct ids *ids, int64_t id)
{
	ids->v = arena_grow(a, ids->v, ids->n, sizeof *ids->v);
	ids->v[ids->n++] = id;
}

bool ids_have(const struct ids *ids, int64_t id)
{
	for (size_t i = 0; i < ids->n; i++)
		if (ids->v[i] == id)
			return true;
	return false;
}

bool ids_eq(const struct ids *a, const struct ids *b)
{
	return a->n == b->n && (!a->n || memcmp(a->v, b->v, a->n * sizeof *a->v) == 0);
}
