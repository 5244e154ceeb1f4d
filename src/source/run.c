#include "source/run.h"

#include <limits.h>
#include <sodium.h>
#include <time.h>

#include "config/config.h"
#include "fetch/retry.h"
#include "source/harvest.h"
#include "source/kind.h"
#include "store/entry.h"

enum {
	LEASE_SECONDS = 1800,
	AHEAD_SECONDS = 3600,
	MAX_BYTES = 32 << 20,
	PER_HOST = 2,
};

struct run {
	const struct site *site;
	struct store *store;
	const struct run_options *options;
	struct run_report *report;
	struct fetcher *fetcher;
	struct granary granary;   /* answers that wait to be stored */
	struct source_states all; /* every active source, from before */
	struct journey *journeys;
	size_t visits;    /* of them, the array's length */
	int64_t renew_at; /* fetch_clock() when the leases are to be made longer */
	bool broken;      /* the store failed: nothing more is begun */
	struct err err;
};

/* A visit on its way, and what the runner keeps beside it. */
struct journey {
	struct visit visit;
	struct run *run;
	struct fetch_request request;
	int attempt;
	bool ended;
};

static int64_t wall_ms(void)
{
	struct timespec t;
	clock_gettime(CLOCK_REALTIME, &t);
	return t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

static void run_break(struct run *run)
{
	run->broken = true;
}

static void report_visit(struct run *run, const struct journey *journey, const char *problem)
{
	run->report->sources++;
	run->report->failed += problem != NULL;
	if (run->options->progress)
		run->options->progress(run->options->user, run->report->sources, run->visits,
			journey->visit.source->name, problem);
}

/* A last visit in the future: the clock was wrong then, or is now. Another worker, who began a
 * little later, may have been there meanwhile. */
static bool clock_went_back(const struct source_state *state, int64_t now)
{
	return state->last_try != NO_TIME && state->last_try > now + AHEAD_SECONDS;
}

int64_t run_due(const struct source_state *state, int64_t now)
{
	if (state->gone || state->paused_by.n)
		return NO_TIME;
	return state->next_due < now || clock_went_back(state, now) ? now : state->next_due;
}

static struct str warnings_text(struct visit *visit)
{
	struct str text = STR_NONE;
	for (size_t i = 0; i < visit->warnings.n; i++)
		text = text.n ? str_printf(&visit->arena, STR_FMT "\n" STR_FMT, STR_ARG(text),
							STR_ARG(visit->warnings.v[i])) :
						visit->warnings.v[i];
	return text;
}

/* The visit is over: what the store will remember of it. `problem` NULL: it went well. */
static struct source_state closing_state(
	const struct journey *journey, const char *problem, int64_t retry_after)
{
	struct visit *visit = (struct visit *)&journey->visit;
	struct source_state state = visit->state;
	state.last_try = visit->now;
	if (!problem) {
		state.failures = 0;
		state.gone = false;
		state.problem = STR_NONE;
		state.warning = warnings_text(visit);
		state.last_success = visit->now;
		state.next_due = visit->now +
			(visit->next_in > visit->source->every ? visit->next_in : visit->source->every);
		return state;
	}
	/* Validators and marks stay as they were before the visit; that a feed is gone is remembered.
	 */
	for (size_t i = 0; i < journey->run->all.n; i++)
		if (journey->run->all.v[i].id == state.id) {
			state = journey->run->all.v[i];
			state.lease_token = visit->state.lease_token;
			state.gone = visit->state.gone;
		}
	state.last_try = visit->now;
	state.failures++;
	state.problem = str_copy(&visit->arena, str_of(problem));
	state.next_due = visit->now +
		retry_next_visit(visit->source->every, state.failures, retry_after);
	return state;
}

static void journey_end(struct journey *journey, const char *problem, int64_t retry_after)
{
	struct run *run = journey->run;
	struct source_state state = closing_state(journey, problem, retry_after);
	journey->ended = true;
	report_visit(run, journey, problem);
	struct arena nothing = {0};
	if (!granary_close(&run->granary, &journey->visit, &nothing, &state, &run->err))
		run_break(run);
}

static void on_response(void *user, const struct fetch_response *response);

static void submit(struct journey *journey, int64_t delay_ms)
{
	struct run *run = journey->run;
	const struct source_kind *kind = journey->visit.kind;
	journey->request.not_before = fetch_clock() + delay_ms;
	if (kind->interval_ms) {
		int64_t now = wall_ms(), at = now;
		if (!store_pace_take(run->store, source_type_word(journey->visit.source->type),
				kind->interval_ms(&journey->visit), now + delay_ms, &at, &run->err))
			run_break(run);
		journey->request.not_before = fetch_clock() + (at - now);
	}
	fetcher_submit(run->fetcher, &journey->request, on_response, journey);
}

/* Asks the next question of the conversation; false when there is none. */
static bool journey_ask(struct journey *journey)
{
	journey->request = (struct fetch_request){0};
	if (journey->run->broken || !journey->visit.kind->ask(&journey->visit, &journey->request))
		return false;
	if (!journey->request.max_bytes)
		journey->request.max_bytes = MAX_BYTES;
	journey->attempt = 1;
	submit(journey, 0);
	return true;
}

static bool leases_renew(struct run *run, struct err *err)
{
	if (!store_begin(run->store, err))
		return false;
	bool well = true;
	for (size_t i = 0; i < run->visits && well; i++)
		if (!run->journeys[i].ended)
			well = store_source_renew(
				run->store, &run->journeys[i].visit.state, time(NULL), LEASE_SECONDS, err);
	if (well && store_commit(run->store, err))
		return true;
	store_rollback(run->store);
	return false;
}

/* Leases end for workers that died, not for slow ones: a first search brings thousands of records,
 * and the last of many sources waits long for its turn. */
static void renew_when_due(struct run *run)
{
	int64_t now = fetch_clock();
	if (run->broken || now < run->renew_at)
		return;
	run->renew_at = now + LEASE_SECONDS * 1000 / 4;
	if (!leases_renew(run, &run->err))
		run_break(run);
}

static void on_response(void *user, const struct fetch_response *response)
{
	struct journey *journey = user;
	struct run *run = journey->run;
	renew_when_due(run);
	int64_t delay = retry_makes_sense(response) ?
		retry_delay(response, journey->attempt + 1, randombytes_random()) :
		-1;
	if (delay >= 0 && !run->broken) {
		journey->attempt++;
		submit(journey, delay);
		return;
	}
	struct arena arena = {0};
	struct harvest harvest = {0};
	struct err problem = {0};
	bool well = journey->visit.kind->answer(&journey->visit, response, &arena, &harvest, &problem);
	if (!granary_add(&run->granary, &journey->visit, &arena, &harvest, &run->err))
		run_break(run);
	if (!well)
		journey_end(journey, problem.text, response->retry_after);
	else if (!journey_ask(journey))
		journey_end(journey, run->broken ? run->err.text : NULL, -1);
}

static bool begin_visit(struct journey *journey, struct err *err)
{
	struct visit *visit = &journey->visit;
	visit->first = visit->state.last_success == NO_TIME;
	/* Marks that a wrong clock set ahead would pass over all that comes until then: everything is
	 * asked for anew. */
	if (clock_went_back(&visit->state, visit->now))
		visit->state.new_mark = visit->state.changed_mark = STR_NONE;
	if (visit->kind->tracks &&
		!store_entry_natives(
			journey->run->store, &visit->arena, visit->state.id, &visit->known, err))
		return false;
	visit->kind->begin(visit);
	if (!journey_ask(journey))
		journey_end(journey, NULL, -1);
	return true;
}

static bool is_named(const struct run_options *options, struct str name)
{
	for (size_t i = 0; i < options->names.n; i++)
		if (str_ieq(options->names.v[i], name))
			return true;
	return false;
}

static bool names_are_known(const struct run *run, struct err *err)
{
	for (size_t i = 0; i < run->options->names.n; i++) {
		bool found = false;
		for (size_t j = 0; j < run->site->source_count && !found; j++)
			found = str_ieq(run->options->names.v[i], run->site->sources[j].name);
		if (!found)
			return err_set(err,
				"there is no source called “" STR_FMT "”; `tidings sources` lists them",
				STR_ARG(run->options->names.v[i]));
	}
	return true;
}

/* A source is visited when it was asked for by name, or is due. */
static size_t choose(const struct run *run, int64_t *ids)
{
	size_t n = 0;
	for (size_t i = 0; i < run->all.n; i++) {
		const struct source_state *state = &run->all.v[i];
		bool due = run_due(state, run->options->now) == run->options->now;
		if (run->options->names.n ? is_named(run->options, state->name) : due)
			ids[n++] = state->id;
	}
	return n;
}

bool run_sync(const struct site *site, struct store *store, struct arena *a,
	struct source_states *out, struct err *err)
{
	struct source_seed *seeds = arena_array(a, site->source_count, sizeof *seeds);
	for (size_t i = 0; i < site->source_count; i++) {
		const struct source *source = &site->sources[i];
		seeds[i] = (struct source_seed){
			source->name, str_of(source_type_word(source->type)), config_fingerprint(a, source)};
	}
	return store_source_sync(store, seeds, site->source_count, err) &&
		store_source_list(store, a, out, err);
}

static struct str user_agent(struct arena *a, const struct site *site)
{
	return str_printf(a, "Tidings/%s (+" STR_FMT "; " STR_FMT ")", TIDINGS_VERSION,
		STR_ARG(site->base_url), STR_ARG(site->email));
}

/* Begins all visits and sees them through. */
static bool make_visits(struct run *run, const struct source_states *taken, struct err *err)
{
	for (size_t i = 0; i < taken->n; i++) {
		const struct source *source = site_source(run->site, taken->v[i].name);
		struct journey *journey = &run->journeys[i];
		*journey = (struct journey){.run = run,
			.visit = {.site = run->site,
				.source = source,
				.kind = source_kind_of(source->type),
				.state = taken->v[i],
				.now = run->options->now}};
		if (!begin_visit(journey, err))
			return false;
	}
	fetcher_run(run->fetcher, run->options->stop);
	if (!run->broken)
		return granary_store(&run->granary, err);
	*err = run->err;
	return false;
}

static bool visit_all(struct run *run, struct arena *a, struct err *err)
{
	int64_t *ids = arena_array(a, run->all.n, sizeof *ids);
	size_t n = choose(run, ids);
	struct source_states taken = {0};
	if (n && !store_source_lease(run->store, a, ids, n, time(NULL), LEASE_SECONDS, &taken, err))
		return false;
	run->report->leased_elsewhere = n - taken.n;
	run->journeys = arena_array(a, taken.n, sizeof *run->journeys);
	run->visits = taken.n;
	run->renew_at = fetch_clock() + LEASE_SECONDS * 1000 / 4;
	bool well = make_visits(run, &taken, err);
	for (size_t i = 0; i < taken.n; i++)
		if (!run->journeys[i].ended) { /* broken off: somebody else may visit it at once */
			arena_free(&run->journeys[i].visit.arena);
			if (!store_source_release(run->store, &taken.v[i], well ? err : NULL))
				well = false;
		}
	return well;
}

bool run_sources(const struct site *site, struct store *store, const struct run_options *options,
	struct run_report *report, struct err *err)
{
	struct arena a CLEANUP_ARENA = {0};
	*report = (struct run_report){0};
	struct run run = {.site = site, .store = store, .options = options, .report = report};
	run.granary = (struct granary){
		.store = store, .site = site, .now = options->now, .counts = &report->counts};
	if (!names_are_known(&run, err) || !run_sync(site, store, &a, &run.all, err))
		return false;
	struct fetch_options how = {.at_once = site->at_once,
		.per_host = PER_HOST,
		.allow = &site->allow,
		.user_agent = user_agent(&a, site)};
	run.fetcher = fetcher_new(&how, err);
	bool well = run.fetcher && visit_all(&run, &a, err);
	granary_free(&run.granary);
	fetcher_free(run.fetcher);
	return well;
}
