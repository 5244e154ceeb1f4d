#include "source/run.h"

#include <assert.h>

#include "base/clock.h"
#include "source/run_parts.h"
#include "store/lease.h"

enum { LEASE_SECONDS = 1800, RENEW_MS = LEASE_SECONDS * 1000 / 4, PER_HOST = 2 };

static bool renew_all(struct run *run, struct err *err)
{
	if (!store_begin(run->store, err))
		return false;
	bool well = true;
	for (size_t i = 0; i < run->visit_count && well; i++)
		if (!run->visits[i].ended)
			well = store_source_renew(run->store, &run->visits[i].visit.state, LEASE_SECONDS, err);
	if (well && store_commit(run->store, err))
		return true;
	store_rollback(run->store);
	return false;
}

/* Leases are to end for workers that died, not for slow ones: a first search brings thousands of
 * records, and the last of many sources waits long for its turn. */
void run_renew_leases(struct run *run)
{
	int64_t now = clock_ms();
	if (run->broken || now < run->renew_at)
		return;
	run->renew_at = now + RENEW_MS;
	if (!renew_all(run, &run->err))
		run->broken = true;
}

struct str run_user_agent(struct arena *a, const struct site *site)
{
	return str_printf(a, "Tidings/%s (+" STR_FMT "; " STR_FMT ")", TIDINGS_VERSION,
		STR_ARG(site->base_url), STR_ARG(site->email));
}

static bool start_reader(struct run *run, struct err *err)
{
	const struct reader_options how = {
		.meanwhile = run->options->meanwhile, .user = run->options->user};
	run->reader = reader_new(&how, err);
	return run->reader != NULL;
}

/* Takes the next sources and begins their visits. */
static bool take_portion(struct run *run, size_t most, struct err *err)
{
	size_t left = run->wanted.n - run->asked;
	const struct source_states portion = {run->wanted.v + run->asked, left < most ? left : most};
	struct source_states taken;
	if (!store_source_lease(run->store, run->a, &portion, LEASE_SECONDS, &taken, err))
		return false;
	run->asked += portion.n;
	run->report->leased_elsewhere += portion.n - taken.n;
	run->open += taken.n;
	size_t first = run->visit_count;
	run->visit_count += taken.n;
	for (size_t i = 0; i < taken.n; i++) {
		const struct source *source = site_source(run->site, taken.v[i].name);
		assert(source); /* run_sync left only sources of the configuration active */
		run->visits[first + i] = (struct run_visit){.run = run,
			.visit = {.site = run->site,
				.source = source,
				.kind = kind_of(source->kind),
				.reader = run->reader,
				.state = taken.v[i],
				.now = run->options->now}};
	}
	bool well = true;
	for (size_t i = 0; i < taken.n && well && !run->broken; i++)
		well = run_begin_visit(&run->visits[first + i], err);
	return well;
}

/* Not more than can soon be visited: what is left is for another worker that has the time. A visit
 * that asks nothing ends while it begins, so this comes back to itself. */
void run_take_more(struct run *run)
{
	size_t at_once = (size_t)run->site->at_once, most = 2 * at_once;
	if (run->taking)
		return;
	run->taking = true;
	while (!run->broken && run->asked < run->wanted.n && run->open < most - at_once / 2)
		if (!take_portion(run, most - run->open, &run->err))
			run->broken = true;
	run->taking = false;
}

/* Makes all visits and sees them through. */
static bool make_visits(struct run *run, struct err *err)
{
	if (run->wanted.n && !start_reader(run, err))
		return false;
	run_take_more(run);
	if (!run->broken)
		fetcher_run(run->fetcher, run->options->stop);
	if (!run->broken)
		return batch_store(&run->batch, err);
	*err = run->err;
	return false;
}

/* Frees the visits that were broken off, or whose end could not be stored, so that somebody else
 * may make them at once. The first error counts. */
static bool release_visits(struct run *run, bool well, struct err *err)
{
	bool stored = well;
	for (size_t i = 0; i < run->visit_count; i++) {
		struct run_visit *v = &run->visits[i];
		struct source_state state = v->visit.state;
		if (v->ended && stored)
			continue;
		run_close_session(v);
		if (!v->ended)
			arena_free(&v->visit.arena);
		if (!store_source_release(run->store, &state, well ? err : NULL))
			well = false;
	}
	return well;
}

static bool visit_all(struct run *run, struct err *err)
{
	run_choose(run);
	run->visits = arena_array(run->a, run->wanted.n, sizeof *run->visits);
	run->renew_at = clock_ms() + RENEW_MS;
	bool well = make_visits(run, err);
	return release_visits(run, well, err);
}

/* While nothing comes: what came already is stored all the same. */
static void run_meanwhile(void *user)
{
	struct run *run = user;
	if (!run->broken && !batch_store_due(&run->batch, &run->err))
		run->broken = true;
	if (run->options->meanwhile)
		run->options->meanwhile(run->options->user);
}

bool run_sources(const struct site *site, struct store *store, const struct run_options *options,
	struct run_report *report, struct err *err)
{
	struct arena a CLEANUP_ARENA = {0};
	*report = (struct run_report){0};
	struct run run = {.site = site, .store = store, .options = options, .report = report, .a = &a};
	run.batch = (struct batch){
		.store = store, .site = site, .now = options->now, .counts = &report->counts};
	if (!run_check_names(&run, err) || !store_lease_free(store, LEASED_SOURCES, err) ||
		!run_sync(site, store, &a, &run.all, err))
		return false;
	struct fetch_options how = {.at_once = site->at_once,
		.per_host = PER_HOST,
		.allow = &site->allow,
		.user_agent = run_user_agent(&a, site),
		.meanwhile = run_meanwhile,
		.user = &run};
	run.fetcher = fetcher_new(&how, err);
	bool well = run.fetcher && visit_all(&run, err);
	batch_free(&run.batch);
	reader_free(run.reader);
	fetcher_free(run.fetcher);
	return well;
}
