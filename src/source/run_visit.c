/* One visit of a run: requests and responses in turn, and what is remembered at its end. */
#include <assert.h>
#include <sodium.h>

#include "base/clock.h"
#include "fetch/retry.h"
#include "fetch/session.h"
#include "source/run_parts.h"
#include "store/entry.h"

enum { MAX_BYTES = 32 << 20 }; /* of one document */
/* What one visit may take in all. A feed is one document. A service of many pages has a pace of its
 * own, and its first visit brings tens of thousands of records. */
enum { FEED_SECONDS = 120, SERVICE_SECONDS = 3600 };
static const size_t FEED_BYTES = 2 * (size_t)MAX_BYTES, SERVICE_BYTES = 64 * (size_t)MAX_BYTES;

static void report_visit(struct run *run, const struct run_visit *v, const char *problem)
{
	run->report->sources++;
	run->report->failed += problem != NULL;
	if (run->options->progress)
		run->options->progress(run->options->user, run->report->sources, run->visit_count,
			v->visit.source->name, problem);
}

static struct str warnings_text(struct visit *visit)
{
	struct str text = STR_NONE;
	for (size_t i = 0; i < visit->warnings.n; i++)
		text = str_printf(&visit->arena, STR_FMT "%s" STR_FMT, STR_ARG(text), i ? "\n" : "",
			STR_ARG(visit->warnings.v[i]));
	return text;
}

static struct source_state state_of_success(struct visit *visit)
{
	struct source_state state = visit->state;
	int64_t every = visit->source->every;
	state.failures = 0;
	state.gone = false;
	state.problem = STR_NONE;
	state.warning = warnings_text(visit);
	state.last_try = state.last_success = visit->now;
	state.next_due = visit->now + (visit->next_in > every ? visit->next_in : every);
	return state;
}

static const struct source_state *state_before(const struct run *run, int64_t id)
{
	size_t i = 0;
	while (i < run->all.n && run->all.v[i].id != id)
		i++;
	assert(i < run->all.n); /* what was leased was chosen from them */
	return &run->all.v[i];
}

/* Validators and marks stay as they were before the visit. */
static struct source_state state_of_failure(
	struct run_visit *v, const char *problem, int64_t retry_after)
{
	struct visit *visit = &v->visit;
	struct source_state state = *state_before(v->run, visit->state.id);
	state.lease_token = visit->state.lease_token;
	state.gone = visit->state.gone;
	state.last_try = visit->now;
	state.failures++;
	state.problem = str_copy(&visit->arena, str_of(problem));
	state.next_due = visit->now +
		retry_next_visit(visit->source->every, state.failures, retry_after);
	return state;
}

void run_close_session(struct run_visit *v)
{
	fetch_session_free(v->session);
	v->session = NULL;
}

/* `problem` NULL: it went well. */
static void end_visit(struct run_visit *v, const char *problem, int64_t retry_after)
{
	struct run *run = v->run;
	assert(!v->ended);
	struct source_state state = problem ? state_of_failure(v, problem, retry_after) :
										  state_of_success(&v->visit);
	v->ended = true;
	run_close_session(v);
	report_visit(run, v, problem);
	if (!batch_end_visit(&run->batch, &v->visit, &state, &run->err))
		run->broken = true;
}

static void on_response(void *user, const struct fetch_response *response);

/* Sends the request no earlier than after the delay, nor than the service's pace allows. */
static void submit(struct run_visit *v, int64_t delay_ms)
{
	struct run *run = v->run;
	const struct source_kind *kind = v->visit.kind;
	v->request.session = v->session;
	v->request.not_before = clock_ms() + delay_ms;
	if (kind->interval_ms) {
		int64_t now = clock_wall_ms(), at = now;
		if (!store_pace_take(run->store, source_type_word(v->visit.source->type),
				kind->interval_ms(&v->visit), now + delay_ms, &at, &run->err))
			run->broken = true;
		v->request.not_before = clock_ms() + (at - now);
	}
	fetcher_submit(run->fetcher, &v->request, on_response, v);
}

/* Sends the next request; false when there is none. */
static bool ask_next(struct run_visit *v)
{
	v->request = (struct fetch_request){0};
	if (v->run->broken || !v->visit.kind->ask(&v->visit, &v->request))
		return false;
	if (!v->request.max_bytes)
		v->request.max_bytes = MAX_BYTES;
	v->attempt = 1;
	submit(v, 0);
	return true;
}

/* False when it is not to be sent again. */
static bool retry(struct run_visit *v, const struct fetch_response *response)
{
	if (v->run->broken || !retry_makes_sense(response))
		return false;
	int64_t delay = retry_delay(response, v->attempt + 1, randombytes_random());
	if (delay < 0 || !fetch_session_wait(v->session, delay))
		return false;
	v->attempt++;
	submit(v, delay);
	return true;
}

static void on_response(void *user, const struct fetch_response *response)
{
	struct run_visit *v = user;
	struct run *run = v->run;
	struct arena arena = {0};
	struct source_answer answer = {0};
	struct err problem = {0};
	assert(!v->ended);
	run_renew_leases(run);
	if (retry(v, response))
		return;
	bool well = v->visit.kind->take(&v->visit, response, &arena, &answer, &problem);
	if (!batch_add(&run->batch, &v->visit, &arena, &answer, &run->err))
		run->broken = true;
	if (!well)
		end_visit(v, problem.text, response->retry_after);
	else if (!ask_next(v))
		end_visit(v, run->broken ? run->err.text : NULL, -1);
}

bool run_begin_visit(struct run_visit *v, struct err *err)
{
	struct visit *visit = &v->visit;
	visit->first = visit->state.last_success == NO_TIME;
	/* Marks that a wrong clock set ahead would pass over all that comes until then: everything is
	 * asked for anew. */
	if (source_state_is_ahead(&visit->state, visit->now))
		visit->state.new_mark = visit->state.changed_mark = STR_NONE;
	if (visit->kind->tracks &&
		!store_entry_natives(v->run->store, &visit->arena, visit->state.id, &visit->known, err))
		return false;
	bool service = visit->kind->interval_ms != NULL;
	v->session = fetch_session_new(
		service ? SERVICE_SECONDS : FEED_SECONDS, service ? SERVICE_BYTES : FEED_BYTES);
	visit->kind->begin(visit);
	if (!ask_next(v))
		end_visit(v, NULL, -1);
	return true;
}
