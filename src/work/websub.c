/* The job WEBSUB: take in what the hubs of feeds delivered, and ask hubs to tell of changes, to go
 * on doing so, or to end it (WebSub section 5.1). */
#include <assert.h>

#include "base/calendar.h"
#include "base/secret.h"
#include "base/url.h"
#include "store/unit.h"
#include "work/hub_parts.h"
#include "work/visit.h"

enum { LEASE = 10 * CALENDAR_DAY, VERIFY_SECONDS = 3600, PAUSE_SECONDS = 5, HOPS = 3 };

static int64_t site_now(const struct work *w)
{
	return w->pinned ? w->now : store_clock(w->store);
}

static bool begin_missing(struct work *w, struct str base, int64_t now, struct err *err)
{
	struct arena a CLEANUP_ARENA = {0};
	struct ids sources = {0};
	bool well = !base.n || store_websub_missing(w->store, &a, &sources, err);
	for (size_t i = 0; i < sources.n && well; i++) {
		const struct websub_seed seed = {sources.v[i], base, secret_new(&a), secret_new(&a)};
		well = store_websub_begin(w->store, &seed, now, err);
	}
	return well;
}

/* In one transaction, with the job. */
static bool settle(struct work *w, int64_t now, struct err *err)
{
	struct str base = site_callbacks(w->site);
	bool waits;
	return store_websub_settle(w->store, base, now, err) && begin_missing(w, base, now, err) &&
		store_websub_waits(w->store, now, &waits, err) &&
		(!waits ||
			store_job_ask(w->store, JOB_WEBSUB, STR_NONE, STR_NONE, store_clock(w->store), err));
}

bool websub_settle(struct work *w, struct err *err)
{
	struct unit u;
	bool any;
	if (!store_websub_any(w->store, &any, err))
		return false;
	return !any ||
		(unit_begin(&u, w->store, err) && unit_end(&u, settle(w, site_now(w), err), err));
}

struct task {
	struct hub_work *h;
	struct websub sub;
	struct str body;
	int hops;
};

static bool is_moved(int status)
{
	return status == 301 || status == 302 || status == 307 || status == 308;
}

static struct str location_of(struct arena *a, const struct fetch_response *response)
{
	for (size_t i = 0; i < response->headers.n; i++) {
		struct str value = response->headers.v[i];
		if (str_ieq(str_trim(str_cut(&value, ':')), S("Location")))
			return url_resolve(a, response->url, str_trim(value));
	}
	return STR_NONE;
}

static void on_answer(void *user, const struct fetch_response *response);

/* Hubs move: the request goes to the new address as it is, never from https to http. */
static bool follow(struct task *task, const struct fetch_response *response)
{
	struct hub_work *h = task->h;
	if (response->outcome != FETCH_DONE || !is_moved(response->status) || ++task->hops > HOPS)
		return false;
	struct str to = location_of(&h->a, response);
	if (!to.n || (str_istarts(response->url, S("https:")) && !str_istarts(to, S("https:"))))
		return false;
	hub_submit(h, (struct fetch_request){.url = to, .body = task->body}, on_answer, task);
	return true;
}

static void on_answer(void *user, const struct fetch_response *response)
{
	struct task *task = user;
	struct hub_work *h = task->h;
	struct arena a CLEANUP_ARENA = {0};
	struct err err;
	if (hub_is_well(response)) {
		h->report.answers++;
		return;
	}
	if (follow(task, response))
		return;
	struct str problem = response->problem.n ?
		response->problem :
		str_printf(&a, "the hub answered with status %d", response->status);
	h->report.failures++;
	hub_kept(h,
		store_websub_failed(h->w->store, task->sub.token,
			h->site_now + hub_wait(response, task->sub.failures), problem, &err),
		&err);
}

static struct str form_of(struct arena *a, const struct websub *sub)
{
	struct str callback = str_printf(
				   a, STR_FMT "websub/" STR_FMT, STR_ARG(sub->base), STR_ARG(sub->token)),
			   more = !sub->wanted ?
		STR_NONE :
		str_printf(a, "&hub.lease_seconds=%d&hub.secret=" STR_FMT, LEASE, STR_ARG(sub->secret));
	return str_printf(a, "hub.mode=%s&hub.topic=" STR_FMT "&hub.callback=" STR_FMT STR_FMT,
		sub->wanted ? "subscribe" : "unsubscribe", STR_ARG(url_encode(a, sub->topic)),
		STR_ARG(url_encode(a, callback)), STR_ARG(more));
}

/* Noted before it is asked: hubs may verify before they answer. One that does not verify within an
 * hour has failed. */
static bool ask_due(struct hub_work *h, size_t *n, struct err *err)
{
	struct websubs due;
	struct store *store = h->w->store;
	bool well = store_websub_due(store, &h->a, h->site_now, HUB_BATCH, &due, err);
	for (size_t i = 0; well && i < due.n; i++) {
		struct task *task = arena_alloc(&h->a, sizeof *task);
		int64_t wait = hub_wait(NULL, due.v[i].failures);
		*task = (struct task){h, due.v[i], form_of(&h->a, &due.v[i]), 0};
		well = store_websub_asks(store, task->sub.token,
			h->site_now + (wait > VERIFY_SECONDS ? wait : VERIFY_SECONDS), err);
		if (well)
			hub_submit(h, (struct fetch_request){.url = task->sub.hub, .body = task->body},
				on_answer, task);
	}
	*n += well ? due.n : 0;
	return well;
}

/* Whoever delivers meanwhile finds the job still open: so that is looked at in the transaction that
 * ends it. */
static bool end_job(struct work *w, const struct job *job, struct str outcome, struct err *err)
{
	struct store *s = w->store;
	struct unit u;
	bool waits;
	return unit_begin(&u, s, err) &&
		unit_end(&u,
			store_websub_waits(s, site_now(w), &waits, err) &&
				(waits ? store_job_later(
							 s, job, store_clock(w->store) + PAUSE_SECONDS, outcome, err) :
						 store_job_finish(s, job, false, outcome, store_clock(w->store), err)),
			err);
}

static bool take_deliveries(struct work *w, struct run_report *report, struct err *err)
{
	struct arena a CLEANUP_ARENA = {0};
	struct websub_deliveries waiting;
	struct source_states all;
	return run_sync(w->site, w->store, &a, &all, err) && websub_settle(w, err) &&
		store_websub_deliveries(w->store, &a, &waiting, err) &&
		work_take_deliveries(w, &waiting, report, err);
}

/* Feeds that strangers write name hubs: the site's own network is open to them only as to callbacks
 * (hub.allow). */
static bool websub_run(struct work *w, const struct job *job, struct err *err)
{
	struct hub_work h = {.w = w, .site_now = site_now(w), .err = err};
	struct arena a CLEANUP_ARENA = {0};
	struct run_report report;
	size_t n = 0;
	assert(job->kind == JOB_WEBSUB);
	w->look_at = 0;
	bool well = take_deliveries(w, &report, err) &&
		hub_run_part(&h, ask_due, &w->site->hub_allow, &n, err) &&
		end_job(w, job,
			str_printf(&a, "%zu delivered, %zu new items, %zu hubs asked, %zu failed",
				report.sources, report.counts.new_items, h.report.answers,
				h.report.failures + report.failed),
			err);
	arena_free(&h.a);
	return well;
}

const struct work_job WORK_WEBSUB = {websub_run};
