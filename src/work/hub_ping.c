/* Hubs elsewhere are told which feeds changed; they fetch them and tell who subscribed there. */
#include "base/url.h"
#include "work/hub_parts.h"

enum { TRIES = 12 }; /* over a day */

struct task {
	struct hub_work *h;
	struct hub_ping ping;
};

static void on_answer(void *user, const struct fetch_response *response)
{
	const struct task *task = user;
	struct hub_work *h = task->h;
	struct arena a CLEANUP_ARENA = {0};
	struct err err;
	if (hub_is_well(response)) {
		h->report.pings++;
		hub_kept(
			h, store_hub_ping_told(h->w->store, &task->ping, store_clock(h->w->store), &err), &err);
		return;
	}
	struct str problem = response->problem.n ?
		response->problem :
		str_printf(&a, "it answered with status %d", response->status);
	h->report.failures++;
	hub_kept(h,
		store_hub_ping_failed(h->w->store, &task->ping,
			hub_again(h, response, task->ping.failures, TRIES), problem, &err),
		&err);
}

bool hub_ping_due(struct hub_work *h, size_t *n, struct err *err)
{
	struct hub_pings due;
	if (!store_hub_pings_due(h->w->store, &h->a, store_clock(h->w->store), HUB_BATCH, &due, err))
		return false;
	for (size_t i = 0; i < due.n; i++) {
		struct task *task = arena_alloc(&h->a, sizeof *task);
		struct str topic = url_encode(&h->a, due.v[i].topic);
		*task = (struct task){h, due.v[i]};
		hub_submit(h,
			(struct fetch_request){.url = due.v[i].hub,
				.body = str_printf(&h->a, "hub.mode=publish&hub.url=" STR_FMT "&hub.topic=" STR_FMT,
					STR_ARG(topic), STR_ARG(topic))},
			on_answer, task);
	}
	*n += due.n;
	return true;
}
