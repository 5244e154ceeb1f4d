#include <assert.h>

#include "desk/decide.h"
#include "desk/digest.h"
#include "desk/page.h"
#include "desk/reminders.h"
#include "desk/routes.h"
#include "desk/words.h"
#include "mail/links.h"
#include "mail/test_mail.h"
#include "render/view.h"
#include "render/words.h"
#include "store/subscriber.h"

const struct mail_list *digest_list(const struct desk *desk, const struct http_request *request)
{
	return site_list(desk->site, http_param(&request->path_params, "list"));
}

struct digest_edition digest_next(
	const struct desk *desk, const struct http_request *request, const struct mail_list *list)
{
	return (struct digest_edition){.site = desk->site,
		.list = list,
		.period = digest_period(request->a, list, request->now),
		.now = request->now,
		.editor = desk->visitor.editor.name};
}

bool digest_wanted(struct desk *desk, const struct http_request *request,
	const struct mail_list *list, struct digest_edition *out, struct err *err)
{
	int64_t item = http_path_id(request);
	*out = digest_next(desk, request, list);
	return !item || digest_correction(request->a, desk->store, item, out, err);
}

bool digest_now(struct desk *desk, const struct http_request *request, const struct mail_list *list,
	struct digest_shown *out, struct err *err)
{
	return digest_wanted(desk, request, list, &out->edition, err) &&
		digest_draft(request->a, &out->edition, desk->store, &out->draft, &out->digest, err);
}

/* `fresh`: new ones, which may be left out. */
static json_t *items_of(struct arena *a, const struct releases *releases, bool fresh)
{
	json_t *list = json_array();
	for (size_t i = 0; i < releases->n; i++) {
		const struct face *face = &releases->v[i].face;
		json_t *one = json_pack("{sI sb sb sb sb}", "id", (json_int_t)releases->v[i].item, "first",
			i == 0, "last", i + 1 == releases->n, "alone", releases->n == 1, "is_new", fresh);
		view_set(one, "title", face->title);
		view_set(one, "source_line", view_source_line(a, face));
		view_set(one, "status_line", face->status_line);
		view_notice(one, face);
		json_array_append_new(list, one);
	}
	return view_list(list);
}

static json_t *gone_of(struct arena *a, const struct gones *gone)
{
	char day[TIME_TEXT];
	json_t *list = json_array();
	for (size_t i = 0; i < gone->n; i++) {
		json_t *one = json_pack("{sI}", "id", (json_int_t)gone->v[i].release.item);
		view_set(one, "title", gone->v[i].release.face.title);
		view_set(one, "day", str_of(date_us(date_local(gone->v[i].at), day)));
		view_set(one, "reason", view_gone_reason(a, &WORDS_ENGLISH, &gone->v[i]));
		json_array_append_new(list, one);
	}
	return view_list(list);
}

/* Sets how large the edition is, and the links that it holds. */
static void set_measures(struct arena *a, json_t *view, const struct digest *digest)
{
	struct strs links = links_of(a, digest->html);
	json_t *list = json_array();
	size_t missing = 0;
	for (size_t i = 0; i < links.n; i++) {
		bool in_text = links_in_text(digest->text, links.v[i]);
		json_t *one = json_pack("{sb}", "missing", !in_text);
		view_set(one, "text", links.v[i]);
		view_set(one, "url", view_link(a, links.v[i]));
		json_array_append_new(list, one);
		missing += !in_text;
	}
	size_t all = digest->fresh + digest->corrected;
	json_object_set_new(view, "links", view_list(list));
	json_object_set_new(view, "link_count", json_integer((json_int_t)links.n));
	json_object_set_new(
		view, "missing", missing ? json_integer((json_int_t)missing) : json_false());
	json_object_set_new(view, "count", json_integer((json_int_t)all));
	json_object_set_new(view, "one", json_boolean(all == 1));
	json_object_set_new(view, "left_out",
		digest->shown < all ? json_integer((json_int_t)(all - digest->shown)) : json_false());
	json_object_set_new(view, "kilobytes", json_sprintf("%.1f", (double)digest->html.n / 1000));
	json_object_set_new(view, "limit", json_integer(DIGEST_HTML_MAX / 1000));
}

