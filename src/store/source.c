#include "store/source.h"

#include <stdlib.h>

#include "store/columns.h"
#include "store/missing.h"
#include "store/unit.h"
#include "store/websub.h"

/* clang-format off */
/* What a configured source is: what store_source_sync compares. */
#define SOURCE_SEED(FIRST, X, of) \
	FIRST(of, str, name) \
	X(of, str, kind) \
	X(of, str, fingerprint)
/* What a visit changes: what store_source_finish writes. */
#define SOURCE_VISIT(FIRST, X, of) \
	FIRST(of, bool, gone) \
	X(of, str, url) \
	X(of, str, etag) \
	X(of, str, last_modified) \
	X(of, str, new_mark) \
	X(of, str, changed_mark) \
	X(of, int, next_due) \
	X(of, time, last_try) \
	X(of, time, last_success) \
	X(of, int, failures) \
	X(of, enum, failure) \
	X(of, int, alike) \
	X(of, int, last_new) \
	X(of, int, total_new) \
	X(of, str, problem) \
	X(of, str, warning)
#define SOURCE_COLUMNS(FIRST, X, of) \
	FIRST(of, int, id) \
	SOURCE_SEED(X, X, of) \
	SOURCE_VISIT(X, X, of) \
	X(of, bool, active) \
	X(of, int, lease_token) \
	X(of, str, paused_by) \
	X(of, time, paused_at)
/* clang-format on */
#define SOURCE_SQL COLUMNS_SQL(SOURCE_COLUMNS, "")
#define SEED_SQL COLUMNS_SQL(SOURCE_SEED, "")

static struct source_state source_take(struct query *q, struct arena *a)
{
	struct source_state state = {0};
	COLUMNS_TAKE(SOURCE_COLUMNS, q, a, &state);
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
		s, "SELECT " SOURCE_SQL " FROM source WHERE active = 1 ORDER BY id");
	*out = (struct source_states){0};
	return sources_take(&q, a, out, err);
}

/* For a source that is new, was configured again, or whose query changed. A changed query begins
 * anew: its next visit is a first one, which brings old records too. Its lease token moves, so that
 * a worker that still asks the old query cannot write what it finds. */
static bool seed_write(struct store *s, const struct source_seed *seed, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(s,
		"INSERT INTO source (" SEED_SQL ", next_due) VALUES (?, ?, ?, ?) "
		"ON CONFLICT (name) DO UPDATE SET active = 1");
	COLUMNS_BIND(SOURCE_SEED, &q, seed);
	bind_int(&q, seed->first_visit);
	if (!query_end(&q, err))
		return false;
	struct query reset CLEANUP_QUERY = QUERY(s,
		"UPDATE source SET kind = ?2, fingerprint = ?3, url = '', etag = '', last_modified = '', "
		"new_mark = '', changed_mark = '', next_due = 0, last_success = NULL, failures = 0, "
		"failure = 0, alike = 0, "
		"problem = '', warning = '', gone = 0, lease_until = 0, lease_token = lease_token + 1 "
		"WHERE name = ?1 AND (kind <> ?2 OR fingerprint <> ?3)");
	bind_str(&reset, seed->name);
	bind_str(&reset, seed->kind);
	bind_str(&reset, seed->fingerprint);
	if (!query_end(&reset, err))
		return false;
	return query_changes(&reset) == 0 ||
		(store_missing_begin_anew(s, seed->name, err) &&
			store_websub_begin_anew(s, seed->name, err));
}

bool store_source_unvisited(
	struct store *s, const struct source_seed *seed, int64_t *id, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(s,
		"INSERT INTO source (" SEED_SQL ", next_due, active) VALUES (?, ?, ?, 0, 0) "
		"ON CONFLICT (name) DO UPDATE SET active = 0 RETURNING id");
	COLUMNS_BIND(SOURCE_SEED, &q, seed);
	*id = query_row(&q) ? take_int(&q) : 0;
	return query_end(&q, err);
}

static bool source_retire(struct store *s, int64_t id, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(s, "UPDATE source SET active = 0 WHERE id = ?1");
	bind_int(&q, id);
	return query_end(&q, err);
}

/* A row of the table, beside what the configuration has. */
struct known_source {
	int64_t id;
	struct source_seed seed;
	bool active;
};
struct known_sources {
	struct known_source *v;
	size_t n;
};

static bool known_read(struct store *s, struct arena *a, struct known_sources *out, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(
		s, "SELECT id, active, " SEED_SQL " FROM source ORDER BY name");
	while (query_row(&q)) {
		out->v = arena_grow(a, out->v, out->n, sizeof *out->v);
		struct known_source *known = &out->v[out->n++];
		known->id = take_int(&q);
		known->active = take_int(&q);
		COLUMNS_TAKE(SOURCE_SEED, &q, a, &known->seed);
	}
	return query_end(&q, err);
}

/* Either is NULL where the other list alone has the name. */
static bool source_agrees(const struct source_seed *seed, const struct known_source *known)
{
	if (!seed || !known)
		return known && !known->active;
	return known->active && str_eq(known->seed.kind, seed->kind) &&
		str_eq(known->seed.fingerprint, seed->fingerprint);
}

static bool source_settle(struct store *s, const struct source_seed *seed,
	const struct known_source *known, struct err *err)
{
	if (seed)
		return seed_write(s, seed, err);
	return !known || source_retire(s, known->id, err);
}

