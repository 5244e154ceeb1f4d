/* The page of what waits for the editor: what is set aside for them, and notes that name them. */
#include "desk/colleagues.h"
#include "desk/page.h"
#include "desk/routes.h"
#include "desk/words.h"
#include "render/view.h"
#include "store/assigned.h"

enum { MOST = 200, READ_LATELY = 10 };

static bool set_assigned(
	struct desk *desk, const struct http_request *request, json_t *data, struct err *err)
{
	struct assigneds assigned;
	if (!store_assigned_list(
			desk->store, request->a, desk->visitor.editor.id, MOST, &assigned, err))
		return false;
	json_t *list = json_array();
	for (size_t i = 0; i < assigned.n; i++) {
		const struct assigned *one = &assigned.v[i];
		json_t *row = json_pack(
			"{sI sI}", "id", (json_int_t)one->item.id, "version", (json_int_t)one->item.version);
		view_set(row, "title", str_or(item_face(&one->item).title, S("(no title)")));
		view_set(row, "why", one->item.assigned_word);
		view_set(row, "by", one->by);
		view_set(row, "ago",
			one->at == NO_TIME ? STR_NONE : words_ago(request->a, one->at, request->now));
		view_set(row, "state", words_state(request->a, &one->item, request->now));
		json_array_append_new(list, row);
	}
	json_object_set_new(data, "assigned", view_list(list));
	return true;
}

static bool set_mentions(
	struct desk *desk, const struct http_request *request, bool read, json_t *data, struct err *err)
{
	struct item_mentions mentions;
	if (!store_mention_list(desk->store, request->a, desk->visitor.editor.id, read,
			read ? READ_LATELY : MOST, &mentions, err))
		return false;
	json_t *list = json_array();
	for (size_t i = 0; i < mentions.n; i++) {
		json_t *row = colleagues_note(desk, request, &mentions.v[i].note);
		json_object_set_new(row, "item", json_integer(mentions.v[i].note.item));
		view_set(row, "title", str_or(mentions.v[i].title, S("(no title)")));
		json_array_append_new(list, row);
	}
	if (!read)
		json_object_set_new(data, "up_to", json_integer(mentions.n ? mentions.v[0].note.id : 0));
	json_object_set_new(data, read ? "read" : "unread", view_list(list));
	return true;
}

bool page_for_you(struct desk *desk, const struct http_request *request,
	struct http_response *response, struct err *err)
{
	json_t *data = json_object();
	json_object_set_new(data, "may_give_back", json_boolean(desk_may(desk, PERMISSION_DECIDE)));
	if (set_assigned(desk, request, data, err) && set_mentions(desk, request, false, data, err) &&
		set_mentions(desk, request, true, data, err))
		return page_render(
			desk, request, response, &(struct page){"desk-for-you", "For you", data}, err);
	json_decref(data);
	return false;
}

/* One mention is read, or (none named) all that the page showed: those up to its newest. */
bool page_for_you_read(struct desk *desk, const struct http_request *request,
	struct http_response *response, struct err *err)
{
	const struct mention_read read = {.editor = desk->visitor.editor.id,
		.note = http_param_id(&request->form, "note"),
		.up_to = http_param_id(&request->form, "up_to"),
		.now = request->now};
	if (!read.note && !read.up_to)
		return page_error(desk, request, response, 400, "Which note was read?", err);
	return store_mention_read(desk->store, &read, err) &&
		http_redirect(response, S("/for-you?said=read"));
}
