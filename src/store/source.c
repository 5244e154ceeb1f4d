#include "store/source.h"

#include <stdlib.h>

#include "store/statement.h"
#include "store/unit.h"

#define SOURCE_COLUMNS \
	"id, name, kind, fingerprint, active, gone, url, etag, last_modified, new_mark, " \
	"changed_mark, next_due, last_try, last_success, " \
	"lease_token, failures, last_new, total_new, problem, warning, paused_by, paused_at"

static struct source_state source_take(struct query *q, struct arena *a)
{
	struct source_state state = {.id = take_int(q)};
	state.name = take_str(q, a);
	state.kind = take_str(q, a);
	state.fingerprint = take_str(q, a);
	state.active = take_int(q);
	state.gone = take_int(q);
	state.url = take_str(q, a);
	state.etag = take_str(q, a);
	state.last_modified = take_str(q, a);
	state.new_mark = take_str(q, a);
	state.changed_mark = take_str(q, a);
	state.next_due = take_int(q);
	state.last_try = take_time(q);
	state.last_success = take_time(q);
	state.lease_token = take_int(q);
	state.failures = take_int(q);
	state.last_new = take_int(q);
	state.total_new = take_int(q);
	state.problem = take_str(q, a);
	state.warning = take_str(q, a);
	state.paused_by = take_str(q, a);
	state.paused_at = take_time(q);
	return state;
}

static bool sources_take(
	struct query *q, struct arena *a, struct source_states *out, struct err *err)
{
	while (query_row(q)) {
		out->v = arena_grow(a, out->v, out->n, sizeof *out->v);
		out->v[out->n++] = source_take(q, a);
	}
	return query_end(q, err);
}

bool store_source_list(struct store *s, struct arena *a, struct source_states *out, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(
		s, "SELECT " SOURCE_COLUMNS " FROM source WHERE active = 1 ORDER BY id");
	*out = (struct source_states){0};
	return sources_take(&q, a, out, err);
}

/* A seed that is new, or whose row asks something else or sleeps. What asks something else begins
 * anew: its first visit brings old records, too. The lease token moves, so that a worker that still
 * asks the old question cannot write its answer here. */
static bool seed_write(struct store *s, const struct source_seed *seed, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(s,
		"INSERT INTO source (name, kind, fingerprint) VALUES (?1, ?2, ?3) ON CONFLICT (name) DO "
		"UPDATE SET active = 1");
	bind_str(&q, seed->name);
	bind_str(&q, seed->kind);
	bind_str(&q, seed->fingerprint);
	if (!query_end(&q, err))
		return false;
	struct query reset CLEANUP_QUERY = QUERY(s,
		"UPDATE source SET kind = ?2, fingerprint = ?3, url = '', etag = '', last_modified = '', "
		"new_mark = '', changed_mark = '', next_due = 0, last_success = NULL, "
		"failures = 0, problem = '', warning = '', gone = 0, lease_until = 0, lease_token = "
		"lease_token + 1 "
		"WHERE name = ?1 AND (kind <> ?2 OR fingerprint <> ?3)");
	bind_str(&reset, seed->name);
	bind_str(&reset, seed->kind);
	bind_str(&reset, seed->fingerprint);
	return query_end(&reset, err);
}

static bool source_retire(struct store *s, int64_t id, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(s, "UPDATE source SET active = 0 WHERE id = ?1");
	bind_int(&q, id);
	return query_end(&q, err);
}

/* What the table has of each source, by name, beside what the configuration has. */
struct known {
	int64_t id;
	struct source_seed seed;
	bool active;
};

static bool known_read(
	struct store *s, struct arena *a, struct known **known, size_t *n, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(
		s, "SELECT id, name, kind, fingerprint, active FROM source ORDER BY name");
	for (*n = 0, *known = NULL; query_row(&q); ++*n) {
		*known = arena_grow(a, *known, *n, sizeof **known);
		struct known *k = &(*known)[*n];
		k->id = take_int(&q);
		k->seed.name = take_str(&q, a);
		k->seed.kind = take_str(&q, a);
		k->seed.fingerprint = take_str(&q, a);
		k->active = take_int(&q);
	}
	return query_end(&q, err);
}

static bool seed_agrees(const struct known *known, const struct source_seed *seed)
{
	return known->active && str_eq(known->seed.kind, seed->kind) &&
		str_eq(known->seed.fingerprint, seed->fingerprint);
}

/* Walks both lists, sorted by name, side by side. Without `write` it only finds out whether
 * anything differs. */
