#include "desk/setting.h"

#include "base/url.h"
#include "desk/ask.h"
#include "desk/page.h"
#include "desk/routes.h"
#include "item/configure.h"
#include "render/view.h"

bool setting_is_ours(struct str where)
{
	return str_starts(where, S(CONFIG_DESK_FILE ":"));
}

struct str setting_edit_url(struct arena *a, const char *kind, struct str title)
{
	bool topic = str_eq(str_of(kind), S("topic"));
	return str_printf(a, "/%s/edit?kind=%s&name=" STR_FMT, topic ? "topics" : "sources", kind,
		STR_ARG(url_encode(a, title)));
}

static struct str list_url(struct str kind)
{
	return str_eq(kind, S("topic")) ? S("/topics") :
		str_eq(kind, S("site"))     ? S("/site") :
									  S("/sources");
}

/* Whether feeds were found that can be added as they are, or were: then the form is for changes. */
static bool tryout_has_feeds(const json_t *tryout)
{
	const json_t *feeds = json_object_get(json_object_get(tryout, "feeds"), "items");
	for (size_t i = 0; i < json_array_size(feeds); i++) {
		const json_t *feed = json_array_get(feeds, i);
		if (json_is_true(json_object_get(feed, "add")) ||
			json_is_string(json_object_get(feed, "held")))
			return true;
	}
	return false;
}

bool setting_page(struct desk *desk, const struct http_request *request,
	struct http_response *response, const struct setting_form *form, struct err *err)
{
	struct arena *a = request->a;
	const char *noun = setting_form_noun(form->block.kind);
	bool site = str_eq(form->block.kind, S("site"));
	const char *title = str_printf(a, "%s %s", form->before.n || site ? "Change" : "Add", noun).p;
	json_t *data = json_object();
	view_set(data, "heading", str_of(title));
	view_set(data, "kind", form->block.kind);
	view_set(data, "title", form->block.title);
	view_set(data, "before", form->before);
	view_set(data, "list", list_url(form->block.kind));
	view_set(data, "theirs", form->theirs);
	json_object_set_new(data, "stale", json_boolean(form->stale));
	json_object_set_new(data, "is_site", json_boolean(site));
	json_object_set_new(data, "is_topic", json_boolean(str_eq(form->block.kind, S("topic"))));
	struct strs problems = {0};
	for (size_t i = 0; i < form->problems.n; i++)
		strs_add(a, &problems, setting_form_problem(a, form->block.kind, form->problems.v[i]));
	json_object_set_new(data, "problems", view_list(view_texts(problems)));
	json_object_set_new(data, "folded", json_boolean(tryout_has_feeds(form->tryout)));
	json_object_set_new(data, "tryout", form->tryout ? form->tryout : json_false());
	json_object_set_new(data, "fields", setting_form_fields(desk, a, &form->block));
	if (form->problems.n || form->stale)
		response->status = form->stale ? 409 : 400;
	return page_render(desk, request, response, &(struct page){"desk-setting", title, data}, err);
}

bool setting_read(const struct http_request *request, struct setting_form *out, struct err *err)
{
	struct str before = str_trim(http_param(&request->form, "before"));
	if (!setting_form_has(http_param(&request->form, "kind")))
		return err_set_kind(err, ERR_USER, "That is no kind of source.");
	*out = (struct setting_form){
		.block = setting_form_read(request, config_desk_only(request->a, before)),
		.before = before};
	return true;
}

/* What stands there instead of what the form's editor saw: the block of the same name, or of the
 * name that the form gives. Saved once more, the form takes its place. */
static bool show_stale(struct desk *desk, const struct http_request *request,
	struct http_response *response, struct setting_form *form, struct err *err)
{
	struct config_desk file;
	const struct config_block *was = config_desk_only(request->a, form->before);
	const struct config_part *now = NULL;
	if (!config_desk_read(request->a, desk->site->folder, &file, err))
		return false;
	if (was)
		now = config_desk_find(&file, was->kind, was->title);
	if (!now)
		now = config_desk_find(&file, form->block.kind, form->block.title);
	form->stale = true;
	form->theirs = form->before = now ? now->text : STR_NONE;
	return setting_page(desk, request, response, form, err);
}

/* A file that somebody broke by hand is theirs to mend. */
static bool refuse_file(struct desk *desk, const struct http_request *request,
	struct http_response *response, struct setting_form *form, struct err *err)
{
	if (err->kind != ERR_USER)
		return false;
	strs_add(request->a, &form->problems, str_copy(request->a, str_of(err->text)));
	return setting_page(desk, request, response, form, err);
}

static struct config_change_row change_of(
	struct desk *desk, const struct http_request *request, const struct setting_form *form)
{
	return (struct config_change_row){.at = request->now,
		.editor = desk->visitor.editor.name,
		.kind = form->block.kind,
		.name = form->block.title,
		.before = form->before,
		.after = config_block_text(request->a, &form->block)};
}

bool setting_go_on(
	struct desk *desk, struct http_response *response, struct str url, struct err *err)
{
	return (!desk->reload || reload_look(desk->reload, NULL, err)) && http_redirect(response, url);
}

/* Where the form was, or the list; it says what was changed, by the row of the log. */
static struct str said_url(const struct http_request *request, struct str kind, int64_t row)
{
	struct arena *a = request->a;
	struct str back = http_local_path(http_param(&request->form, "back"), list_url(kind));
	struct str url = http_url_with(a, back, "said", row ? S("changed") : S("same"));
	return row ? http_url_with(a, url, "change", str_printf(a, "%lld", (long long)row)) : url;
}

