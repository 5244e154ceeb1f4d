#include "desk/publish_now.h"

#include "desk/routes.h"
#include "desk/words.h"
#include "render/view.h"
#include "store/due.h"
#include "store/job.h"

/* Why its key: the worker looks at every file, not only at what changed. */
static const struct str ALL = {"all", 3};

static json_t *publishing_of(struct arena *a, const struct job *job, int64_t now)
{
	bool open = job->finished == NO_TIME;
	json_t *view = json_pack("{sb sb}", "open", open, "failed", job->failed);
	view_set(view, "by", job->asked_by);
	view_set(view, "ago", words_ago(a, open ? job->asked : job->finished, now));
	view_set(view, "outcome", job->outcome);
	return view;
}

/* The latest wish, of either kind. */
static bool set_publishing(
	struct desk *desk, const struct http_request *request, json_t *data, struct err *err)
{
	struct jobs jobs;
	const struct job *last = NULL;
	if (!store_job_latest(desk->store, request->a, JOB_PUBLISH, &jobs, err))
		return false;
	for (size_t i = 0; i < jobs.n; i++)
		if (!last || jobs.v[i].id > last->id)
			last = &jobs.v[i];
	json_object_set_new(
		data, "publishing", last ? publishing_of(request->a, last, request->now) : json_false());
	return true;
}

bool publish_now_set(
	struct desk *desk, const struct http_request *request, json_t *data, struct err *err)
{
	int64_t n;
	if (!store_dirty_count(desk->store, &n, err))
		return false;
	bool many = n > DIRTY_COUNT_MAX;
	view_set(data, "waiting",
		!n         ? STR_NONE :
			n == 1 ? S("1 item waits") :
					 str_printf(request->a, "%s%lld items wait", many ? "More than " : "",
						 (long long)(many ? DIRTY_COUNT_MAX : n)));
	return set_publishing(desk, request, data, err);
}

bool publish_now_post(struct desk *desk, const struct http_request *request,
	struct http_response *response, struct err *err)
{
	bool all = str_eq(http_param(&request->form, "what"), ALL) &&
		desk_may(desk, PERMISSION_SOURCES);
	return store_job_ask(desk->store, JOB_PUBLISH, all ? ALL : STR_NONE, desk->visitor.editor.name,
			   request->now, err) &&
		http_redirect(response, S("/published?said=publish"));
}