/* Sets what became of the last test mail that this editor asked for. */
static void set_test(const struct desk *desk, const struct http_request *request, json_t *view,
	const struct mail_list *list, const struct jobs *jobs)
{
	struct arena *a = request->a;
	struct str key = test_mail_key(a, list->slug, desk->visitor.editor.id);
	char due[TIME_TEXT];
	json_object_set_new(view, "test", json_false());
	for (size_t i = 0; i < jobs->n; i++) {
		const struct job *job = &jobs->v[i];
		if (!str_eq(job->key, key))
			continue;
		bool open = job->finished == NO_TIME, put_off = open && !job->running && job->outcome.n;
		json_t *test = json_pack("{sb sb sb sb sb}", "waits", open && !job->running && !put_off,
			"running", open && job->running, "put_off", put_off, "failed", !open && job->failed,
			"sent", !open && !job->failed);
		view_set(test, "ago", words_ago(a, open ? job->asked : job->finished, request->now));
		view_set(test, "due", put_off ? str_of(time_rfc3339(job->due, due)) : STR_NONE);
		view_set(test, "due_in",
			put_off ? str_or(words_until(a, job->due, request->now),
						  S("as soon as the worker comes to it")) :
					  STR_NONE);
		view_set(test, "outcome", job->outcome);
		json_object_set_new(view, "test", test);
	}
}

static json_t *list_view(struct arena *a, const struct mail_list *list,
	const struct edition_draft *draft, const struct digest *digest, const struct err *problem)
{
	json_t *view = json_pack("{sb sI sI sI sb}", "empty", digest->empty, "fresh_count",
		(json_int_t)digest->fresh, "corrected_count", (json_int_t)draft->corrected.n, "version",
		(json_int_t)draft->order.version, "arranged", draft->order.items.n > 0);
	view_set(view, "word", list->slug);
	view_set(view, "title", words_list(&WORDS_ENGLISH, list));
	view_set(view, "problem", str_of(problem->text));
	view_set(view, "subject", digest->subject);
	view_set(view, "order", digest_order_text(a, draft));
	json_object_set_new(
		view, "several", json_boolean(draft->fresh.n > 1 || draft->corrected.n > 1));
	json_object_set_new(view, "fresh", items_of(a, &draft->fresh, true));
	json_object_set_new(view, "corrected", items_of(a, &draft->corrected, false));
	json_object_set_new(view, "kept_out", items_of(a, &draft->left_out, false));
	json_object_set_new(view, "kept_out_count", json_integer((json_int_t)draft->left_out.n));
	digest_words_set(view, &draft->words);
	json_object_set_new(view, "gone", gone_of(a, &draft->gone));
	json_object_set_new(view, "gone_count", json_integer((json_int_t)draft->gone.n));
	json_object_set_new(view, "ready", json_boolean(!digest->empty && !problem->text[0]));
	set_measures(a, view, digest);
	return view;
}

/* What the page of the list shows of its next edition. */
static bool next_view(struct desk *desk, const struct http_request *request,
	const struct mail_list *list, json_t **out, struct err *err)
{
	struct digest_shown next = {0};
	struct err problem = {0};
	struct jobs jobs;
	json_t *history;
	/* When the edition cannot be made, its place says why: the configuration lacks something. */
	if (digest_now(desk, request, list, &next, &problem))
		problem.text[0] = 0; /* an earlier try failed, and this one went on */
	else if (problem.kind != ERR_USER) {
		*err = problem;
		return false;
	}
	assert(problem.text[0] || next.digest.empty || next.digest.html.n); /* one of them is shown */
	if (!store_job_latest(desk->store, request->a, JOB_TEST_MAIL, &jobs, err) ||
		!digest_order_history(desk, request, list, &history, err))
		return false;
	*out = list_view(request->a, list, &next.draft, &next.digest, &problem);
	set_test(desk, request, *out, list, &jobs);
	json_object_set_new(*out, "history", history);
	return true;
}

