#include "model/reason.h"

bool reasons_have(const struct reasons *list, const struct reason *reason)
{
	for (size_t i = 0; i < list->n; i++)
		if (list->v[i].kind == reason->kind && str_eq(list->v[i].from, reason->from) &&
			str_eq(list->v[i].to, reason->to))
			return true;
	return false;
}

void reasons_add(struct arena *a, struct reasons *list, struct reason reason)
{
	if (reasons_have(list, &reason))
		return;
	list->v = arena_grow(a, list->v, list->n, sizeof *list->v);
	list->v[list->n++] = reason;
}

bool reason_is_lasting(const struct reason *reason)
{
	return reason->kind > REASON_SECTION;
}
