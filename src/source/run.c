#include "source/run.h"

#include <assert.h>
#include <time.h>

#include "base/clock.h"
#include "source/run_parts.h"
#include "store/lease.h"

enum { LEASE_SECONDS = 1800, RENEW_MS = LEASE_SECONDS * 1000 / 4, PER_HOST = 2 };

static bool renew_all(struct run *run, struct err *err)
{
	const struct lease lease = {time(NULL), LEASE_SECONDS};
	if (!store_begin(run->store, err))
		return false;
	bool well = true;
	for (size_t i = 0; i < run->visit_count && well; i++)
		if (!run->visits[i].ended)
			well = store_source_renew(run->store, &run->visits[i].visit.state, lease, err);
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

/* Begins all visits and sees them through. */
static bool make_visits(struct run *run, const struct source_states *taken, struct err *err)
{
	if (taken->n && !start_reader(run, err))
		return false;
	for (size_t i = 0; i < taken->n && !run->broken; i++) {
		const struct source *source = site_source(run->site, taken->v[i].name);
		assert(source); /* run_sync left only sources of the configuration active */
		run->visits[i] = (struct run_visit){.run = run,
			.visit = {.site = run->site,
				.source = source,
				.kind = kind_of(source->kind),
				.reader = run->reader,
				.state = taken->v[i],
				.now = run->options->now}};
		if (!run_begin_visit(&run->visits[i], err))
			return false;
	}
	fetcher_run(run->fetcher, run->options->stop);
	if (!run->broken)
		return batch_store(&run->batch, err);
	*err = run->err;
	return false;
}

/* Frees the visits that were broken off, or whose end could not be stored, so that somebody else
 * may make them at once. The first error counts. */
static bool release_visits(
	struct run *run, const struct source_states *taken, bool well, struct err *err)
{
	bool stored = well;
	for (size_t i = 0; i < taken->n; i++) {
		struct run_visit *v = &run->visits[i];
		if (v->ended && stored)
			continue;
		run_close_session(v);
		if (!v->ended)
			arena_free(&v->visit.arena);
		if (!store_source_release(run->store, &taken->v[i], well ? err : NULL))
			well = false;
	}
	return well;
}

/* Leases the sources that are to be visited. They are looked at again and leased in one
 * transaction: one that another worker visited since the list was made is no longer due. */
static bool lease_wanted(
	struct run *run, struct arena *a, struct source_states *taken, struct err *err)
{
	const struct lease lease = {time(NULL), LEASE_SECONDS};
	struct ids wanted = {0};
	if (!store_begin(run->store, err))
		return false;
	bool well = store_source_list(run->store, a, &run->all, err);
	if (well) {
		wanted.v = arena_array(a, run->all.n, sizeof *wanted.v);
		wanted.n = run_choose(run, wanted.v);
		well = !wanted.n || store_source_lease(run->store, a, &wanted, lease, taken, err);
	}
	well = well && store_commit(run->store, err);
	if (!well)
		store_rollback(run->store);
	assert(!well || taken->n <= wanted.n);
	run->report->leased_elsewhere = wanted.n - taken->n;
	return well;
}

static bool visit_all(struct run *run, struct arena *a, struct err *err)
{
	struct source_states taken = {0};
	if (!lease_wanted(run, a, &taken, err))
		return false;
	run->visits = arena_array(a, taken.n, sizeof *run->visits);
	run->visit_count = taken.n;
	run->renew_at = clock_ms() + RENEW_MS;
	bool well = make_visits(run, &taken, err);
	return release_visits(run, &taken, well, err);
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
	struct run run = {.site = site, .store = store, .options = options, .report = report};
	run.batch = (struct batch){
		.store = store, .site = site, .now = options->now, .counts = &report->counts};
	if (!run_check_names(&run, err) || !store_lease_free(store, err) ||
		!run_sync(site, store, &a, &run.all, err))
		return false;
	struct fetch_options how = {.at_once = site->at_once,
		.per_host = PER_HOST,
		.allow = &site->allow,
		.user_agent = run_user_agent(&a, site),
		.meanwhile = run_meanwhile,
		.user = &run};
	run.fetcher = fetcher_new(&how, err);
	bool well = run.fetcher && visit_all(&run, &a, err);
	batch_free(&run.batch);
	reader_free(run.reader);
	fetcher_free(run.fetcher);
	return well;
}
