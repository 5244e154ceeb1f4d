#include "desk/mailed.h"

#include "desk/edition.h"
#include "render/view.h"
#include "render/words.h"

enum { SHOWN = 20 };

static bool holds(const struct frozen_editions *editions, struct str list)
{
	for (size_t i = 0; i < editions->n; i++)
		if (str_eq(editions->v[i].list, list))
			return true;
	return false;
}

static json_t *lists_of(
	const struct desk *desk, const struct frozen_editions *editions, int64_t item)
{
	json_t *lists = json_array();
	for (size_t i = 0; i < desk->site->list_count; i++) {
		const struct mail_list *list = &desk->site->lists[i];
		if (!holds(editions, list->slug))
			continue;
		json_t *one = json_pack("{sI}", "item", (json_int_t)item);
		view_set(one, "word", list->slug);
		view_set(one, "title", words_list(&WORDS_ENGLISH, list));
		json_array_append_new(lists, one);
	}
	return lists;
}

bool mailed_set(struct desk *desk, const struct http_request *request, int64_t item, json_t *data,
	struct err *err)
{
	struct frozen_editions editions;
	json_t *list = json_array();
	json_object_set_new(data, "mailed", json_false());
	bool well = store_edition_holding(desk->store, request->a, item, 0, &editions, err);
	for (size_t i = 0; well && i < editions.n && i < SHOWN; i++) {
		const struct frozen_edition *e = &editions.v[i];
		json_t *one = json_pack(
			"{sI sb sb}", "id", (json_int_t)e->id, "first", i == 0, "correction", e->about != 0);
		view_set(one, "title", edition_title(request->a, desk, e));
		json_array_append_new(list, one);
	}
	if (well && editions.n)
		json_object_set_new(data, "mailed",
			json_pack("{sO so sb}", "editions", list, "lists", lists_of(desk, &editions, item),
				"more", editions.n > SHOWN));
	json_decref(list);
	return well;
}
