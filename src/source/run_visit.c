/* One visit of a run: requests and responses in turn, and what is remembered at its end. */
#include <assert.h>
#include <sodium.h>

#include "base/calendar.h"
#include "base/clock.h"
#include "base/url.h"
#include "fetch/retry.h"
#include "fetch/session.h"
#include "source/failure.h"
#include "source/run_parts.h"
#include "store/entry.h"
#include "store/pace.h"
#include "store/addition.h"

enum { MAX_BYTES = 32 << 20 }; /* of one document */
/* What one visit may take in all. A feed is one document. A service of many pages has a pace of its
 * own, and its first visit brings tens of thousands of records. */
enum { FEED_SECONDS = 120, SERVICE_SECONDS = 3600 };
static const size_t FEED_BYTES = 2 * (size_t)MAX_BYTES, SERVICE_BYTES = 64 * (size_t)MAX_BYTES;
/* When a source is visited again after this machine failed. */
enum { OURS_SECONDS = 60 };
/* When it is looked again whether editors want something, as long as they do. */
enum { WANTED_SECONDS = 60 };
/* How many records a watch knows besides its own. */
enum { OTHERS = 5 };
/* How many times rarer a source is visited while its hub tells of changes. */
enum { TOLD_FACTOR = 4 };

static void report_visit(struct run *run, const struct run_visit *v, const char *problem)
{
	run->report->sources++;
	if (problem) {
		run->report->failed++;
		err_set(&run->report->problem, "%s", problem);
	}
	if (run->options->progress)
		run->options->progress(run->options->user, run->report->sources,
			run->wanted.n - run->report->leased_elsewhere, v->visit.source->name, problem);
}

static struct str warnings_text(struct visit *visit)
{
	struct str text = STR_NONE;
	for (size_t i = 0; i < visit->warnings.n; i++)
		text = str_printf(&visit->arena, STR_FMT "%s" STR_FMT, STR_ARG(text), i ? "\n" : "",
			STR_ARG(visit->warnings.v[i]));
	return text;
}

/* Seconds between visits. They are rare while a hub tells of changes, and go on: a hub may forget
 * us, or miss a change. */
static int64_t every_of(const struct visit *visit)
{
	int64_t every = visit->source->every, rare = every * TOLD_FACTOR;
	int64_t most = every > CALENDAR_DAY ? every : CALENDAR_DAY;
	return !visit->told ? every : rare < most ? rare : most;
}