/* Sets `frozen`, {id, period, unit}, when the list's edition of now is frozen already: what came
 * since waits for the next week, month or day; else false. */
static bool set_frozen(struct desk *desk, const struct http_request *request, json_t *view,
	const struct mail_list *list, struct err *err)
{
	static const char *const units[] = {
		[CADENCE_WEEKLY] = "week", [CADENCE_MONTHLY] = "month", [CADENCE_DEMAND] = "day"};
	struct frozen_edition edition;
	bool there;
	struct str period = digest_period(request->a, list, request->now);
	if (!store_edition_find(
			desk->store, request->a, list->slug, period, &edition, &there, err))
		return false;
	json_t *frozen = there ? json_pack("{sI ss}", "id", (json_int_t)edition.id, "unit",
								 units[list->cadence]) :
							 json_false();
	if (there)
		view_set(frozen, "period", words_period(request->a, &WORDS_ENGLISH, period));
	json_object_set_new(view, "frozen", frozen);
	return true;
}

bool digest_list_page(struct desk *desk, const struct http_request *request,
	struct http_response *response, struct err *err)
{
	const struct mail_list *list = digest_list(desk, request);
	json_t *data;
	if (!list)
		return page_error(desk, request, response, 404, "There is no such digest.", err);
	if (!next_view(desk, request, list, &data, err))
		return false;
	if (!set_frozen(desk, request, data, list, err)) {
		json_decref(data);
		return false;
	}
	view_set(data, "period", digest_period(request->a, list, request->now));
	view_set(data, "address", desk->visitor.editor.email);
	return page_render(
		desk, request, response, &(struct page){"desk-digest-list", "Next edition", data}, err);
}

/* Sets when the list's last edition was frozen, and its number; false when there is none. */
static bool set_last(struct desk *desk, const struct http_request *request, json_t *view,
	const struct mail_list *list, struct err *err)
{
	struct frozen_edition last;
	bool there;
	if (!store_edition_last(desk->store, request->a, list->slug, &last, &there, err))
		return false;
	json_object_set_new(view, "last", there ? json_integer((json_int_t)last.id) : json_false());
	view_set(view, "ago", there ? words_ago(request->a, last.frozen, request->now) : STR_NONE);
	return true;
}

bool digest_page(struct desk *desk, const struct http_request *request,
	struct http_response *response, struct err *err)
{
	enum { MANY = 100 };
	json_t *lists = json_array();
	bool well = true;
	for (size_t i = 0; i < desk->site->list_count && well; i++) {
		const struct mail_list *list = &desk->site->lists[i];
		int64_t n = 0, people = 0;
		struct gones gone = {0};
		well = store_edition_since(desk->store, list, MANY, &n, err) &&
			store_gone_mailed(desk->store, request->a, list->slug, &gone, err) &&
			store_subscriber_count(desk->store, list->slug, &people, err);
		json_t *one = json_pack("{sI sb sb sI sb sI}", "since", (json_int_t)n, "none",
			n == 0 && !gone.n, "many", n == MANY, "people", (json_int_t)people, "one", people == 1,
			"gone", (json_int_t)gone.n);
		json_object_set_new(one, "any_gone", json_boolean(gone.n > 0));
		view_set(one, "word", list->slug);
		view_set(one, "title", words_list(&WORDS_ENGLISH, list));
		view_set(one, "cadence", words_text(&WORDS_ENGLISH, words_cadence(list->cadence)));
		well = well && set_last(desk, request, one, list, err);
		json_array_append_new(lists, one);
	}
	if (!well) {
		json_decref(lists);
		return false;
	}
	json_t *data = json_pack("{so}", "lists", view_list(lists));
	if (!reminders_set(desk, request->a, data, err)) {
		json_decref(data);
		return false;
	}
	return page_render(desk, request, response, &(struct page){"desk-digest", "Digest", data}, err);
}

