#include "source/batch.h"

#include <assert.h>
#include <stdlib.h>

#include "base/alloc.h"
#include "base/clock.h"
#include "source/absence.h"
#include "source/addition.h"

enum { MOST_WAITING = 64, MOST_BYTES = 8 << 20, LONGEST_MS = 1000 };

/* An answer of a visit, or the end of the visit. */
struct batch_part {
	struct batch_part *next;
	struct visit *visit; /* outlives the batch */
	struct arena arena;  /* the answer's; at the end of a visit, the visit's */
	struct source_answer answer;
	bool ends_visit;
	bool well;                 /* the visit did; when it ends it */
	struct source_state state; /* likewise */
};

static void part_free(struct batch_part *part)
{
	arena_free(&part->arena);
	free(part);
}

/* Takes over *arena. */
static struct batch_part *part_add(struct batch *b, struct visit *visit, struct arena *arena)
{
	struct batch_part *part = alloc_bytes(sizeof *part);
	*part = (struct batch_part){.visit = visit, .arena = *arena};
	*arena = (struct arena){0};
	if (!b->first) {
		b->last = &b->first;
		b->since = clock_ms();
	}
	assert(!*b->last);
	*b->last = part;
	b->last = &part->next;
	b->waiting++;
	b->bytes += part->arena.used;
	return part;
}

bool batch_store_due(struct batch *b, struct err *err)
{
	if (!b->first ||
		(b->waiting < MOST_WAITING && b->bytes < MOST_BYTES && clock_ms() - b->since < LONGEST_MS))
		return true;
	return batch_store(b, err);
}

bool batch_add(struct batch *b, struct visit *visit, struct arena *arena,
	const struct source_answer *answer, struct err *err)
{
	if (answer->entries.n == 0 && answer->present.n == 0 && answer->said_count == 0) {
		arena_free(arena);
		return true;
	}
	part_add(b, visit, arena)->answer = *answer;
	return batch_store_due(b, err);
}

bool batch_end_visit(struct batch *b, struct visit *visit, const struct source_state *state,
	bool well, struct err *err)
{
	struct batch_part *part = part_add(b, visit, &visit->arena);
	part->ends_visit = true;
	part->well = well;
	part->state = *state;
	return batch_store_due(b, err);
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
	sum->handed_on += more->handed_on;
}

static struct ingest ingest_begin(struct batch *b, const struct visit *visit)
{
	return (struct ingest){.store = b->store,
		.site = b->site,
		.source = visit->source,
		.source_id = visit->state.id,
		.backfill = visit->first,
		.watch = visit->kind->watch,
		.now = b->now};
}

static void ingest_count(struct batch *b, struct visit *visit, struct ingest *in)
{
	ingest_end(in);
	add_counts(b->counts, &in->counts);
	visit->new_items += (long)in->counts.new_items;
}

/* When a watched record was last given. */
static bool note_looked(struct ingest *in, const struct visit *visit,
	const struct source_answer *answer, struct err *err)
{
	const struct watch *watch = visit->kind->watch;
	if (!watch)
		return true;
	for (size_t i = 0; i < answer->entries.n; i++)
		if (!store_watch_looked(in->store, watch->kind, answer->entries.v[i].native, in->now, err))
			return false;
	for (size_t i = 0; i < answer->present.n; i++)
		if (!store_watch_looked(in->store, watch->kind, answer->present.v[i], in->now, err))
			return false;
	return true;
}

static bool take_said(struct ingest *in, const struct source_answer *answer, struct err *err)
{
	for (size_t i = 0; i < answer->said_count; i++)
		if (!ingest_said(in, &answer->said[i], err))
			return false;
	return true;
}

static bool take_in(
	struct ingest *in, struct visit *visit, const struct entry *entry, struct err *err)
{
	if (visit->kind->wanted)
		return addition_take_in(in, visit, entry, err);
	return in->watch ? ingest_record(in, entry, err) : ingest_entry(in, entry, err);
}

static bool store_answer(struct batch *b, const struct batch_part *part, struct err *err)
{
	struct visit *visit = part->visit;
	const struct source_answer *answer = &part->answer;
	struct ingest in = ingest_begin(b, visit);
	bool well = true;
	for (size_t i = 0; i < answer->entries.n && well; i++)
		well = take_in(&in, visit, &answer->entries.v[i], err) ||
			err_add(err, "storing what “" STR_FMT "” brought", STR_ARG(visit->source->name));
	well = well && take_said(&in, answer, err) && note_looked(&in, visit, answer, err) &&
		absence_end(&in, visit, answer, err);
	ingest_count(b, visit, &in);
	return well;
}

/* The visit found by asking what the hub of the feed kept back. */
static bool is_missed(const struct visit *visit)
{
	return visit->told && visit->new_items && !visit->delivery;
}

/* What a visit that went well says of the hub of its feed. A delivery is done with, well or not. */
static bool store_hub(struct batch *b, const struct visit *visit, bool well, struct err *err)
{
	int64_t source = visit->state.id;
	if (visit->delivery)
		return store_websub_taken(b->store, visit->delivery, well, err);
	return (!well || !visit->hub_read || store_websub_note(b->store, source, &visit->hub, err)) &&
		(!is_missed(visit) || store_websub_missed(b->store, source, err));
}

/* A lease that ended meanwhile loses only the end: the entries stored under it are those that the
 * next worker would store again. */
static bool store_end(struct batch *b, const struct batch_part *part, struct err *err)
{
	struct visit *visit = part->visit;
	struct source_state state = part->state;
	bool lost = false;
	if (part->well)
		state.last_new = visit->new_items;
	state.total_new += visit->new_items;
	int64_t next = visit->now + visit->source->every;
	if (is_missed(visit) && state.next_due > next)
		state.next_due = next; /* such a hub is not relied on */
	if (!store_source_finish(b->store, &state, &lost, err))
		return lost;
	struct ingest in = ingest_begin(b, visit);
	bool well = store_hub(b, visit, part->well, err) &&
		(!part->well ||
			(visit->kind->wanted ? addition_end(&in, visit, err) : absence_count(&in, visit, err)));
	ingest_count(b, visit, &in);
	return well;
}

bool batch_store(struct batch *b, struct err *err)
{
	if (!b->first)
		return true;
	if (!store_begin(b->store, err))
		return false;
	bool well = true;
	for (const struct batch_part *part = b->first; part && well; part = part->next)
		well = part->ends_visit ? store_end(b, part, err) : store_answer(b, part, err);
	well = well && store_commit(b->store, err);
	if (!well)
		store_rollback(b->store);
	batch_free(b);
	return well;
}

void batch_free(struct batch *b)
{
	while (b->first) {
		struct batch_part *next = b->first->next;
		part_free(b->first);
		b->first = next;
	}
	b->waiting = b->bytes = 0;
}
