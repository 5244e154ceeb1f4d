/* Handler of the forms that decide on several items at once: those that are ticked, or all that
 * match a filter. */
#include <assert.h>

#include "base/utf8.h"
#include "desk/batch.h"
#include "desk/decide.h"
#include "desk/filter.h"
#include "desk/page.h"
#include "desk/routes.h"
#include "render/view.h"
#include "store/decision.h"

/* What a form wants of its items. */
struct form {
	struct batch_request request;
	struct batch_choice *choices;
	struct batch_left *strange; /* what the form calls an item, and is none */
	size_t strange_count;
};

/* Reads "12_3": the number of an item, and its version that the editor saw. */
static void choice_read(struct arena *a, struct str text, struct form *out)
{
	long item = 0, version = 0;
	struct str rest = text, id = str_cut(&rest, '_');
	if (str_to_long(id, &item) && str_to_long(rest, &version) && item > 0 && version > 0) {
		out->choices = arena_grow(a, out->choices, out->request.n, sizeof *out->choices);
		out->choices[out->request.n++] = (struct batch_choice){item, version};
		return;
	}
	out->strange = arena_grow(a, out->strange, out->strange_count, sizeof *out->strange);
	out->strange[out->strange_count++] = (struct batch_left){
		.why = str_printf(a, "“" STR_FMT "” is no item", STR_ARG(utf8_cut(text, 40)))};
}

/* Ticked items are a field each; all that match are one field, with a space between them. */
static void choices_read(const struct http_request *request, struct form *out)
{
	struct strs ticked = http_param_all(request->a, &request->form, "item");
	struct str all = http_param(&request->form, "items");
	for (size_t i = 0; i < ticked.n; i++)
		choice_read(request->a, ticked.v[i], out);
	while (all.n)
		choice_read(request->a, str_cut(&all, ' '), out);
	out->request.v = out->choices;
}

/* Reads what is to be done. NULL, or what the editor has to put right first. */
static const char *wish_read(
	const struct desk *desk, const struct http_request *request, struct form *out)
{
	struct decision_request *decision = &out->request.decision;
	bool file = str_eq(http_param(&request->form, "do"), S("file"));
	enum verb verb = file ? VERB_EDIT : decide_button(request);
	*decision = desk_request(desk, request, verb, 0);
	if (verb == VERB_NONE || (verb == VERB_EDIT && !file))
		return "What is to be done with them?";
	if (!file)
		return decide_read(request, decision);
	decision->edit.section = section_of(http_param(&request->form, "section"));
	out->request.add_topic = http_param(&request->form, "topic");
	if (out->request.add_topic.n && !site_topic(desk->site, out->request.add_topic))
		return "There is no such topic, or no longer.";
	return decision->edit.section != SECTION_NONE || out->request.add_topic.n ?
		NULL :
		"Choose a section or a topic first, then file them.";
}

static json_t *left_view(struct arena *a, const struct batch_result *result)
{
	enum { TITLE = 70 };
	json_t *list = json_array();
	for (size_t i = 0; i < result->left_count; i++) {
		const struct batch_left *left = &result->left[i];
		struct str title = utf8_cut(left->title, TITLE);
		json_t *one = json_pack(
			"{so}", "item", left->item ? json_integer(left->item) : json_false());
		view_set(one, "text",
			title.n ? str_printf(a, "“" STR_FMT "”: " STR_FMT, STR_ARG(title), STR_ARG(left->why)) :
					  left->why);
		json_array_append_new(list, one);
	}
	return list;
}

static bool is_left(const struct batch_result *result, int64_t item)
{
	for (size_t i = 0; i < result->left_count; i++)
		if (result->left[i].item == item)
			return true;
	return false;
}

/* The items of the form that are done, for the script, which takes away their rows. */
static json_t *done_view(const struct http_request *request, const struct batch_result *result)
{
	struct form form = {0};
	json_t *list = json_array();
	choices_read(request, &form);
	for (size_t i = 0; i < form.request.n; i++)
		if (!is_left(result, form.choices[i].item))
			json_array_append_new(list, json_integer(form.choices[i].item));
	return list;
}

static bool left_json(const struct http_request *request, struct http_response *response,
	const struct batch_result *result, json_t *left)
{
	struct str text = str_printf(request->a, "%zu %s done, %zu not", result->done,
		result->done == 1 ? "was" : "were", result->left_count);
	for (size_t i = 0; i < result->left_count; i++)
		text = str_printf(request->a, STR_FMT "%s%s", STR_ARG(text), i ? "; " : ": ",
			json_string_value(json_object_get(json_array_get(left, i), "text")));
	json_t *answer = json_pack("{so sI sO}", "did", done_view(request, result), "done",
		(json_int_t)result->done, "refused", left);
	view_set(answer, "error", text);
	return http_json(response, 409, answer);
}

bool batch_answer(struct desk *desk, const struct http_request *request,
	struct http_response *response, const struct batch_result *result, struct err *err)
{
	if (!result->left_count)
		return decide_done(desk, request, response, result->row, err);
	json_t *left = left_view(request->a, result);
	bool well;
	if (request->script) {
		well = left_json(request, response, result, left);
	} else {
		struct str back = http_local_path(http_param(&request->form, "back"), S("/queue"));
		json_t *data = json_pack("{sI sO}", "done", (json_int_t)result->done, "refused", left);
		view_set(data, "back", decide_url(request->a, back, "did", result->row));
		response->status = 409;
		well = page_render(desk, request, response,
			&(struct page){"desk-batch", "Not all could be done", data}, err);
	}
	json_decref(left);
	return well;
}

/* Says of the items that are none why they are left. */
static void add_strange(struct arena *a, const struct form *form, struct batch_result *result)
{
	for (size_t i = 0; i < form->strange_count; i++) {
		result->left = arena_grow(a, result->left, result->left_count, sizeof *result->left);
		result->left[result->left_count++] = form->strange[i];
	}
}

bool post_batch(struct desk *desk, const struct http_request *request,
	struct http_response *response, struct err *err)
{
	struct form form = {0};
	struct batch_result result = {0};
	const char *unfit = wish_read(desk, request, &form);
	choices_read(request, &form);
	size_t n = form.request.n + form.strange_count;
	if (!n || n > BATCH_MAX)
		unfit = "Tick one or more items first, at most 1,000, then say what is to be done with "
				"them.";
	if (unfit)
		return page_error(desk, request, response, 400, unfit, err);
	if (!filter_words(desk, request, &form.request.what, err) ||
		(form.request.n &&
			!item_decide_batch(desk->site, desk->store, request->a, &form.request, &result, err)))
		return false;
	add_strange(request->a, &form, &result);
	return batch_answer(desk, request, response, &result, err);
}
