#include "model/reason.h"

bool reason_is_among(const struct reasons *list, const struct reason *reason)
{
	for (size_t i = 0; i < list->n; i++)
		if (list->v[i].kind == reason->kind && str_eq(list->v[i].from, reason->from) &&
			str_eq(list->v[i].to, reason->to))
			return true;
	return false;
}

void reason_add(struct arena *a, struct reasons *list, struct reason reason)
{
	if (reason_is_among(list, &reason))
		return;
	list->v = arena_grow(a, list->v, list->n, sizeof *list->v);
	list->v[list->n++] = reason;
}

bool reason_is_lasting(const struct reason *reason)
{
	return reason->kind > REASON_SECTION;
}
