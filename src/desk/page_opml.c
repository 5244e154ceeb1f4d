/* Lists of feeds (OPML) that an editor uploads: read by the worker, shown, and those that are
 * ticked become sources in one change. */
#include "base/url.h"
#include "base/utf8.h"
#include "config/names.h"
#include "desk/asked.h"
#include "desk/page.h"
#include "desk/routes.h"
#include "desk/setting.h"
#include "item/configure.h"
#include "render/view.h"

/* As many as one form can send. */
enum { MOST = 1500, NAME_MAX_BYTES = 150 };

/* The feeds of a list, as blocks of sources. */
struct feeds {
	struct config_block *v;
	size_t n;
	size_t known, unsound, over; /* left out: a source already, no web address, over MOST */
};

/* A list while its page is made. */
struct list {
	struct asked asked;
	json_t *found; /* by the worker; freed by list_end */
	struct feeds feeds;
	struct str problem; /* why the feeds were not added; empty: nobody tried */
};

bool page_opml_upload(struct desk *desk, const struct http_request *request,
	struct http_response *response, struct err *err)
{
	const struct config_tryout list = {
		.before = S(""), .after = http_param(&request->form, "opml")};
	struct str key;
	if (!str_trim(list.after).n)
		return page_error(desk, request, response, 400, "Choose a file first.", err);
	return asked_put(desk, request, JOB_OPML, list, &key, err) &&
		http_redirect(response, STR_CAT(request->a, S("/sources/opml/"), key));
}

/* The addresses that sources have already, sorted. */
static struct strs held_urls(const struct site *site, struct arena *a)
{
	struct strs urls = {0};
	for (size_t i = 0; i < site->source_count; i++)
		if (site->sources[i].kind == SOURCE_FEED)
			strs_add(a, &urls, source_text(&site->sources[i], "url"));
	strs_sort(&urls);
	return urls;
}

static struct config_block block_of(
	struct arena *a, struct config_names *names, const json_t *outline)
{
	struct str url = str_copy(a, asked_text(outline, "url")), home = asked_text(outline, "home");
	struct str title = utf8_cut(str_collapse(a, asked_text(outline, "title")), NAME_MAX_BYTES);
	struct config_block block = {
		.kind = S("feed"), .title = str_copy(a, config_names_take(a, names, title, url))};
	config_block_set_one(a, &block, S("url"), url);
	if (url_is_sound(a, home))
		config_block_set_one(a, &block, S("home"), str_copy(a, home));
	return block;
}

/* The same feeds in the same order each time, as long as the sources are the same. */
static struct feeds feeds_of(const struct site *site, struct arena *a, const json_t *outlines)
{
	struct feeds feeds = {.v = arena_array(a, MOST, sizeof *feeds.v)};
	struct strs held = held_urls(site, a);
	struct config_names names = config_names_of(a, site, json_array_size(outlines));
	size_t i;
	json_t *outline;
	json_array_foreach (outlines, i, outline) {
		struct str url = asked_text(outline, "url");
		if (strs_sorted_have(held, url))
			feeds.known++;
		else if (!url_is_sound(a, url))
			feeds.unsound++;
		else if (feeds.n == MOST)
			feeds.over++;
		else
			feeds.v[feeds.n++] = block_of(a, &names, outline);
	}
	return feeds;
}

/* *found is false when there is no such list. */
static bool list_read(struct desk *desk, const struct http_request *request, struct list *out,
	bool *found, struct err *err)
{
	*out = (struct list){0};
	if (!asked_get(desk, request, JOB_OPML, &out->asked, found, err))
		return false;
	const struct str json = out->asked.row.found;
	if (json.n)
		out->found = json_loadb(json.p, json.n, 0, NULL);
	out->feeds = feeds_of(desk->site, request->a, json_object_get(out->found, "feeds"));
	return true;
}

static void list_end(struct list *list)
{
	json_decref(list->found);
}

static json_t *rows_of(const struct feeds *feeds)
{
	json_t *rows = json_array();
	for (size_t i = 0; i < feeds->n; i++) {
		json_t *row = json_object();
		view_set(row, "name", feeds->v[i].title);
		view_set(row, "url", config_block_value(&feeds->v[i], S("url")));
		json_array_append_new(rows, row);
	}
	return view_list(rows);
}

