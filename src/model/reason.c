#include "model/reason.h"

bool reason_is_among(const struct reasons *list, const struct reason *reason)
{
	for (size_t i = 0; i < list->n; i++)
		if (list->v[i].kind == reason->kind && str_eq(list->v[i].from, reason->from) &&
			str_eq(list->v[i].to, reason->to))
			return true;
	return false;
}

/* "From 1 to 2" goes on as "from 2 to 3". The face shows no phase, so no comparison of faces would
 * ever put it right. */
static bool goes_on(struct reasons *list, const struct reason *reason)
{
	size_t i = 0;
	if (reason->kind != REASON_PHASE)
		return false;
	while (i < list->n && !(list->v[i].kind == REASON_PHASE && str_eq(list->v[i].to, reason->from)))
		i++;
	if (i == list->n)
		return false;
	list->v[i].to = reason->to;
	if (str_eq(list->v[i].from, reason->to))
		list->v[i] = list->v[--list->n];
	return true;
}

void reason_add(struct arena *a, struct reasons *list, struct reason reason)
{
	if (reason_is_among(list, &reason) || goes_on(list, &reason))
		return;
	list->v = arena_grow(a, list->v, list->n, sizeof *list->v);
	list->v[list->n++] = reason;
}

bool reason_is_link(const struct reason *reason)
{
	return reason->kind >= REASON_LINK && reason->kind < REASON_LINK_END;
}

bool reason_is_lasting(const struct reason *reason)
{
	return reason->kind > REASON_SECTION && !reason_is_link(reason);
}

bool reason_is_fact(const struct reason *reason)
{
	return reason->kind == REASON_PHASE || reason->kind == REASON_RESULTS ||
		(reason->kind >= REASON_FACT && reason->kind < REASON_FACT_END);
}

bool reason_is_of_face(const struct reason *reason)
{
	return reason->kind < (enum reason_kind)FACE_TEXTS || reason->kind == REASON_SECTION;
}
