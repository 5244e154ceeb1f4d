/* Which sources a run visits. */
#include "config/config.h"
#include "source/run_parts.h"

static bool is_named(const struct run_options *options, struct str name)
{
	for (size_t i = 0; i < options->names.n; i++)
		if (str_ieq(options->names.v[i], name))
			return true;
	return false;
}

static bool is_configured(const struct site *site, struct str name)
{
	for (size_t i = 0; i < site->source_count; i++)
		if (str_ieq(site->sources[i].name, name))
			return true;
	return false;
}

bool run_check_names(const struct run *run, struct err *err)
{
	const struct strs *names = &run->options->names;
	for (size_t i = 0; i < names->n; i++)
		if (!is_configured(run->site, names->v[i]))
			return err_set(err,
				"there is no source called “" STR_FMT "”; `tidings sources` lists them",
				STR_ARG(names->v[i]));
	return true;
}

size_t run_choose(const struct run *run, int64_t *ids)
{
	const struct run_options *options = run->options;
	size_t n = 0;
	for (size_t i = 0; i < run->all.n; i++) {
		const struct source_state *state = &run->all.v[i];
		bool due = source_state_due(state, options->now) == options->now;
		if (options->names.n ? is_named(options, state->name) : due)
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
			source->name, str_of(source_kind_word(source->kind)), config_fingerprint(a, source)};
	}
	return store_source_sync(store, seeds, site->source_count, err) &&
		store_source_list(store, a, out, err);
}