static bool show_list(struct desk *desk, const struct http_request *request,
	struct http_response *response, const struct list *list, struct err *err)
{
	const struct feeds *feeds = &list->feeds;
	struct str problem = list->problem;
	json_t *data = json_pack("{sb sb so}", "open", list->asked.job.finished == NO_TIME, "failed",
		list->asked.job.failed, "rows", rows_of(feeds));
	view_set(data, "url", request->path);
	view_set(data, "outcome", list->asked.job.outcome);
	view_set(data, "problem", problem);
	view_set(data, "fault", asked_text(list->found, "fault"));
	view_set(data, "left",
		str_printf(request->a,
			"%zu new, %zu sources already, %zu left out since they have no web address, %zu over "
			"the %d that are added at a time",
			feeds->n, feeds->known, feeds->unsound, feeds->over, MOST));
	response->status = problem.n ? 409 : 200;
	return page_render(
		desk, request, response, &(struct page){"desk-opml", "Feeds of a file", data}, err);
}

static bool no_list(struct desk *desk, const struct http_request *request,
	struct http_response *response, struct err *err)
{
	return page_error(
		desk, request, response, 404, "A list is kept for a day. Upload it once more.", err);
}

bool page_opml(struct desk *desk, const struct http_request *request,
	struct http_response *response, struct err *err)
{
	struct list list;
	bool found;
	if (!list_read(desk, request, &list, &found, err))
		return false;
	bool well = found ? show_list(desk, request, response, &list, err) :
						no_list(desk, request, response, err);
	list_end(&list);
	return well;
}

/* The blocks of those that are ticked, one after the other. */
static struct str chosen_blocks(
	const struct http_request *request, const struct feeds *feeds, size_t *n, struct str *first)
{
	struct strs chosen = http_param_all(request->a, &request->form, "feed");
	struct buf text CLEANUP_BUF = buf_new(HTTP_BODY_MAX);
	strs_sort(&chosen);
	*n = 0;
	for (size_t i = 0; i < feeds->n; i++) {
		struct str url = config_block_value(&feeds->v[i], S("url"));
		if (!strs_sorted_have(chosen, url))
			continue;
		*first = *n ? *first : feeds->v[i].title;
		buf_add(&text, *n ? S("\n") : S(""));
		buf_add(&text, config_block_text(request->a, &feeds->v[i]));
		++*n;
	}
	return str_copy(request->a, buf_str(&text));
}

static bool add_chosen(struct desk *desk, const struct http_request *request,
	struct http_response *response, struct list *list, struct err *err)
{
	size_t n;
	struct str first = STR_NONE;
	struct configure_result result;
	struct config_change_row change = {.at = request->now,
		.editor = desk->visitor.editor.name,
		.kind = S("feed"),
		.after = chosen_blocks(request, &list->feeds, &n, &first)};
	change.name = n < 2 ?
		first :
		str_printf(request->a, STR_FMT " and %zu more of a file", STR_ARG(first), n - 1);
	if (!n)
		list->problem = S("Tick one or more of them first.");
	else if (!configure(desk->site, desk->store, request->a, &change, &result, err)) {
		if (err->kind != ERR_USER)
			return false;
		list->problem = str_copy(request->a, str_of(err->text));
	} else if (result.outcome == CONFIGURE_DONE)
		return setting_go_on(desk, response, S("/sources?said=changed"), err);
	else
		list->problem = result.problems.n ? result.problems.v[0] :
											S("Somebody changed the sources meanwhile. Try again.");
	return show_list(desk, request, response, list, err);
}

bool page_opml_add(struct desk *desk, const struct http_request *request,
	struct http_response *response, struct err *err)
{
	struct list list;
	bool found;
	if (!list_read(desk, request, &list, &found, err))
		return false;
	bool well = found ? add_chosen(desk, request, response, &list, err) :
						no_list(desk, request, response, err);
	list_end(&list);
	return well;
}