/* Makes the change, and answers: on to the list when it was made, else with the form. */
static bool make_change(struct desk *desk, const struct http_request *request,
	struct http_response *response, struct setting_form *form, struct err *err)
{
	struct config_change_row change = change_of(desk, request, form);
	struct configure_result result;
	if (!form->block.title.n && !str_eq(form->block.kind, S("site"))) {
		strs_add(request->a, &form->problems, S("It needs a name."));
		return setting_page(desk, request, response, form, err);
	}
	if (!configure(desk->site, desk->store, request->a, &change, &result, err))
		return refuse_file(desk, request, response, form, err);
	form->problems = result.problems;
	switch (result.outcome) {
	case CONFIGURE_REFUSED: return setting_page(desk, request, response, form, err);
	case CONFIGURE_STALE: return show_stale(desk, request, response, form, err);
	case CONFIGURE_DONE: break;
	}
	return setting_go_on(desk, response, said_url(request, form->block.kind, result.row), err);
}

/* Handlers. */

bool setting_new(struct desk *desk, const struct http_request *request,
	struct http_response *response, struct err *err)
{
	struct str kind = http_param(&request->query, "kind");
	struct setting_form form = {.block.kind = kind.n ? kind :
			str_starts(request->path, S("/topics"))  ? S("topic") :
													   S("feed")};
	if (!setting_form_has(form.block.kind))
		return page_error(desk, request, response, 404, "There is no such kind of source.", err);
	return setting_page(desk, request, response, &form, err);
}

bool setting_site(struct desk *desk, const struct http_request *request,
	struct http_response *response, struct err *err)
{
	struct config_desk file;
	struct setting_form form = {.block.kind = S("site")};
	const struct config_part *part = NULL;
	if (config_desk_read(request->a, desk->site->folder, &file, err))
		part = config_desk_find(&file, form.block.kind, STR_NONE);
	else if (err->kind == ERR_USER)
		strs_add(request->a, &form.problems, str_copy(request->a, str_of(err->text)));
	else
		return false;
	if (part)
		form = (struct setting_form){.block = part->block, .before = part->text};
	return setting_page(desk, request, response, &form, err);
}

bool setting_edit(struct desk *desk, const struct http_request *request,
	struct http_response *response, struct err *err)
{
	struct config_desk file;
	struct str kind = http_param(&request->query, "kind"),
			   name = http_param(&request->query, "name");
	const struct config_part *part = NULL;
	if (config_desk_read(request->a, desk->site->folder, &file, err))
		part = config_desk_find(&file, kind, name);
	else if (err->kind != ERR_USER)
		return false;
	if (!part || !setting_form_has(part->block.kind))
		return page_error(desk, request, response, 404,
			"The desk has no such source or topic. What is written by hand in feeds/ is changed "
			"there.",
			err);
	struct setting_form form = {.block = part->block, .before = part->text};
	return setting_page(desk, request, response, &form, err);
}

bool setting_save(struct desk *desk, const struct http_request *request,
	struct http_response *response, struct err *err)
{
	struct setting_form form;
	if (!setting_read(request, &form, err))
		return page_error(desk, request, response, 400, "That is no kind of source.", err);
	setting_form_complete(
		desk->site, request, config_desk_only(request->a, form.before), &form.block);
	return make_change(desk, request, response, &form, err);
}

static const char *what_stays(struct str kind)
{
	return str_eq(kind, S("topic")) ?
		"Its page is no longer published. The items on it stay, and stand on their other pages." :
		"It is no longer visited. What it brought stays as it is: in the queue, and published.";
}

bool setting_remove(struct desk *desk, const struct http_request *request,
	struct http_response *response, struct err *err)
{
	struct str before = str_trim(http_param(&request->form, "before"));
	const struct config_block *block = config_desk_only(request->a, before);
	struct configure_result result;
	if (!block)
		return page_error(desk, request, response, 404, "There is nothing to remove.", err);
	struct config_change_row change = {.at = request->now,
		.editor = desk->visitor.editor.name,
		.kind = block->kind,
		.name = block->title,
		.before = before};
	const struct question question = {.heading = "Remove",
		.sure = "remove",
		.yes = "Remove it",
		.no = "Keep it",
		.back = list_url(block->kind),
		.text = str_printf(request->a, "“" STR_FMT "”: %s The log can take this back.",
			STR_ARG(block->title), what_stays(block->kind))};
	if (!ask_answered(request, question.sure))
		return ask_page(desk, request, response, 200, &question, err);
	if (!configure(desk->site, desk->store, request->a, &change, &result, err))
		return err->kind == ERR_USER && page_error(desk, request, response, 409, err->text, err);
	if (result.outcome == CONFIGURE_STALE)
		return page_error(desk, request, response, 409,
			"Somebody changed it meanwhile, so it was not removed. Look at it again first.", err);
	if (result.outcome == CONFIGURE_REFUSED)
		return page_error(desk, request, response, 409,
			str_printf(
				request->a, "It cannot be removed: " STR_FMT ".", STR_ARG(result.problems.v[0]))
				.p,
			err);
	return setting_go_on(desk, response, said_url(request, block->kind, result.row), err);
}
