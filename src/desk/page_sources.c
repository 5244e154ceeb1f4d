#include "desk/hubs.h"
#include "desk/page.h"
#include "desk/routes.h"
#include "desk/setting.h"
#include "desk/words.h"
#include "render/view.h"
#include "store/job.h"
#include "store/source.h"

static const char *health_words(const struct source_state *s)
{
	static const char *const words[SOURCE_HEALTH_COUNT] = {
		[SOURCE_GONE] = "gone",
		[SOURCE_PAUSED] = "paused",
		[SOURCE_FAILING] = "failing",
		[SOURCE_NEW] = "not visited yet",
		[SOURCE_WARNING] = "with a warning",
		[SOURCE_WELL] = "well",
	};
	return words[source_state_health(s)];
}

static json_t *lines_of(struct str text)
{
	json_t *list = json_array();
	while (text.n) {
		struct str line = str_cut(&text, '\n');
		json_array_append_new(list, json_stringn(line.p, line.n));
	}
	return view_list(list);
}

/* When the source is visited next: "in 2 h", "is due now"; empty when it is not. */
static struct str next_visit(struct arena *a, const struct source_state *s, int64_t now)
{
	int64_t due = source_state_due(s, now);
	return due == NO_TIME ? STR_NONE : str_or(words_until(a, due, now), S("is due now"));
}

static void set_job(
	const struct http_request *request, json_t *row, const struct jobs *jobs, struct str name)
{
	json_object_set_new(row, "job", json_false());
	for (size_t i = 0; i < jobs->n; i++) {
		const struct job *job = &jobs->v[i];
		if (!str_eq(job->key, name))
			continue;
		json_t *one = json_pack("{sb sb sb}", "open", job->finished == NO_TIME, "running",
			job->running, "failed", job->failed);
		view_set(one, "by", job->asked_by);
		view_set(one, "ago",
			words_ago(
				request->a, job->finished == NO_TIME ? job->asked : job->finished, request->now));
		view_set(one, "outcome", job->outcome);
		json_object_set_new(row, "job", one);
	}
}

static json_t *row_of(
	struct desk *desk, const struct http_request *request, const struct source_state *s)
{
	const struct source *source = site_source(desk->site, s->name);
	json_t *row = json_pack("{sI sI sI sI sb sb}", "id", (json_int_t)s->id, "last_new",
		(json_int_t)s->last_new, "total_new", (json_int_t)s->total_new, "failures",
		(json_int_t)s->failures, "paused", s->paused_by.n > 0, "bad",
		s->gone || s->problem.n > 0 || s->warning.n > 0);
	bool ours = source && setting_is_ours(source->where);
	view_set(row, "name", s->name);
	view_set(row, "kind", s->kind);
	view_set(row, "where", ours || !source ? STR_NONE : source->where);
	view_set(row, "edit_url",
		ours ? setting_edit_url(request->a, source_kind_word(source->kind), s->name) : STR_NONE);
	view_set(row, "health", str_of(health_words(s)));
	view_set(row, "asks", source ? source_question(source) : STR_NONE);
	view_set(row, "last",
		s->last_success == NO_TIME ? STR_NONE :
									 words_ago(request->a, s->last_success, request->now));
	view_set(row, "next", next_visit(request->a, s, request->now));
	view_set(row, "problem", s->problem);
	json_object_set_new(row, "warnings", lines_of(s->warning));
	view_set(row, "moved", s->url);
	view_set(row, "paused_by", s->paused_by);
	view_set(row, "paused_ago",
		s->paused_by.n ? words_ago(request->a, s->paused_at, request->now) : STR_NONE);
	return row;
}

static bool is_listed(const struct source_states *sources, struct str name)
{
	for (size_t i = 0; i < sources->n; i++)
		if (str_eq(sources->v[i].name, name))
			return true;
	return false;
}

/* Those that no worker has seen yet. */
static json_t *new_rows(
	const struct desk *desk, struct arena *a, const struct source_states *sources)
{
	json_t *rows = json_array();
	for (size_t i = 0; i < desk->site->source_count; i++) {
		const struct source *source = &desk->site->sources[i];
		if (is_listed(sources, source->name))
			continue;
		json_t *row = json_object();
		view_set(row, "name", source->name);
		view_set(row, "kind", str_of(source_kind_word(source->kind)));
		view_set(row, "asks", source_question(source));
		view_set(row, "edit_url",
			setting_is_ours(source->where) ?
				setting_edit_url(a, source_kind_word(source->kind), source->name) :
				STR_NONE);
		json_array_append_new(rows, row);
	}
	return rows;
}

bool page_sources(struct desk *desk, const struct http_request *request,
	struct http_response *response, struct err *err)
{
	struct source_states sources;
	struct jobs jobs;
	struct websubs subs;
	if (!store_source_list(desk->store, request->a, &sources, err) ||
		!store_job_latest(desk->store, request->a, JOB_CHECK, &jobs, err) ||
		!store_websub_list(desk->store, request->a, &subs, err))
		return false;
	json_t *rows = json_array(), *data = json_object();
	for (size_t i = 0; i < sources.n; i++) {
		if (!site_source(desk->site, sources.v[i].name))
			continue; /* it left the configuration, and no worker has looked since */
		json_t *row = row_of(desk, request, &sources.v[i]);
		set_job(request, row, &jobs, sources.v[i].name);
		json_object_set_new(row, "hub", hubs_source(request, websub_of(&subs, sources.v[i].id)));
		json_array_append_new(rows, row);
	}
	json_object_set_new(data, "rows", view_list(rows));
	json_object_set_new(data, "fresh", view_list(new_rows(desk, request->a, &sources)));
	if (!hubs_set(desk, request, data, err)) {
		json_decref(data);
		return false;
	}
	return page_render(
		desk, request, response, &(struct page){"desk-sources", "Sources", data}, err);
}

static bool find_source(struct desk *desk, const struct http_request *request,
	struct source_state *out, bool *found, struct err *err)
{
	struct source_states sources;
	*found = false;
	if (!store_source_list(desk->store, request->a, &sources, err))
		return false;
	for (size_t i = 0; i < sources.n; i++)
		if (sources.v[i].id == http_path_id(request)) {
			*out = sources.v[i];
			*found = true;
		}
	return true;
}

bool page_sources_check(struct desk *desk, const struct http_request *request,
	struct http_response *response, struct err *err)
{
	struct source_state source;
	bool found;
	if (!find_source(desk, request, &source, &found, err))
		return false;
	if (!found)
		return page_error(desk, request, response, 404, "There is no such source.", err);
	return store_job_ask(
			   desk->store, JOB_CHECK, source.name, desk->visitor.editor.name, request->now, err) &&
		http_redirect(response, S("/sources?said=asked"));
}

bool page_sources_pause(struct desk *desk, const struct http_request *request,
	struct http_response *response, struct err *err)
{
	struct source_state source;
	bool found, pause = str_eq(http_param(&request->form, "pause"), S("on"));
	if (!find_source(desk, request, &source, &found, err))
		return false;
	if (!found)
		return page_error(desk, request, response, 404, "There is no such source.", err);
	return store_source_pause(desk->store, source.id, pause ? desk->visitor.editor.name : STR_NONE,
			   request->now, err) &&
		http_redirect(response, pause ? S("/sources?said=paused") : S("/sources?said=resumed"));
}
