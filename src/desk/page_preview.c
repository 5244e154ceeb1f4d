/* What is typed on a card, as readers would see it, before anything is saved. */
#include "desk/ask.h"
#include "desk/card.h"
#include "desk/edit_form.h"
#include "desk/page.h"
#include "desk/routes.h"
#include "item/decide.h"
#include "render/view.h"
#include "store/item.h"

/* Without a script: a page of its own, which carries on what was typed. */
static bool preview_page(struct desk *desk, const struct http_request *request,
	struct http_response *response, const struct item *item, struct str html, struct err *err)
{
	json_t *data = json_object();
	view_set(data, "preview", html);
	view_set(data, "title", item_face(item).title);
	json_object_set_new(data, "id", json_integer((json_int_t)item->id));
	json_object_set_new(data, "inputs", ask_inputs(request));
	json_object_set_new(data, "settled", json_boolean(item->live && !item_is_update(item)));
	response->no_store = true;
	return page_render(
		desk, request, response, &(struct page){"desk-preview", "Preview", data}, err);
}

bool page_preview(struct desk *desk, const struct http_request *request,
	struct http_response *response, struct err *err)
{
	struct item item;
	struct edit edit;
	struct buf html CLEANUP_BUF = buf_new(1 << 20);
	bool found;
	const char *unfit = edit_form_unfit(request, desk->site);
	if (!store_item_follow(desk->store, request->a, http_path_id(request), &item, &found, err))
		return false;
	if (!found || unfit)
		return page_error(desk, request, response, found ? 400 : 404,
			found ? unfit : "There is no such item.", err);
	if (!edit_form_read(desk, request, item.id, &edit, err))
		return false;
	const struct item worded = item_worded(request->a, &item, &edit);
	if (request->script)
		return card_preview(desk, request, &worded, &response->body, err);
	return card_preview(desk, request, &worded, &html, err) &&
		preview_page(desk, request, response, &worded, buf_str(&html), err);
}
