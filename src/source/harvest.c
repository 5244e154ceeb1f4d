#include "source/harvest.h"

#include <stdlib.h>

/* A group is stored when this much waits, or after a second: then a crash costs little, and readers
 * of the store wait little. */
enum { MOST_WAITING = 64, MOST_BYTES = 8 << 20, LONGEST_MS = 1000 };

/* What one answer gave, or the end of a visit, or both. */
struct sheaf {
	struct sheaf *next;
	struct arena arena;
	struct harvest harvest;
	struct visit *visit; /* outlives the granary */
	bool last;           /* `state` is to be written */
	struct source_state state;
	struct arena visit_arena;
};

static void sheaf_free(struct sheaf *sheaf)
{
	arena_free(&sheaf->arena);
	arena_free(&sheaf->visit_arena);
	free(sheaf);
}

static struct sheaf *sheaf_add(struct granary *g, struct visit *visit, struct arena *arena)
{
	struct sheaf *sheaf = xalloc(sizeof *sheaf);
	*sheaf = (struct sheaf){.arena = *arena, .visit = visit};
	*arena = (struct arena){0};
	if (!g->first) {
		g->last = &g->first;
		g->since = fetch_clock();
	}
	*g->last = sheaf;
	g->last = &sheaf->next;
	g->waiting++;
	g->bytes += sheaf->arena.used;
	return sheaf;
}

static bool store_when_due(struct granary *g, struct err *err)
{
	if (g->waiting < MOST_WAITING && g->bytes < MOST_BYTES && fetch_clock() - g->since < LONGEST_MS)
		return true;
	return granary_store(g, err);
}

bool granary_add(struct granary *g, struct visit *visit, struct arena *arena,
	const struct harvest *harvest, struct err *err)
{
	if (harvest->entries.n == 0 && harvest->vanished_count == 0) {
		arena_free(arena);
		return true;
	}
	sheaf_add(g, visit, arena)->harvest = *harvest;
	return store_when_due(g, err);
}

bool granary_close(struct granary *g, struct visit *visit, struct arena *arena,
	const struct source_state *state, struct err *err)
{
	struct sheaf *sheaf = sheaf_add(g, visit, arena);
	sheaf->last = true;
	sheaf->state = *state;
	sheaf->visit_arena = visit->arena;
	visit->arena = (struct arena){0};
	return store_when_due(g, err);
}

static void add_counts(struct ingest_counts *sum, const struct ingest_counts *more)
{
	sum->entries += more->entries;
	sum->unchanged += more->unchanged;
	sum->unwanted += more->unwanted;
	sum->new_items += more->new_items;
	sum->new_copies += more->new_copies;
	sum->changed += more->changed;
	sum->updates += more->updates;
}

static bool take_in(struct ingest *in, const struct harvest *harvest, struct err *err)
{
	for (size_t i = 0; i < harvest->entries.n; i++)
		if (!ingest_entry(in, &harvest->entries.v[i], err))
			return err_add(err, "storing what “" STR_FMT "” brought", STR_ARG(in->source->name));
	for (size_t i = 0; i < harvest->vanished_count; i++)
		if (!ingest_vanished(in, harvest->vanished[i].native, harvest->vanished[i].reason, err))
			return false;
	return true;
}

static bool store_sheaf(struct granary *g, struct sheaf *sheaf, struct err *err)
{
	struct visit *visit = sheaf->visit;
	struct ingest in = {.store = g->store,
		.site = g->site,
		.source = visit->source,
		.source_id = visit->state.id,
		.backfill = visit->first,
		.now = g->now};
	bool well = take_in(&in, &sheaf->harvest, err);
	ingest_end(&in);
	add_counts(g->counts, &in.counts);
	visit->new_items += (long)in.counts.new_items;
	if (!well || !sheaf->last)
		return well;
	if (!sheaf->state.problem.n)
		sheaf->state.last_new = visit->new_items;
	sheaf->state.total_new += visit->new_items;
	bool lost = false;
	/* Entries that were stored under a lease that ended meanwhile are only what the next worker
	 * would store again. */
	return store_source_finish(g->store, &sheaf->state, &lost, err) || lost;
}

bool granary_store(struct granary *g, struct err *err)
{
	if (!g->first)
		return true;
	if (!store_begin(g->store, err))
		return false;
	bool well = true;
	for (struct sheaf *sheaf = g->first; sheaf && well; sheaf = sheaf->next)
		well = store_sheaf(g, sheaf, err);
	well = well && store_commit(g->store, err);
	if (!well)
		store_rollback(g->store);
	granary_free(g);
	return well;
}

void granary_free(struct granary *g)
{
	while (g->first) {
		struct sheaf *next = g->first->next;
		sheaf_free(g->first);
		g->first = next;
	}
	g->waiting = g->bytes = 0;
}
