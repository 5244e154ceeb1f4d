/* A page that was kept by hand and that an editor uploads for a topic: read by the worker, looked
 * over, and taken over in one go. */
#include "base/buf.h"
#include "base/record.h"
#include "base/url.h"
#include "desk/asked.h"
#include "desk/page.h"
#include "desk/routes.h"
#include "item/take_page.h"
#include "render/view.h"

/* An upload while its page is made. Of its row, `before` is the slug of the topic. */
struct upload {
	struct asked asked;
	const struct topic *topic;
	bool read; /* by the worker */
	struct hand_page page;
	struct page_taken taken; /* what would be, or what was */
	struct str problem;
};

/* -- Uploading -- */

static const struct topic *topic_of(const struct desk *desk, const struct http_request *request)
{
	return site_topic(desk->site, http_param(&request->path_params, "slug"));
}

/* The page with its address in front, as a page itself says it. */
static struct str with_address(struct arena *a, struct str html, struct str url)
{
	struct buf b CLEANUP_BUF = buf_new(HTTP_BODY_MAX + 8 * URL_MAX);
	if (!url.n)
		return html;
	buf_add(&b, S("<base href=\""));
	buf_add_html(&b, url);
	buf_add(&b, S("\">\n"));
	buf_add(&b, html);
	return buf_ok(&b) ? str_copy(a, buf_str(&b)) : html;
}

/* What speaks against it; NULL: nothing. */
static const char *upload_problem(struct arena *a, struct str html, struct str url)
{
	if (!str_trim(html).n)
		return "Choose a file first.";
	if (str_find(html, S("\xEF\xBF\xBD")) != STR_NOT_FOUND)
		return "This file is not saved as UTF-8, so some of its letters cannot be read here. Save "
			   "it as UTF-8, or let `tidings import` read it, which knows other encodings.";
	return url.n && !url_is_sound(a, url) ?
		"The address is not a web address (http:// or https://)." :
		NULL;
}

bool page_hand_upload(struct desk *desk, const struct http_request *request,
	struct http_response *response, struct err *err)
{
	struct arena *a = request->a;
	const struct topic *topic = topic_of(desk, request);
	struct str html = http_param(&request->form, "page"),
			   url = str_trim(http_param(&request->form, "page_url"));
	const char *problem = upload_problem(a, html, url);
	if (!topic)
		return page_error(desk, request, response, 404, "There is no such topic.", err);
	if (problem)
		return page_error(desk, request, response, 400, problem, err);
	const struct config_tryout row = {.before = topic->slug, .after = with_address(a, html, url)};
	struct str key;
	return asked_put(desk, request, JOB_HAND_PAGE, row, &key, err) &&
		http_redirect(response, STR_CAT(a, request->path, S("/"), key));
}

/* -- Looking it over -- */

static bool upload_take(struct desk *desk, const struct http_request *request,
	struct upload *upload, bool try_only, struct err *err)
{
	const struct take_request take = {.site = desk->site,
		.topic = upload->topic,
		.page = &upload->page,
		.editor = desk->visitor.editor.name,
		.now = request->now,
		.try_only = try_only};
	return take_page(desk->store, request->a, &take, &upload->taken, err);
}

/* *found is false when there is no such upload. */
static bool upload_read(struct desk *desk, const struct http_request *request, struct upload *out,
	bool *found, struct err *err)
{
	*out = (struct upload){.topic = topic_of(desk, request)};
	if (!asked_get(desk, request, JOB_HAND_PAGE, &out->asked, found, err))
		return false;
	const struct config_tryout *row = &out->asked.row;
	*found = *found && out->topic && str_eq(row->before, out->topic->slug);
	out->read = *found && row->found.n;
	return !out->read || record_of_json(request->a, &HAND_PAGE, row->found, &out->page, err);
}

static const char *outcome_words(enum take_outcome outcome)
{
	switch (outcome) {
	case TAKE_NEW: return "a new item";
	case TAKE_JOINED: return "an item that is there, and gets these words";
	case TAKE_LEFT: return "an item that is there, and stays as it is";
	case TAKE_AGAIN: return "taken over already";
	}
	return "";
}

static void field_add(json_t *fields, const char *name, struct str text)
{
	if (!text.n)
		return;
	json_t *field = json_pack("{ss}", "name", name);
	view_set(field, "text", text);
	json_array_append_new(fields, field);
}

static struct str also_words(struct arena *a, const struct hand_entry *entry)
{
	struct str words = STR_NONE;
	for (size_t i = 0; i < entry->also_count; i++)
		words = STR_CAT(a, words, i ? S("; ") : S(""), entry->also[i].title);
	return words;
}

