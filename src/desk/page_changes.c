/* What editors changed of sources and topics: the log of feeds/desk.conf. */
#include "desk/page.h"
#include "desk/routes.h"
#include "desk/setting.h"
#include "desk/words.h"
#include "item/configure.h"
#include "render/view.h"

enum { ROWS = 50 };

static const char *verb_of(const struct config_change_row *row)
{
	return row->undoes ? "Took back" :
		!row->before.n ? "Added" :
		!row->after.n  ? "Removed" :
						 "Changed";
}

struct str setting_changed_words(const struct desk *desk, struct arena *a, int64_t change)
{
	struct config_change_row row;
	struct err err;
	bool found;
	if (!store_config_change_get(desk->store, a, change, &row, &found, &err) || !found)
		return STR_NONE;
	if (!row.name.n)
		return S("Changed: the site");
	return str_printf(
		a, "%s: %s “" STR_FMT "”", verb_of(&row), str_cstr(a, row.kind), STR_ARG(row.name));
}

static json_t *row_of(const struct desk *desk, const struct http_request *request,
	const struct config_change_row *row)
{
	char text[TIME_TEXT];
	bool undo = !row->undone && desk_may(desk, PERMISSION_SOURCES);
	json_t *view = json_pack("{sI ss sb sb}", "id", (json_int_t)row->id, "verb", verb_of(row),
		"undone", row->undone, "undo", undo);
	view_set(view, "kind", row->kind);
	view_set(view, "name", row->name);
	view_set(view, "editor", row->editor);
	view_set(view, "time", str_of(time_rfc3339(row->at, text)));
	view_set(view, "ago", words_ago(request->a, row->at, request->now));
	view_set(view, "before", row->before);
	view_set(view, "after", row->after);
	return view;
}

bool page_changes(struct desk *desk, const struct http_request *request,
	struct http_response *response, struct err *err)
{
	struct config_change_rows rows;
	int64_t before = http_param_id(&request->query, "before");
	json_t *list = json_array(), *data = json_object();
	bool well = store_config_change_list(desk->store, request->a, before, ROWS + 1, &rows, err);
	for (size_t i = 0; well && i < rows.n && i < ROWS; i++)
		json_array_append_new(list, row_of(desk, request, &rows.v[i]));
	json_object_set_new(data, "rows", view_list(list));
	view_set(data, "next_url",
		well && rows.n > ROWS ?
			str_printf(request->a, "/log/settings?before=%lld", (long long)rows.v[ROWS - 1].id) :
			STR_NONE);
	if (!well) {
		json_decref(data);
		return false;
	}
	return page_render(desk, request, response,
		&(struct page){"desk-changes", "Log of sources and topics", data}, err);
}

/* Why it cannot be taken back; NULL when it can. */
static const char *refusal_of(struct arena *a, const struct configure_result *result)
{
	switch (result->outcome) {
	case CONFIGURE_STALE:
		return "It was changed since, so it cannot be taken back by itself: take back what came "
			   "after it first, or change it anew.";
	case CONFIGURE_REFUSED:
		return str_printf(
			a, "It cannot be taken back: " STR_FMT ".", STR_ARG(result->problems.v[0]))
			.p;
	case CONFIGURE_DONE: break;
	}
	return NULL;
}

bool page_changes_undo(struct desk *desk, const struct http_request *request,
	struct http_response *response, struct err *err)
{
	struct config_change_row row;
	struct configure_result result;
	bool found;
	if (!store_config_change_get(desk->store, request->a, http_path_id(request), &row, &found, err))
		return false;
	if (!found || row.undone)
		return page_error(desk, request, response, found ? 409 : 404,
			found ? "It was taken back already." : "There is no such change.", err);
	struct config_change_row back = configure_opposite(
		&row, desk->visitor.editor.name, request->now);
	if (!configure(desk->site, desk->store, request->a, &back, &result, err))
		return err->kind == ERR_USER && page_error(desk, request, response, 409, err->text, err);
	const char *refusal = refusal_of(request->a, &result);
	if (refusal)
		return page_error(desk, request, response, 409, refusal, err);
	return setting_go_on(desk, response, S("/log/settings?said=restored"), err);
}
