/* Which sources a run visits. */
#include <assert.h>

#include "config/config.h"
#include "source/run_parts.h"
#include "store/addition.h"

static bool is_named(const struct run_options *options, struct str name)
{
	for (size_t i = 0; i < options->names.n; i++)
		if (str_ieq(options->names.v[i], name))
			return true;
	return false;
}

/* A watch is one of them when it has something to watch. */
static bool is_known(const struct run *run, struct str name)
{
	for (size_t i = 0; i < run->site->source_count; i++)
		if (str_ieq(run->site->sources[i].name, name))
			return true;
	for (size_t i = 0; i < SOURCE_KIND_COUNT; i++)
		if (str_ieq(run->site->built_in[i].name, name))
			return true;
	return false;
}

bool run_check_names(const struct run *run, struct err *err)
{
	const struct strs *names = &run->options->names;
	for (size_t i = 0; i < names->n; i++)
		if (!is_known(run, names->v[i]))
			return err_set(err,
				"there is no source called “" STR_FMT "”; `tidings sources` lists them",
				STR_ARG(names->v[i]));
	return true;
}

void run_choose(struct run *run)
{
	const struct run_options *options = run->options;
	run->wanted = (struct source_states){arena_array(run->a, run->all.n, sizeof *run->wanted.v), 0};
	for (size_t i = 0; i < run->all.n; i++) {
		const struct source_state *state = &run->all.v[i];
		bool due = source_state_due(state, options->now) == options->now;
		if (options->names.n ? is_named(options, state->name) : due)
			run->wanted.v[run->wanted.n++] = *state;
	}
}

/* A watch begins a day after the first of its records came, which is when it was looked at. As long
 * as there are none, there is no watch. */
static bool add_watch(const struct source *source, struct store *store, struct source_seed *seeds,
	size_t *n, struct err *err)
{
	const struct kind *kind = kind_of(source->kind);
	int64_t since;
	assert(kind->watch);
	if (!store_watch_since(store, kind->watch, &since, err))
		return false;
	if (since == NO_TIME)
		return true;
	seeds[(*n)++] = (struct source_seed){.name = source->name,
		.kind = str_of(source_kind_word(source->kind)),
		.fingerprint = S("watch"),
		.first_visit = since + source->every};
	return true;
}

/* As long as nothing waits that editors want of it, there is no such source. */
static bool add_wanted(const struct source *source, struct store *store, struct source_seed *seeds,
	size_t *n, struct err *err)
{
	struct str word = str_of(source_kind_word(source->kind));
	bool waits;
	if (!store_addition_waits(store, word, &waits, err))
		return false;
	if (waits)
		seeds[(*n)++] = (struct source_seed){
			.name = source->name, .kind = word, .fingerprint = S("wanted")};
	return true;
}

static bool add_built_in(const struct source *source, struct store *store,
	struct source_seed *seeds, size_t *n, struct err *err)
{
	const struct kind *kind = kind_of(source->kind);
	if (!source->name.n)
		return true;
	if (kind->wanted)
		return add_wanted(source, store, seeds, n, err);
	return !kind->watch || add_watch(source, store, seeds, n, err);
}

bool run_sync(const struct site *site, struct store *store, struct arena *a,
	struct source_states *out, struct err *err)
{
	struct source_seed *seeds = arena_array(
		a, site->source_count + SOURCE_KIND_COUNT, sizeof *seeds);
	size_t n = site->source_count;
	for (size_t i = 0; i < site->source_count; i++) {
		const struct source *source = &site->sources[i];
		seeds[i] = (struct source_seed){.name = source->name,
			.kind = str_of(source_kind_word(source->kind)),
			.fingerprint = config_fingerprint(a, source)};
	}
	for (size_t i = 0; i < SOURCE_KIND_COUNT; i++)
		if (!add_built_in(&site->built_in[i], store, seeds, &n, err))
			return false;
	return store_source_sync(store, seeds, n, err) && store_source_list(store, a, out, err);
}
