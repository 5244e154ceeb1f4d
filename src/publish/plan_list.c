/* The lists as the plan knows them: each is read when it is first met, and written at the end of a
 * group in which it changed. */
#include <assert.h>

#include "publish/planning.h"

static bool list_read(struct planning *p, int64_t id, struct planned_list **out, struct err *err)
{
	struct planned_list *list = arena_alloc(p->lasting, sizeof *list);
	*list = (struct planned_list){0};
	if (!store_listing_get(p->store, p->lasting, id, &list->row, err))
		return false;
	assert(list->row.id == id);
	p->lists = arena_grow(p->lasting, p->lists, p->list_count, sizeof(struct planned_list *));
	p->lists[p->list_count++] = *out = list;
	return true;
}

bool planning_list(struct planning *p, int64_t id, struct planned_list **out, struct err *err)
{
	for (size_t i = 0; i < p->list_count; i++)
		if (p->lists[i]->row.id == id) {
			*out = p->lists[i];
			return true;
		}
	return list_read(p, id, out, err);
}

bool planning_list_at(
	struct planning *p, const struct list_place *place, struct planned_list **out, struct err *err)
{
	struct str name = lists_name(p->a, place);
	int64_t id;
	for (size_t i = 0; i < p->list_count; i++)
		if (str_eq(p->lists[i]->row.name, name)) {
			*out = p->lists[i];
			return true;
		}
	return store_listing_make(p->store, name, p->now, &id, err) && list_read(p, id, out, err);
}

bool planning_list_due(struct planning *p, struct planned_list *list, struct err *err)
{
	if (list->due)
		return true;
	list->due = true;
	return planning_due(p, SCOPE_LISTING, &(struct due){.id = list->row.id}, err);
}

bool planning_list_changed(
	struct planning *p, struct planned_list *list, int64_t at, struct err *err)
{
	p->changed = list->changed = true;
	if (list->row.changed == NO_TIME || list->row.changed < at)
		list->row.changed = at;
	return planning_list_due(p, list, err);
}

bool planning_write_lists(struct planning *p, struct err *err)
{
	bool well = true;
	for (size_t i = 0; i < p->list_count && well; i++) {
		struct planned_list *list = p->lists[i];
		well = !list->changed || store_listing_write(p->store, &list->row, err);
		list->changed = list->told = false;
	}
	return well;
}
