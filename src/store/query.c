#include "store/query.h"

#include <assert.h>

#include "store/connection.h"
#include "base/fnv.h"

static size_t slot_of(const struct store *s, const char *sql)
{
	static_assert(STATEMENT_SLOTS == 1 << 9, "the slot is the hash's top nine bits of 64");
	size_t slot = ((uintptr_t)sql * UINT64_C(0x9E3779B97F4A7C15)) >> 55;
	while (s->statements[slot].sql && s->statements[slot].sql != sql)
		slot = (slot + 1) % STATEMENT_SLOTS;
	return slot;
}

static struct query query_failed(struct store *s)
{
	return (struct query){.store = s, .driver = s->driver, .state = QUERY_FAILED};
}

/* A prepared statement for its next use. */
static struct query query_of(struct store *s, struct driver_stmt *stmt, bool *open)
{
	assert(stmt && !*open);
	if (s->snapshot && !s->driver->reads_only(stmt))
		store_snapshot_end(s);
	*open = true;
	return (struct query){.store = s, .driver = s->driver, .stmt = stmt, .open = open};
}

/* `end` follows the text. */
static struct driver_stmt *prepare_ended(struct store *s, const char *sql, const char *end)
{
	struct arena a CLEANUP_ARENA = {0};
	return s->driver->prepare(s->db, STR_CAT(&a, str_of(sql), str_of(end)));
}

static struct query open_ended(struct store *s, const char *sql, const char *end)
{
	size_t slot = slot_of(s, sql);
	if (!s->statements[slot].sql) {
		s->statements[slot].stmt = prepare_ended(s, sql, end);
		if (!s->statements[slot].stmt)
			return query_failed(s);
		s->statements[slot].sql = sql;
		assert(s->statement_count < STATEMENT_SLOTS / 2);
		s->statement_count++;
	}
	return query_of(s, s->statements[slot].stmt, &s->statements[slot].open);
}

struct query query_open(struct store *s, const char *sql)
{
	return open_ended(s, sql, "");
}

struct query query_open_insert(struct store *s, const char *sql)
{
	return open_ended(s, sql, s->driver->inserting);
}

struct query query_open_text(struct store *s, struct str sql)
{
	uint64_t hash = fnv64_add(FNV64_BEGIN, sql);
	size_t slot = hash % SELECT_SLOTS;
	while (s->selects[slot].open) /* never all of them: no caller has more than a few open */
		slot = (slot + 1) % SELECT_SLOTS;
	struct driver_stmt **stmt = &s->selects[slot].stmt;
	if (!*stmt || s->selects[slot].hash != hash || !str_eq(s->driver->sql(*stmt), sql)) {
		s->driver->finish(*stmt);
		*stmt = s->driver->prepare(s->db, sql);
		if (!*stmt)
			return query_failed(s);
		s->selects[slot].hash = hash;
	}
	return query_of(s, *stmt, &s->selects[slot].open);
}

void query_forget_all(struct store *s)
{
	for (size_t i = 0; i < STATEMENT_SLOTS; i++)
		s->driver->finish(s->statements[i].stmt);
	for (size_t i = 0; i < SELECT_SLOTS; i++)
		s->driver->finish(s->selects[i].stmt);
}

/* False at the end and after a failure. */
static bool query_step(struct query *q)
{
	switch (q->driver->step(q->stmt)) {
	case STEP_ROW: q->state = QUERY_ROW; break;
	case STEP_DONE: q->state = QUERY_DONE; break;
	case STEP_FAILED: q->state = QUERY_FAILED; break;
	}
	return q->state == QUERY_ROW;
}

bool query_row(struct query *q)
{
	if (q->state == QUERY_DONE || q->state == QUERY_FAILED)
		return false;
	assert(q->bound == q->driver->parameters(q->stmt));
	/* The reader took all columns of the row, or it only asked whether there is one. */
	assert(q->state != QUERY_ROW || q->column == q->driver->columns(q->stmt) ||
		(q->column == 0 && q->driver->columns(q->stmt) == 1));
	q->column = 0;
	return query_step(q);
}

bool query_end(struct query *q, struct err *err)
{
	bool row = query_row(q);
	while (row)
		row = query_step(q); /* rows that nobody asked for */
	if (q->damaged)
		return err_set_kind(err, ERR_STORE,
			"the store: a record in it is damaged; `tidings restore FILE` brings back a backup");
	return q->state == QUERY_DONE || store_error(q->store, "the store", err);
}

bool query_later(struct query *q, struct err *err)
{
	if (q->state == QUERY_BEGUN && q->driver->later) {
		assert(q->bound == q->driver->parameters(q->stmt));
		q->state = q->driver->later(q->stmt) ? QUERY_DONE : QUERY_FAILED;
	}
	return query_end(q, err);
}

void query_close(struct query *q)
{
	if (!q->stmt)
		return;
	q->driver->reset(q->stmt);
	assert(*q->open);
	*q->open = false;
}

int64_t query_changes(const struct query *q)
{
	assert(q->state == QUERY_DONE);
	return q->driver->changes(q->store->db);
}

bool query_inserted(struct query *q, int64_t *id, struct err *err)
{
	if (!query_end(q, err))
		return false;
	*id = query_changes(q) ? q->driver->inserted(q->store->db, q->stmt) : 0;
	return true;
}
