/* The job HUB: tell hubs and subscribers of the feeds what they wait for. */
#include <assert.h>

#include "base/clock.h"
#include "base/url.h"
#include "render/view.h"
#include "store/unit.h"
#include "work/hub_parts.h"
#include "work/visit.h"

/* A callback that does not answer takes its time; sources wait as long. */
enum { AT_ONCE = 32, PER_HOST = 8, CONNECT_SECONDS = 10, TOTAL_SECONDS = 20, MOST_MS = 120000 };
enum { ANSWER_MAX = 4096, FIRST_WAIT = 60, LONGEST_WAIT = 21600, PAUSE_SECONDS = 5 };

void hub_submit(struct hub_work *h, struct fetch_request request, fetch_done *done, void *user)
{
	request.stay = true;
	request.max_bytes = ANSWER_MAX;
	fetcher_submit(h->fetcher, &request, done, user);
}

void hub_ask_callback(
	struct hub_work *h, struct str callback, struct str parameters, fetch_done *done, void *user)
{
	bool has_query = str_find_char(callback, '?') != STR_NOT_FOUND;
	bool joined = str_ends(callback, S("?")) || str_ends(callback, S("&"));
	struct str url = str_printf(&h->a, STR_FMT "%s" STR_FMT, STR_ARG(callback),
		!has_query ? "?" :
			joined ? "" :
					 "&",
		STR_ARG(parameters));
	hub_submit(h, (struct fetch_request){.url = url}, done, user);
}

struct str hub_denial(struct hub_work *h, struct str topic)
{
	return str_printf(&h->a,
		"hub.mode=denied&hub.topic=" STR_FMT "&hub.reason="
		"This%%20feed%%20is%%20not%%20published%%20any%%20more",
		STR_ARG(url_encode(&h->a, topic)));
}

bool hub_is_well(const struct fetch_response *response)
{
	return !fetch_error_status(response) && response->status >= 200 && response->status < 300;
}

int64_t hub_wait(const struct fetch_response *response, long failures)
{
	int64_t wait = FIRST_WAIT;
	for (long i = 0; i < failures && wait < LONGEST_WAIT; i++)
		wait *= 2;
	if (response && response->retry_after > wait)
		wait = response->retry_after;
	return wait < LONGEST_WAIT ? wait : LONGEST_WAIT;
}

int64_t hub_again(
	const struct hub_work *h, const struct fetch_response *response, long failures, long tries)
{
	return failures + 1 >= tries ? NO_TIME :
								   store_clock(h->w->store) + hub_wait(response, failures);
}

void hub_kept(struct hub_work *h, bool kept, const struct err *err)
{
	if (!kept && !h->broken)
		*h->err = *err;
	h->broken = h->broken || !kept;
}

bool hub_run_part(
	struct hub_work *h, hub_part *part, const struct strs *allow, size_t *n, struct err *err)
{
	const struct fetch_options how = {.at_once = AT_ONCE,
		.per_host = PER_HOST,
		.allow = allow,
		.user_agent = run_user_agent(&h->a, h->w->site),
		.connect_seconds = CONNECT_SECONDS,
		.total_seconds = TOTAL_SECONDS,
		.meanwhile = work_publish_meanwhile,
		.user = h->w};
	h->fetcher = fetcher_new(&how, err);
	if (!h->fetcher)
		return false;
	bool well = part(h, n, err);
	if (well)
		fetcher_run(h->fetcher, h->w->stop);
	fetcher_free(h->fetcher);
	arena_reset(&h->a);
	return well && !h->broken;
}

/* The site's own network may be open to its sources (network.allow); strangers choose callbacks. */
static bool run_batch(struct hub_work *h, size_t *n, struct err *err)
{
	const struct site *site = h->w->site;
	*n = 0;
	return store_hub_expire(h->w->store, h->site_now, err) &&
		hub_run_part(h, hub_verify_due, &site->hub_allow, n, err) &&
		hub_run_part(h, hub_ping_due, &site->allow, n, err) &&
		hub_run_part(h, hub_deliver_due, &site->hub_allow, n, err);
}

static struct str outcome_of(struct arena *a, const struct hub_report *report)
{
	return str_printf(a,
		"%zu told to hubs, %zu delivered to subscribers, %zu callbacks asked, %zu "
		"failed",
		report->pings, report->deliveries, report->answers, report->failures);
}

/* Whoever asks meanwhile finds the job still open and only makes it due: so that is looked at in
 * the transaction that ends it. */
static bool end_job(struct hub_work *h, const struct job *job, struct err *err)
{
	struct store *s = h->w->store;
	struct str outcome = outcome_of(&h->a, &h->report);
	int64_t next, now = store_clock(s), soon = now + PAUSE_SECONDS;
	struct unit u;
	return unit_begin(&u, s, err) &&
		unit_end(&u,
			store_hub_next(s, &next, err) &&
				(next == NO_TIME ?
						store_job_finish(s, job, false, outcome, now, err) :
						store_job_later(s, job, next > soon ? next : soon, outcome, err)),
			err);
}

static bool hub_run(struct work *w, const struct job *job, struct err *err)
{
	struct hub_work h = {
		.w = w, .site_now = w->pinned ? w->now : store_clock(w->store), .err = err};
	struct arena a CLEANUP_ARENA = {0};
	const struct site *site = w->site;
	int64_t until = clock_ms() + MOST_MS;
	size_t n = 0;
	assert(job->kind == JOB_HUB);
	w->look_at = 0;
	h.own = site_own_hub(&a, site);
	bool well = store_hub_keep(
		w->store, view_link(&a, site->base_url), site->hub_urls, store_clock(w->store), err);
	do
		well = well && run_batch(&h, &n, err);
	while (well && n && !*w->stop && clock_ms() < until);
	well = well && end_job(&h, job, err);
	arena_free(&h.a);
	return well;
}

const struct work_job WORK_HUB = {hub_run};