static bool sources_agree(struct store *s, const struct source_seed *const *seeds,
	size_t seed_count, bool write, bool *agree, struct err *err)
{
	struct arena a CLEANUP_ARENA = {0};
	struct known *known;
	size_t known_count, i = 0, j = 0;
	if (!known_read(s, &a, &known, &known_count, err))
		return false;
	*agree = true;
	while (i < seed_count || j < known_count) {
		int order = i == seed_count ? 1 :
			j == known_count        ? -1 :
									  str_cmp(seeds[i]->name, known[j].seed.name);
		const struct source_seed *seed = order <= 0 ? seeds[i++] : NULL;
		const struct known *row = order >= 0 ? &known[j++] : NULL;
		if (seed ? row && seed_agrees(row, seed) : !row->active)
			continue;
		*agree = false;
		if (write && !(seed ? seed_write(s, seed, err) : source_retire(s, row->id, err)))
			return false;
	}
	return true;
}

static int seed_by_name(const void *a, const void *b)
{
	return str_cmp((*(const struct source_seed *const *)a)->name,
		(*(const struct source_seed *const *)b)->name);
}

bool store_source_sync(struct store *s, const struct source_seed *seeds, size_t n, struct err *err)
{
	struct arena a CLEANUP_ARENA = {0};
	const struct source_seed **sorted = arena_array(&a, n, sizeof *sorted);
	for (size_t i = 0; i < n; i++)
		sorted[i] = &seeds[i];
	qsort(sorted, n, sizeof *sorted, seed_by_name);
	bool agree;
	struct unit u;
	if (!sources_agree(s, sorted, n, false, &agree, err))
		return false;
	return agree ||
		(unit_begin(&u, s, err) &&
			unit_end(&u, sources_agree(s, sorted, n, true, &agree, err), err));
}

bool store_source_lease(struct store *s, struct arena *a, const int64_t *wanted, size_t n,
	int64_t now, int64_t seconds, struct source_states *out, struct err *err)
{
	struct unit u;
	bool ok = true;
	*out = (struct source_states){0};
	if (!unit_begin(&u, s, err))
		return false;
	for (size_t i = 0; i < n && ok; i++) {
		struct query q CLEANUP_QUERY = QUERY(s,
			"UPDATE source SET lease_until = ?2 + ?3, lease_token = lease_token + 1 WHERE id = ?1 "
			"AND NOT lease_until BETWEEN ?2 + 1 AND ?2 + ?3 RETURNING " SOURCE_COLUMNS);
		bind_int(&q, wanted[i]);
		bind_int(&q, now);
		bind_int(&q, seconds);
		ok = sources_take(&q, a, out, err);
	}
	return unit_end(&u, ok, err);
}

bool store_source_renew(struct store *s, const struct source_state *state, int64_t now,
	int64_t seconds, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(
		s, "UPDATE source SET lease_until = ?3 + ?4 WHERE id = ?1 AND lease_token = ?2");
	bind_int(&q, state->id);
	bind_int(&q, state->lease_token);
	bind_int(&q, now);
	bind_int(&q, seconds);
	return query_end(&q, err);
}

bool store_source_finish(
	struct store *s, const struct source_state *state, bool *lost, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(s,
		"UPDATE source SET gone = ?, url = ?, etag = ?, last_modified = ?, new_mark = ?, "
		"changed_mark = ?, next_due = ?, last_try = ?, last_success = ?, "
		"failures = ?, last_new = ?, total_new = ?, problem = ?, warning = ?, lease_until = 0 "
		"WHERE id = ? AND lease_token = ?");
	bind_int(&q, state->gone);
	bind_str(&q, state->url);
	bind_str(&q, state->etag);
	bind_str(&q, state->last_modified);
	bind_str(&q, state->new_mark);
	bind_str(&q, state->changed_mark);
	bind_int(&q, state->next_due);
	bind_time(&q, state->last_try);
	bind_time(&q, state->last_success);
	bind_int(&q, state->failures);
	bind_int(&q, state->last_new);
	bind_int(&q, state->total_new);
	bind_str(&q, state->problem);
	bind_str(&q, state->warning);
	bind_int(&q, state->id);
	bind_int(&q, state->lease_token);
	*lost = false;
	if (!query_end(&q, err))
		return false;
	*lost = sqlite3_changes(s->db) == 0;
	return !*lost || err_set(err, "another worker has taken this source over");
}

bool store_source_release(struct store *s, const struct source_state *state, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(
		s, "UPDATE source SET lease_until = 0 WHERE id = ?1 AND lease_token = ?2");
	bind_int(&q, state->id);
	bind_int(&q, state->lease_token);
	return query_end(&q, err);
}

bool store_source_pause(
	struct store *s, int64_t id, struct str editor, int64_t now, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(s,
		"UPDATE source SET paused_by = ?2, paused_at = ?3 WHERE id = ?1 AND (paused_by IS NULL) <> "
		"(?2 IS NULL)");
	bind_int(&q, id);
	bind_str_or_null(&q, editor.n > 0, editor);
	bind_time(&q, editor.n ? now : NO_TIME);
	return query_end(&q, err);
}