static json_t *fields_of(struct arena *a, const struct taken_entry *taken)
{
	const struct hand_entry *entry = taken->entry;
	json_t *fields = json_array();
	field_add(fields, "Status", entry->lead);
	field_add(fields, "Official title", entry->official);
	field_add(fields, "Text", entry->summary);
	field_add(fields, "From", entry->label);
	field_add(fields, "Citation", entry->citation);
	field_add(fields, "Also see", also_words(a, entry));
	field_add(fields, "Address", entry->url);
	field_add(fields, "Record", taken->key.text);
	return fields;
}

static json_t *entry_view(struct arena *a, const struct taken_entry *taken)
{
	json_t *view = json_pack("{ss so so}", "outcome", outcome_words(taken->outcome), "fields",
		fields_of(a, taken), "notes", view_texts(take_page_notes(a, taken)));
	view_set(view, "title", taken->entry->title);
	json_object_set_new(
		view, "item", taken->item ? json_integer((json_int_t)taken->item) : json_false());
	return view;
}

static json_t *part_view(struct arena *a, const struct upload *upload, const struct hand_part *part)
{
	json_t *view = json_object(), *entries = json_array();
	for (size_t i = 0; i < upload->taken.n; i++)
		if (upload->taken.v[i].part == part)
			json_array_append_new(entries, entry_view(a, &upload->taken.v[i]));
	view_set(view, "title", part->title);
	view_set(view, "intro", part->intro);
	json_object_set_new(view, "entries", entries);
	json_object_set_new(view, "rest", view_texts(part->rest));
	return view;
}

static void set_page(json_t *data, struct arena *a, const struct upload *upload)
{
	const struct page_taken *taken = &upload->taken;
	json_t *parts = json_array();
	for (size_t i = 0; i < upload->page.part_count; i++)
		json_array_append_new(parts, part_view(a, upload, &upload->page.parts[i]));
	json_object_set_new(data, "parts", parts);
	json_object_set_new(data, "outside", view_texts(upload->page.outside));
	json_object_set_new(data, "wants", json_boolean(taken->n > taken->again));
	view_set(data, "title", upload->page.title);
	view_set(data, "cut", upload->page.cut);
	view_set(data, "summary",
		str_printf(a,
			"%zu entries were understood: %zu new, %zu are there already, %zu were taken over "
			"before. %zu records are asked for. %zu say of a trial what the registry does not.",
			taken->n, taken->added, taken->n - taken->added - taken->again, taken->again,
			taken->waiting, taken->outdated));
}

static bool show_upload(struct desk *desk, const struct http_request *request,
	struct http_response *response, const struct upload *upload, struct err *err)
{
	json_t *data = json_pack("{sb sb sb}", "open", upload->asked.job.finished == NO_TIME, "failed",
		upload->asked.job.failed, "read", upload->read);
	view_set(data, "url", request->path);
	view_set(data, "slug", upload->topic->slug);
	view_set(data, "topic", upload->topic->title);
	view_set(data, "outcome", upload->asked.job.outcome);
	view_set(data, "problem", upload->problem);
	if (upload->read)
		set_page(data, request->a, upload);
	response->status = upload->problem.n ? 409 : 200;
	return page_render(
		desk, request, response, &(struct page){"desk-hand", "An existing page", data}, err);
}

/* With what an editor can put right as its problem. */
static bool upload_try(struct desk *desk, const struct http_request *request, struct upload *upload,
	bool try_only, struct err *err)
{
	if (!upload->read || upload_take(desk, request, upload, try_only, err))
		return true;
	upload->problem = str_copy(request->a, str_of(err->text));
	return err->kind == ERR_USER;
}

/* Looks it over, or takes it over. */
static bool answer_upload(struct desk *desk, const struct http_request *request,
	struct http_response *response, bool try_only, struct err *err)
{
	struct upload upload;
	bool found;
	if (!upload_read(desk, request, &upload, &found, err))
		return false;
	if (!found)
		return page_error(
			desk, request, response, 404, "A page is kept for a day. Upload it once more.", err);
	if (!upload_try(desk, request, &upload, try_only, err))
		return false;
	return try_only || !upload.read || upload.problem.n ?
		show_upload(desk, request, response, &upload, err) :
		http_redirect(response, STR_CAT(request->a, request->path, S("?said=taken")));
}

bool page_hand(struct desk *desk, const struct http_request *request,
	struct http_response *response, struct err *err)
{
	return answer_upload(desk, request, response, true, err);
}

bool page_hand_take(struct desk *desk, const struct http_request *request,
	struct http_response *response, struct err *err)
{
	return answer_upload(desk, request, response, false, err);
}
