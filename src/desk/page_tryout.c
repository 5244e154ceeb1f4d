/* What a source or a topic would bring, before it is saved: asked of the worker, shown above the
 * form. The desk itself opens no connection. */
#include "base/url.h"
#include "base/utf8.h"
#include "config/names.h"
#include "desk/asked.h"
#include "desk/edit_form.h"
#include "desk/page.h"
#include "desk/routes.h"
#include "desk/setting.h"
#include "render/view.h"

enum { NAME_MAX_BYTES = 150 };

/* Keeps the change, asks the worker to look at it, and goes on to where the answer will be. */
static bool ask_worker(struct desk *desk, const struct http_request *request,
	struct http_response *response, const struct setting_form *form, struct err *err)
{
	struct arena *a = request->a;
	const struct config_tryout tryout = {
		.before = form->before, .after = config_block_text(a, &form->block)};
	const char *list = str_eq(form->block.kind, S("topic")) ? "topics" : "sources";
	struct str key;
	return asked_put(desk, request, JOB_TRYOUT, tryout, &key, err) &&
		http_redirect(response, str_printf(a, "/%s/try/" STR_FMT, list, STR_ARG(key)));
}

bool page_tryout_ask(struct desk *desk, const struct http_request *request,
	struct http_response *response, struct err *err)
{
	struct setting_form form;
	if (!setting_read(request, &form, err))
		return page_error(desk, request, response, 400, err->text, err);
	return ask_worker(desk, request, response, &form, err);
}

bool page_tryout_look(struct desk *desk, const struct http_request *request,
	struct http_response *response, struct err *err)
{
	struct str address = setting_form_address(request->a, edit_form_line(request, "address"));
	struct setting_form form = {.block = {.kind = S("feed"), .title = address}};
	config_block_set_one(request->a, &form.block, S("url"), address);
	if (url_is_sound(request->a, address))
		return ask_worker(desk, request, response, &form, err);
	form.block.title = STR_NONE;
	strs_add(request->a, &form.problems,
		S("That is no web address: it begins with https:// or http:// and has no blanks."));
	return setting_page(desk, request, response, &form, err);
}

/* What is found. */

/* The source that has this address already; NULL: none. */
static const struct source *source_at(const struct site *site, struct str url)
{
	for (size_t i = 0; i < site->source_count; i++)
		if (site->sources[i].kind == SOURCE_FEED &&
			str_eq(source_text(&site->sources[i], "url"), url))
			return &site->sources[i];
	return NULL;
}

/* Adds to each feed the name that it would get, and what has it already. */
static void complete_feeds(
	const struct desk *desk, struct arena *a, json_t *feeds, const struct setting_form *form)
{
	struct config_names names = config_names_of(
		a, desk->site, json_array_size(json_object_get(feeds, "items")));
	size_t i;
	json_t *feed;
	json_array_foreach (json_object_get(feeds, "items"), i, feed) {
		struct str url = asked_text(feed, "url"), title = asked_text(feed, "title");
		const struct source *held = source_at(desk->site, url);
		bool well = !asked_text(feed, "problem").n;
		view_set(feed, "name",
			held ? held->name : config_names_take(a, &names, utf8_cut(title, NAME_MAX_BYTES), url));
		view_set(feed, "held", held && !form->before.n ? held->name : STR_NONE);
		json_object_set_new(feed, "add",
			json_boolean(well && !held && !form->before.n && str_eq(form->block.kind, S("feed"))));
		json_object_set_new(feed, "secure", json_boolean(!well && str_istarts(url, S("https://"))));
		json_object_set_new(feed, "left",
			json_boolean(json_integer_value(json_object_get(feed, "wanted")) !=
				json_integer_value(json_object_get(feed, "read"))));
		json_object_set_new(feed, "part",
			json_boolean(json_integer_value(json_object_get(feed, "count")) !=
				json_integer_value(json_object_get(feed, "read"))));
	}
}

/* {open, failed, outcome, url, by_page, guessed, feeds, topic}, as the template wants it. */
static json_t *view_of(const struct desk *desk, const struct http_request *request,
	const struct asked *asked, const struct setting_form *form)
{
	const struct config_tryout *tryout = &asked->row;
	const struct job *job = &asked->job;
	json_t *found = tryout->found.n ? json_loadb(tryout->found.p, tryout->found.n, 0, NULL) :
									  json_object();
	if (!found)
		found = json_object();
	json_object_set_new(found, "open", json_boolean(job->finished == NO_TIME));
	json_object_set_new(found, "failed", json_boolean(job->failed));
	view_set(found, "outcome", job->outcome);
	view_set(found, "url", request->path);
	complete_feeds(desk, request->a, json_object_get(found, "feeds"), form);
	return found;
}

/* The form that was tried. Of an address alone the name is still to be found. */
static bool form_of(struct arena *a, const struct config_tryout *tryout, struct setting_form *out)
{
	const struct config_block *block = config_desk_only(a, tryout->after);
	if (!block || !setting_form_has(block->kind))
		return false;
	*out = (struct setting_form){.block = *block, .before = tryout->before};
	return true;
}

/* Of an address alone, and one feed at it, the form has the name that the feed gives itself. */
static void take_name(struct arena *a, struct setting_form *form)
{
	const json_t *feeds = json_object_get(json_object_get(form->tryout, "feeds"), "items");
	const json_t *feed = json_array_get(feeds, 0);
	if (!str_eq(form->block.title, config_block_value(&form->block, S("url"))))
		return;
	form->block.title = STR_NONE;
	if (json_array_size(feeds) != 1 || asked_text(feed, "problem").n)
		return;
	form->block.title = str_copy(a, asked_text(feed, "name"));
	config_block_set_one(a, &form->block, S("url"), str_copy(a, asked_text(feed, "url")));
	if (asked_text(feed, "home").n)
		config_block_set_one(a, &form->block, S("home"), str_copy(a, asked_text(feed, "home")));
}

bool page_tryout(struct desk *desk, const struct http_request *request,
	struct http_response *response, struct err *err)
{
	struct asked asked;
	struct setting_form form;
	bool found;
	if (!asked_get(desk, request, JOB_TRYOUT, &asked, &found, err))
		return false;
	if (!found || !form_of(request->a, &asked.row, &form))
		return page_error(desk, request, response, 404,
			"What was tried is kept for a day. Try it once more.", err);
	form.tryout = view_of(desk, request, &asked, &form);
	take_name(request->a, &form);
	return setting_page(desk, request, response, &form, err);
}