static struct source_state state_of_success(struct visit *visit)
{
	struct source_state state = visit->state;
	int64_t every = visit->kind->wanted ? WANTED_SECONDS : every_of(visit);
	state.failures = state.alike = 0;
	state.failure = SOURCE_FAILURE_NONE;
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
static struct source_state state_kept(const struct run_visit *v)
{
	struct source_state state = *state_before(v->run, v->visit.state.id);
	state.lease_token = v->visit.state.lease_token;
	return state;
}

static struct source_state state_of_failure(
	struct run_visit *v, const char *problem, int64_t retry_after)
{
	struct visit *visit = &v->visit;
	struct source_state state = state_kept(v);
	assert(visit->failure != SOURCE_FAILURE_NONE);
	state.gone = visit->state.gone;
	state.last_try = visit->now;
	state.failures++;
	state.alike = state.failure == visit->failure ? state.alike + 1 : 1;
	state.failure = visit->failure;
	state.problem = str_copy(&visit->arena, str_of(problem));
	state.next_due = visit->now +
		source_state_wait(state.failure, state.alike, visit->source->every, retry_after);
	return state;
}

void run_close_session(struct run_visit *v)
{
	fetch_session_free(v->session);
	v->session = NULL;
}

/* `problem` NULL: it went well. */
static void end_visit(struct run_visit *v, const char *problem, const struct source_state *state)
{
	struct run *run = v->run;
	assert(!v->ended);
	v->ended = true;
	run_close_session(v);
	run->open--;
	report_visit(run, v, problem);
	if (!batch_end_visit(&run->batch, &v->visit, state, !problem, &run->err))
		run->broken = true;
	run_take_more(run);
}

static void end_well(struct run_visit *v)
{
	struct source_state state = state_of_success(&v->visit);
	end_visit(v, NULL, &state);
}

/* What the response says of when to try again, unless the kind knows better. A document that broke
 * the reader will do so again. The address and the question were good a moment ago when others were
 * answered: a page that expired is no lasting failure. */
static enum source_failure failure_of(
	const struct run_visit *v, const struct err *problem, const struct fetch_response *response)
{
	if (problem->kind == ERR_READER)
		return SOURCE_FAILURE_LASTING;
	if (v->visit.failure != SOURCE_FAILURE_NONE)
		return v->visit.failure;
	return v->answered ? SOURCE_FAILURE_PASSING : failure_of_response(response);
}

/* What fails on this machine says nothing of the source: it is as if it had not been visited, and
 * is visited again in a minute. */
static void end_failed(
	struct run_visit *v, const struct err *problem, const struct fetch_response *response)
{
	struct source_state state;
	if (problem->kind == ERR_STORE || problem->kind == ERR_SYSTEM) {
		state = state_kept(v);
		state.next_due = v->visit.now + OURS_SECONDS;
	} else {
		v->visit.failure = failure_of(v, problem, response);
		state = state_of_failure(v, problem->text, response->retry_after);
	}
	end_visit(v, problem->text, &state);
}

static void on_response(void *user, const struct fetch_response *response);

/* Milliseconds between two requests to the service of the request. */
static long interval_of(struct run_visit *v)
{
	struct url url;
	bool here = url_parse(&v->visit.arena, v->request.url, &url) &&
		!site_pauses_at(v->run->site, url.host);
	return here ? 0 : v->visit.kind->interval_ms(&v->visit);
}

/* Books the next time at which the service may be asked. It is booked when the request is about to
 * go: one that waits to be sent again holds up no other source of the service. */
static int64_t take_pace(void *user)
{
	struct run_visit *v = user;
	struct run *run = v->run;
	int64_t wait = 0;
	if (!run->broken &&
		!store_pace_take(
			run->store, source_kind_pace(v->visit.source->kind), interval_of(v), &wait, &run->err))
		run->broken = true;
	return clock_ms() + wait;
}

/* Sends the request no earlier than after the delay, nor than the service's pace allows. */
static void submit(struct run_visit *v, int64_t delay_ms)
{
	v->request.session = v->session;
	v->request.not_before = clock_ms() + delay_ms;
	v->request.pace = v->visit.kind->interval_ms ? take_pace : NULL;
	fetcher_submit(v->run->fetcher, &v->request, on_response, v);
}

/* Retry-After of 429 and 503 is said of whoever asks (RFC 6585 section 4, RFC 9110 section
 * 15.6.4): no source of the service asks before. The pause before a try that we made up is the
 * request's own. */
static void hold_service(struct run_visit *v, const struct fetch_response *response, int64_t delay)
{
	struct run *run = v->run;
	bool asked = response->retry_after > 0 && (response->status == 429 || response->status == 503);
	if (asked && v->visit.kind->interval_ms &&
		!store_pace_hold(run->store, source_kind_pace(v->visit.source->kind), delay, &run->err))
		run->broken = true;
}

/* Sends the next request; false when there is none. */
static bool ask_next(struct run_visit *v)
{
	v->request = (struct fetch_request){0};
	assert(!v->run->broken);
	if (!v->visit.kind->ask(&v->visit, &v->request))
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
	if (v->visit.kind->once || !retry_makes_sense(response))
		return false;
	int64_t delay = retry_delay(response, v->attempt + 1, randombytes_random());
	if (delay < 0 || !fetch_session_wait(v->session, delay))
		return false;
	v->attempt++;
	hold_service(v, response, delay);
	submit(v, delay);
	return true;
}

/* Once the store has failed, nothing more is asked or kept, and no visit comes to its end: all of
 * them are made again. */
static void on_response(void *user, const struct fetch_response *response)
{
	struct run_visit *v = user;
	struct run *run = v->run;
	struct arena arena = {0};
	struct source_answer answer = {0};
	struct err problem = {0};
	assert(!v->ended);
	run_renew_leases(run);
	if (run->broken || retry(v, response))
		return;
	v->visit.failure = SOURCE_FAILURE_NONE;
	bool well = v->visit.kind->take(&v->visit, response, &arena, &answer, &problem);
	if (!batch_add(&run->batch, &v->visit, &arena, &answer, &run->err))
		run->broken = true;
	if (run->broken)
		return;
	v->answered |= well;
	if (!well)
		end_failed(v, &problem, response);
	else if (!ask_next(v))
		end_well(v);
}

/* What other sources miss of the records is asked for as well: it may come by itself. */
static bool read_watched(struct run_visit *v, struct err *err)
{
	struct visit *visit = &v->visit;
	struct store *store = v->run->store;
	const struct kind *kind = visit->kind;
	if (kind->watch->kind == WATCH_WORKS)
		return store_watch_list(store, &visit->arena, kind->watch, INT64_MAX, &visit->known, err) &&
			store_watch_given(store, &visit->arena, kind->watch, &visit->given, err) &&
			store_missing_list(store, &visit->arena, visit->state.id, &visit->missing, err);
	return store_watch_list(store, &visit->arena, kind->watch, INT64_MAX, &visit->known, err) &&
		store_watch_list(
			store, &visit->arena, kind->watch, visit->now - kind->look_every, &visit->due, err) &&
		store_watch_others(store, &visit->arena, kind->watch, OTHERS, &visit->others, err) &&
		store_missing_watched(store, &visit->arena, (int)kind->watch->kind, &visit->missing, err);
}

static bool read_wanted(struct run_visit *v, struct err *err)
{
	struct visit *visit = &v->visit;
	struct store *store = v->run->store;
	struct str word = str_of(source_kind_word(visit->source->kind));
	return store_addition_due(store, &visit->arena, word, visit->now, &visit->additions, err) &&
		store_watch_others(store, &visit->arena, visit->kind->wanted, OTHERS, &visit->others, err);
}

static bool read_tracked(struct run_visit *v, struct err *err)
{
	struct visit *visit = &v->visit;
	struct store *store = v->run->store;
	if (visit->kind->watch)
		return read_watched(v, err);
	if (visit->kind->wanted)
		return read_wanted(v, err);
	return store_entry_natives(store, &visit->arena, visit->state.id, &visit->known, err) &&
		store_missing_list(store, &visit->arena, visit->state.id, &visit->missing, err);
}

static const struct websub_delivery *delivery_of(const struct run_visit *v)
{
	const struct websub_deliveries *all = v->run->options->deliveries;
	bool feed = v->visit.source->kind == SOURCE_FEED;
	for (size_t i = 0; feed && all && i < all->n; i++)
		if (all->v[i].source == v->visit.state.id)
			return &all->v[i];
	return NULL;
}

/* A document that the hub delivered is read as an answer. What the source is known by stays as it
 * was. Where it cannot be read, the source is asked itself, now. */
static void take_delivery(struct run_visit *v)
{
	struct run *run = v->run;
	const struct websub_delivery *d = v->visit.delivery;
	const struct fetch_response response = {.outcome = FETCH_DONE,
		.status = 200,
		.body = d->body,
		.content_type = d->type,
		.url = d->url,
		.retry_after = -1,
		.max_age = -1};
	struct arena arena = {0};
	struct source_answer answer = {0};
	struct err problem = {0};
	struct source_state state = state_kept(v);
	bool well = v->visit.kind->take(&v->visit, &response, &arena, &answer, &problem);
	if (!batch_add(&run->batch, &v->visit, &arena, &answer, &run->err))
		run->broken = true;
	if (run->broken)
		return;
	if (!well)
		state.next_due = v->visit.now;
	end_visit(v, well ? NULL : problem.text, &state);
}

bool run_begin_visit(struct run_visit *v, struct err *err)
{
	struct visit *visit = &v->visit;
	/* What editors ask for is news, however old. */
	visit->first = visit->state.last_success == NO_TIME && !visit->kind->wanted;
	/* Marks that a wrong clock set ahead would pass over all that comes until then: everything is
	 * asked for anew. */
	if (source_state_is_ahead(&visit->state, visit->now))
		visit->state.new_mark = visit->state.changed_mark = STR_NONE;
	if ((visit->kind->tracks && !read_tracked(v, err)) ||
		!store_websub_tells(v->run->store, visit->state.id, visit->now, &visit->told, err))
		return false;
	bool service = visit->kind->interval_ms != NULL;
	v->session = fetch_session_new(
		service ? SERVICE_SECONDS : FEED_SECONDS, service ? SERVICE_BYTES : FEED_BYTES);
	assert(visit->kind->begin && visit->kind->ask && visit->kind->take);
	visit->kind->begin(visit);
	visit->delivery = delivery_of(v);
	if (visit->delivery)
		take_delivery(v);
	else if (!ask_next(v))
		end_well(v);
	return true;
}
