/* Anybody can ask in the name of a callback: so the callback is asked whether it means it (WebSub
 * section 5.3). It does when it answers with 2xx and the challenge, and nothing else. */
#include "base/url.h"
#include "fetch/retry.h"
#include "work/hub_parts.h"

enum { TRIES = 3 }; /* where there is no answer */

struct task {
	struct hub_work *h;
	struct hub_request request;
};

static bool answer_keep(struct task *task, const struct fetch_response *response, struct err *err)
{
	struct hub_work *h = task->h;
	const struct hub_request *request = &task->request;
	bool means_it = response->outcome == FETCH_DONE && hub_is_well(response) &&
		str_eq(response->body, request->challenge);
	if (means_it && !request->denied) {
		h->report.answers++;
		return store_hub_confirm(h->w->store, request, h->site_now + request->seconds, err);
	}
	bool again = !means_it && !request->denied && retry_makes_sense(response);
	h->report.failures++;
	return store_hub_request_failed(h->w->store, request,
		again ? hub_again(h, response, request->failures, TRIES) : NO_TIME, err);
}

static void on_answer(void *user, const struct fetch_response *response)
{
	struct task *task = user;
	struct err err;
	hub_kept(task->h, answer_keep(task, response, &err), &err);
}

static struct str parameters_of(struct hub_work *h, const struct hub_request *request)
{
	struct str topic = url_encode(&h->a, request->topic),
			   lease = request->subscribes ?
		str_printf(&h->a, "&hub.lease_seconds=%lld", (long long)request->seconds) :
		STR_NONE;
	return str_printf(&h->a, "hub.mode=%s&hub.topic=" STR_FMT "&hub.challenge=" STR_FMT STR_FMT,
		request->subscribes ? "subscribe" : "unsubscribe", STR_ARG(topic),
		STR_ARG(request->challenge), STR_ARG(lease));
}

bool hub_verify_due(struct hub_work *h, size_t *n, struct err *err)
{
	struct hub_requests due;
	if (!store_hub_requests_due(h->w->store, &h->a, store_clock(h->w->store), HUB_BATCH, &due, err))
		return false;
	for (size_t i = 0; i < due.n; i++) {
		struct task *task = arena_alloc(&h->a, sizeof *task);
		*task = (struct task){h, due.v[i]};
		task->request.denied = task->request.subscribes && (due.v[i].denied || !h->own.n);
		hub_ask_callback(h, due.v[i].callback,
			task->request.denied ? hub_denial(h, due.v[i].topic) : parameters_of(h, &due.v[i]),
			on_answer, task);
	}
	*n += due.n;
	return true;
}