/* Asks for a test mail by a row of the store. The desk makes no connections: the worker sends
 * it. */
bool digest_test(struct desk *desk, const struct http_request *request,
	struct http_response *response, struct err *err)
{
	const struct editor *editor = &desk->visitor.editor;
	const struct mail_list *list = digest_list(desk, request);
	if (!list)
		return page_error(desk, request, response, 404, "There is no such digest.", err);
	if (!editor->email.n)
		return page_error(desk, request, response, 409,
			"Where should it go? Give your address on your account’s page first.", err);
	return store_job_ask(desk->store, JOB_TEST_MAIL,
			   test_mail_key(request->a, list->slug, editor->id), editor->name, request->now,
			   err) &&
		http_redirect(response, STR_CAT(request->a, S("/digest/"), list->slug, S("?said=test")));
}

/* The policy under which a mail is shown. A mail brings its own style. It may run, send and load
 * nothing, and the pages to which its links lead are told nothing of the desk. */
#define MAIL_POLICY \
	"default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; " \
	"frame-ancestors 'self'; sandbox allow-popups allow-popups-to-escape-sandbox"

void digest_mail_answer(struct http_response *response, bool html, struct str body)
{
	response->type = html ? S("text/html; charset=utf-8") : S("text/plain; charset=utf-8");
	if (html) {
		http_header_set(response, "Content-Security-Policy", S(MAIL_POLICY));
		http_header_set(response, "X-Frame-Options", S("SAMEORIGIN"));
	}
	buf_add(&response->body, body);
}

/* Answers with the mail of one list as its subscribers would get it, in one of its two forms. */
static bool preview(struct desk *desk, const struct http_request *request,
	struct http_response *response, bool html, struct err *err)
{
	struct digest_shown next;
	struct err problem;
	const struct mail_list *list = digest_list(desk, request);
	if (!list)
		return page_error(desk, request, response, 404, "There is no such digest.", err);
	if (!digest_now(desk, request, list, &next, &problem)) {
		*err = problem;
		return problem.kind == ERR_USER &&
			page_error(desk, request, response, 409, problem.text, err);
	}
	if (next.digest.empty)
		return page_error(desk, request, response, 404,
			"Nothing was approved since the last edition, so there is none to show.", err);
	digest_mail_answer(response, html, html ? next.digest.html : next.digest.text);
	return true;
}

bool digest_html(struct desk *desk, const struct http_request *request,
	struct http_response *response, struct err *err)
{
	return preview(desk, request, response, true, err);
}

bool digest_text(struct desk *desk, const struct http_request *request,
	struct http_response *response, struct err *err)
{
	return preview(desk, request, response, false, err);
}

/* The page shows the mail in frames, and nothing else in them. */
#define SIZES_POLICY \
	"default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; " \
	"connect-src 'self'; frame-src 'self'; form-action 'self'; base-uri 'none'; " \
	"frame-ancestors 'none'"

bool digest_sizes(struct desk *desk, const struct http_request *request,
	struct http_response *response, struct err *err)
{
	const struct mail_list *list = digest_list(desk, request);
	if (!list)
		return page_error(desk, request, response, 404, "There is no such digest.", err);
	json_t *data = json_object();
	view_set(data, "word", list->slug);
	view_set(data, "title", words_list(&WORDS_ENGLISH, list));
	http_header_set(response, "Content-Security-Policy", S(SIZES_POLICY));
	return page_render(
		desk, request, response, &(struct page){"desk-sizes", "As a mail", data}, err);
}
