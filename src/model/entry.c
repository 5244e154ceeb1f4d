#include "model/entry.h"

#include "base/arena.h"

void entry_add_correction(
	struct arena *a, struct corrections *list, struct correction correction)
{
	for (size_t i = 0; i < list->n; i++)
		if (list->v[i].kind == correction.kind && str_eq(list->v[i].pmid, correction.pmid))
			return;
	list->v = arena_grow(a, list->v, list->n, sizeof *list->v);
	list->v[list->n++] = correction;
}
