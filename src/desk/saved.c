#include "desk/saved.h"

#include "base/utf8.h"
#include "desk/filter.h"
#include "desk/page.h"
#include "desk/routes.h"
#include "render/view.h"
#include "store/saved_filter.h"

enum { NAME_LONGEST = 60, MOST = 20 };

bool saved_set(struct desk *desk, const struct http_request *request, json_t *data, struct err *err)
{
	struct saved_filters saved;
	if (!store_saved_filter_list(desk->store, request->a, desk->visitor.editor.id, &saved, err))
		return false;
	json_t *list = json_array();
	for (size_t i = 0; i < saved.n; i++) {
		json_t *one = json_pack("{sI}", "id", (json_int_t)saved.v[i].id);
		view_set(one, "name", saved.v[i].name);
		view_set(one, "url", str_printf(request->a, "/queue" STR_FMT, STR_ARG(saved.v[i].query)));
		json_array_append_new(list, one);
	}
	json_object_set_new(data, "saved", view_list(list));
	return true;
}

/* Keeps the filter of the list to which the form leads back. */
bool saved_keep(struct desk *desk, const struct http_request *request,
	struct http_response *response, struct err *err)
{
	struct saved_filters saved;
	struct list_filter filter;
	struct str name = utf8_cut(
				   str_collapse(request->a, http_param(&request->form, "name")), NAME_LONGEST),
			   url = filter_of_form(request, &filter);
	if (!name.n)
		return page_error(desk, request, response, 400,
			"Give the filter a name, by which you find it again.", err);
	if (!store_saved_filter_list(desk->store, request->a, desk->visitor.editor.id, &saved, err))
		return false;
	if (saved.n >= MOST)
		return page_error(desk, request, response, 409,
			"You keep twenty filters already: forget one of them first.", err);
	const struct saved_filter one = {.editor = desk->visitor.editor.id,
		.name = name,
		.query = str_sub(url, S("/queue").n, SIZE_MAX)};
	return store_saved_filter_put(desk->store, &one, err) &&
		http_redirect(response, http_url_with(request->a, url, "said", S("filter-kept")));
}

bool saved_forget(struct desk *desk, const struct http_request *request,
	struct http_response *response, struct err *err)
{
	struct list_filter filter;
	struct str url = filter_of_form(request, &filter);
	return store_saved_filter_drop(
			   desk->store, desk->visitor.editor.id, http_path_id(request), err) &&
		http_redirect(response, http_url_with(request->a, url, "said", S("filter-forgotten")));
}
