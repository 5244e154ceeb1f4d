/* New stores, and copies from one engine to the other. */
#include <assert.h>
#include <string.h>
#include <time.h>

#include "store/copy.h"
#include "store/postgres/handle.h"
#include "store/postgres/postgres.h"
#include "store/postgres/schema.h"
#include "store/sqlite/sqlite.h"
#include "store/statement.h"

/* Titles have letters of every language. */
static bool takes_every_letter(struct store *s, struct err *err)
{
	const char *encoding = PQparameterStatus(s->db->conn, "server_encoding");
	return (encoding && strcmp(encoding, "UTF8") == 0) ||
		err_set(err,
			"the database keeps its texts as %s, which has not every letter: make it with "
			"`createdb --template=template0 --encoding=UTF8`",
			encoding ? encoding : "nobody knows what");
}

static bool is_empty(struct store *s, struct err *err)
{
	int64_t version;
	assert(!s->db->in_unit);
	return (postgres_version(s->db, &version) || store_error(s, "the store", err)) &&
		(version == 0 || err_set(err, "the database holds the store of a site already"));
}

/* The first who asks the copy is to have plans that fit it: the server itself counts rows up to a
 * minute later. */
static bool count_rows(struct store *s, const struct store *shape, const struct store *from)
{
	return from == shape || handle_run(s->db, "ANALYZE");
}

/* What is known not to be there may be made again; with nobody at work there yet, so may what one
 * server alone has. */
static bool end_making(struct store *s, bool made, struct err *err)
{
	made = (made && store_commit(s, err)) || s->db->ended == END_ALONE;
	if (!made && err && err->kind == ERR_BUSY && s->db->ended != END_UNKNOWN)
		err->kind = ERR_STORE;
	return made;
}

static bool make_in(const char *place, struct store *shape, struct store *from,
	struct site_copied *out, struct err *err)
{
	struct store *s = store_new_at(place);
	bool made = handle_connect(s, place, err) && takes_every_letter(s, err) && is_empty(s, err) &&
		(handle_begin(s->db, "BEGIN; SET LOCAL idle_in_transaction_session_timeout = 0") ||
			store_error(s, "the store", err)) &&
		schema_make(s, shape, from, out, err) &&
		(count_rows(s, shape, from) || store_error(s, "the store", err));
	made = s->db ? end_making(s, made, err) : made;
	store_close(s);
	return made;
}

/* What the tables are like is read from an empty store of SQLite. */
bool postgres_create(
	const char *place, struct store *from, struct site_copied *out, struct err *err)
{
	struct store *shape = store_new(&DRIVER_SQLITE);
	bool made = sqlite_connect_temporary(shape, err) && store_migrate(shape, "a new store", err) &&
		make_in(place, shape, from ? from : shape, out, err);
	store_close(shape);
	return made;
}

bool postgres_copy(struct store *s, struct store *copy, struct err *err)
{
	copy->driver = &DRIVER_SQLITE;
	return sqlite_connect_temporary(copy, err) && store_migrate(copy, "a copy", err) &&
		sqlite_fill(copy, s, NULL, err);
}

static bool count_others(struct store *s, int64_t *others, struct err *err)
{
	if (!store_run(s, "SELECT pg_stat_clear_snapshot()", err))
		return false;
	struct query q CLEANUP_QUERY = QUERY(s, "SELECT count(*) " FROM_OTHER_SESSIONS);
	*others = query_row(&q) ? take_int(&q) : 0;
	return query_end(&q, err);
}

/* Whoever writes waits for the lock; what only has it open would go on with a store that was left
 * behind. The server takes a moment to see that a program has ended. */
static bool is_alone(struct store *s, struct err *err)
{
	enum { WAIT_MS = 2000, STEP_MS = 20 };
	const struct timespec pause = {.tv_nsec = STEP_MS * 1000000L};
	int64_t others = 1;
	for (int waited = 0; others && waited < WAIT_MS; waited += STEP_MS) {
		if (waited)
			nanosleep(&pause, NULL);
		if (!count_others(s, &others, err))
			return false;
	}
	return !others ||
		err_set(err,
			"the site is in use by %lld other program%s: stop `tidings serve`, `work` and whatever "
			"else runs on it, on all machines, then try again. Nothing was changed",
			(long long)others, others == 1 ? "" : "s");
}

static bool begin_alone(struct store *s, struct err *err)
{
	return handle_begin(s->db,
			   "BEGIN ISOLATION LEVEL REPEATABLE READ; "
			   "SET LOCAL idle_in_transaction_session_timeout = 0; "
			   "LOCK TABLE tidings_schema IN EXCLUSIVE MODE") ||
		store_error(s, "the store", err);
}

bool postgres_open_alone(struct store *s, const char *place, struct err *err)
{
	return handle_connect(s, place, err) && store_is_current(s, err) && begin_alone(s, err) &&
		is_alone(s, err);
}
