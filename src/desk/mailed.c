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

static bool add_edition(struct desk *desk, const struct http_request *request,
	const struct frozen_edition *edition, json_t *list, struct err *err)
{
	struct mailing mailing;
	bool there;
	if (!store_mailing_get(desk->store, request->a, edition->id, &mailing, &there, err))
		return false;
	json_t *one = json_pack("{sI sb sb ss}", "id", (json_int_t)edition->id, "first",
		json_array_size(list) == 0, "correction", edition->about != 0, "state",
		edition_state(&mailing, there));
	view_set(one, "title", edition_title(request->a, desk, edition));
	json_array_append_new(list, one);
	return true;
}

bool mailed_set(struct desk *desk, const struct http_request *request, int64_t item, json_t *data,
	struct err *err)
{
	struct frozen_editions editions;
	json_t *list = json_array();
	json_object_set_new(data, "mailed", json_false());
	bool well = store_edition_holding(desk->store, request->a, item, 0, &editions, err);
	for (size_t i = 0; well && i < editions.n && i < SHOWN; i++)
		well = add_edition(desk, request, &editions.v[i], list, err);
	if (well && editions.n)
		json_object_set_new(data, "mailed",
			json_pack("{sO so sb}", "editions", list, "lists", lists_of(desk, &editions, item),
				"more", editions.n > SHOWN));
	json_decref(list);
	return well;
}