/* The configuration's sources, sorted by name. */
struct wanted_sources {
	const struct source_seed **v;
	size_t n;
};

/* Compares both lists, which are sorted by name. With `write` the table is made to agree; without
 * it nothing is written. */
static bool sources_agree(
	struct store *s, const struct wanted_sources *wanted, bool write, bool *agree, struct err *err)
{
	struct arena a CLEANUP_ARENA = {0};
	struct known_sources known = {0};
	size_t i = 0, j = 0;
	if (!known_read(s, &a, &known, err))
		return false;
	*agree = true;
	while (i < wanted->n || j < known.n) {
		int order = i == wanted->n ? 1 :
			j == known.n           ? -1 :
									 str_cmp(wanted->v[i]->name, known.v[j].seed.name);
		const struct source_seed *seed = order <= 0 ? wanted->v[i++] : NULL;
		const struct known_source *row = order >= 0 ? &known.v[j++] : NULL;
		if (source_agrees(seed, row))
			continue;
		*agree = false;
		if (write && !source_settle(s, seed, row, err))
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
	struct wanted_sources wanted = {arena_array(&a, n, sizeof *wanted.v), n};
	for (size_t i = 0; i < n; i++)
		wanted.v[i] = &seeds[i];
	qsort(wanted.v, n, sizeof *wanted.v, seed_by_name);
	bool agree;
	struct unit u;
	if (!sources_agree(s, &wanted, false, &agree, err))
		return false;
	return agree ||
		(unit_begin(&u, s, err) && unit_end(&u, sources_agree(s, &wanted, true, &agree, err), err));
}

static bool source_lease(struct store *s, struct arena *a, const struct source_state *source,
	int64_t seconds, struct source_states *out, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(s,
		"UPDATE source SET lease_until = ?2 + ?3, lease_token = lease_token + 1, "
		"lease_owner = ?4 WHERE id = ?1 AND lease_token = ?5 "
		"AND NOT lease_until BETWEEN ?2 + 1 AND ?2 + ?3 RETURNING " SOURCE_SQL);
	bind_int(&q, source->id);
	bind_int(&q, store_clock(s));
	bind_int(&q, seconds);
	bind_str(&q, str_of(s->mark));
	bind_int(&q, source->lease_token);
	return sources_take(&q, a, out, err);
}

bool store_source_lease(struct store *s, struct arena *a, const struct source_states *wanted,
	int64_t seconds, struct source_states *out, struct err *err)
{
	struct unit u;
	bool ok = true;
	*out = (struct source_states){0};
	if (!unit_begin(&u, s, err))
		return false;
	for (size_t i = 0; i < wanted->n && ok; i++)
		ok = source_lease(s, a, &wanted->v[i], seconds, out, err);
	return unit_end(&u, ok, err);
}

bool store_source_renew(
	struct store *s, const struct source_state *state, int64_t seconds, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(
		s, "UPDATE source SET lease_until = ?3 + ?4 WHERE id = ?1 AND lease_token = ?2");
	bind_int(&q, state->id);
	bind_int(&q, state->lease_token);
	bind_int(&q, store_clock(s));
	bind_int(&q, seconds);
	return query_end(&q, err);
}

bool store_source_finish(
	struct store *s, const struct source_state *state, bool *lost, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(s,
		"UPDATE source SET lease_until = 0, " COLUMNS_SET(
			SOURCE_VISIT) " WHERE id = ? AND lease_token = ?");
	COLUMNS_BIND(SOURCE_VISIT, &q, state);
	bind_int(&q, state->id);
	bind_int(&q, state->lease_token);
	*lost = false;
	if (!query_end(&q, err))
		return false;
	*lost = query_changes(&q) == 0;
	return !*lost || err_set_kind(err, ERR_SYSTEM, "another worker has taken this source over");
}

bool store_source_release(struct store *s, const struct source_state *state, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(
		s, "UPDATE source SET lease_until = 0 WHERE id = ?1 AND lease_token = ?2");
	bind_int(&q, state->id);
	bind_int(&q, state->lease_token);
	return query_end(&q, err);
}

bool store_source_hurry(struct store *s, struct str kind, int64_t now, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(
		s, "UPDATE source SET next_due = ?1 WHERE kind = ?2 AND failures = 0 AND next_due > ?1");
	bind_int(&q, now);
	bind_str(&q, kind);
	return query_end(&q, err);
}

bool store_source_pause(
	struct store *s, int64_t id, struct str editor, int64_t now, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(s,
		"UPDATE source SET paused_by = ?2, paused_at = ?3 WHERE id = ?1 AND (paused_by IS NULL) <> "
		"(CAST(?2 AS TEXT) IS NULL)");
	bind_int(&q, id);
	bind_str_or_null(&q, editor.n > 0, editor);
	bind_time(&q, editor.n ? now : NO_TIME);
	return query_end(&q, err);
}

bool store_source_rename(struct store *s, struct str from, struct str to, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(s,
		"UPDATE source SET name = ?2 WHERE name = ?1 AND NOT EXISTS (SELECT 1 FROM source AS o "
		"WHERE o.name = ?2)");
	bind_str(&q, from);
	bind_str(&q, to);
	return query_end(&q, err);
}
