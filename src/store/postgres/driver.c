#include <assert.h>

#include "base/fnv.h"
#include "store/connection.h"
#include "store/postgres/postgres.h"
#include "store/postgres/schema.h"
#include "store/postgres/search.h"
#include "store/postgres/statement.h"
#include "store/postgres/type.h"
#include "store/restore.h"
#include "store/statement.h"

/* It has no file that could be replaced. */
static bool is_in_place(struct store *s)
{
	return s->db;
}

/* What it keeps in memory is the server's. */
static bool stay_small(struct store *s, struct err *err)
{
	return s->db || err_set(err, "the store is not open");
}

/* A host that begins with "/" is the folder of a Unix socket. */
static enum seal_reach reach_of_server(struct driver_db *db)
{
	const char *host = PQhost(db->conn);
	return host && *host != '/' ? SEAL_REACH_NETWORK : SEAL_REACH_MACHINE;
}

/* Whoever waits for it waits on. */
static bool publication_of_server(struct driver_db *db, bool begins)
{
	db->publishes = false;
	if (!begins)
		return handle_run(
			db, "SELECT pg_advisory_unlock(hashtext('tidings'), hashtext(current_schema()))");
	db->publishes = handle_revive(db) && handle_run(db, "SET lock_timeout = 0;" TAKE_TURN);
	postgres_wait_at_most(db, db->wait_ms);
	return db->publishes;
}

/* Which transactions have ended moves with each that writes; our own rows count before they are
 * committed. */
static int64_t take_stamp(struct store *s)
{
	struct arena a CLEANUP_ARENA = {0};
	struct query q CLEANUP_QUERY = QUERY(s, "SELECT CAST(pg_current_snapshot() AS TEXT)");
	struct str ended = query_row(&q) ? take_str(&q, &a) : STR_NONE;
	if (!query_end(&q, NULL))
		return -1;
	return (int64_t)(fnv64_add((uint64_t)s->db->total ^ FNV64_BEGIN, ended) >> 1);
}

static struct str to_use(struct arena *a, const char *place)
{
	return str_printf(a,
		"say in the site’s feeds/site.conf where its store is, as site { store = \"…\" } (" STR_FMT
		", with the role that works every day as `user` if there is one, which is granted its "
		"rights first: README, “Roles”); a tidings.db in its folder is used no more",
		STR_ARG(postgres_name(a, place)));
}

/* What a backup does not know of out/ is found out by `restore` alone, which needs a file. */
static struct str way_back(struct arena *a, const char *folder)
{
	return str_printf(a,
		"A dump is brought back by `pg_restore` into an empty database; if it is older than out/, "
		"then `tidings store copy DATABASE FILE` into another folder, `tidings -C %s restore FILE` "
		"without `store` in "
		"feeds/, and `tidings store copy %s/tidings.db DATABASE` into an empty one",
		folder, folder);
}

static bool no_restore(
	const struct restore_order *order, struct arena *a, struct restored *out, struct err *err)
{
	(void)out;
	return err_set(err, "the store of this site is in PostgreSQL. Nothing was changed. " STR_FMT,
		STR_ARG(way_back(a, order->folder)));
}

/* Whether there is a store is found out where it is made. */
static bool may_create(const char *path, struct store *from, struct err *err)
{
	return from->db ? path != NULL : err_set(err, "nothing is to be copied");
}

static bool begin_write(struct store *s, struct err *err)
{
	return handle_begin(s->db, BEGIN_WRITE) || store_error(s, "the store", err);
}

static bool begin_reading(struct store *s, struct err *err)
{
	return handle_begin(s->db, "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY") ||
		store_error(s, "the store", err);
}

static bool commit_all(struct store *s, struct err *err)
{
	return handle_commit(s->db) || store_error(s, "the store", err);
}

static void roll_back(struct store *s)
{
	handle_rollback(s->db);
}

static bool in_transaction(struct driver_db *db)
{
	return db->in_unit;
}

static int64_t rows_changed(struct driver_db *db)
{
	return db->changed;
}

/* The one row has been stepped over. */
static int64_t id_returned(struct driver_db *db, struct driver_stmt *stmt)
{
	int row;
	const PGresult *rows = statement_rows(stmt, &row);
	(void)db;
	assert(PQntuples(rows) == 1);
	return type_int(PQftype(rows, 0), PQgetvalue(rows, 0, 0));
}

static int column_count(struct driver_stmt *stmt)
{
	int row;
	return PQnfields(statement_rows(stmt, &row));
}

static enum value_type value_type(struct driver_stmt *stmt, int column)
{
	int row;
	const PGresult *rows = statement_rows(stmt, &row);
	return PQgetisnull(rows, row, column) ? VALUE_NULL : type_value(PQftype(rows, column));
}

static int64_t get_int(struct driver_stmt *stmt, int column)
{
	int row;
	const PGresult *rows = statement_rows(stmt, &row);
	return PQgetisnull(rows, row, column) ?
		0 :
		type_int(PQftype(rows, column), PQgetvalue(rows, row, column));
}

static double get_real(struct driver_stmt *stmt, int column)
{
	int row;
	const PGresult *rows = statement_rows(stmt, &row);
	return PQgetisnull(rows, row, column) ? 0 : type_real(PQgetvalue(rows, row, column));
}

static struct str get_bytes(struct driver_stmt *stmt, int column)
{
	int row;
	const PGresult *rows = statement_rows(stmt, &row);
	return (struct str){PQgetvalue(rows, row, column), (size_t)PQgetlength(rows, row, column)};
}

const struct driver DRIVER_POSTGRES = {
	.search = &SEARCH_POSTGRES,
	.knows = postgres_knows,
	.name = postgres_name,
	.is_public = postgres_is_public,
	.to_use = to_use,
	.way_back = way_back,
	.may_create = may_create,
	.create = postgres_create,
	.open = postgres_open,
	.open_to_read = postgres_open,
	.open_alone = postgres_open_alone,
	.close = postgres_close,
	.is_in_place = is_in_place,
	.stay_small = stay_small,
	.stamp = take_stamp,
	.clock_ms = handle_clock_ms,
	.backup = postgres_backup,
	.restore = no_restore,
	.copy = postgres_copy,
	.reach = reach_of_server,
	.publication = publication_of_server,
	.verify = postgres_verify,
	.wait_at_most = postgres_wait_at_most,
	.run = handle_run,
	.run_step = schema_run_step,
	.begin = begin_write,
	.begin_reading = begin_reading,
	.commit = commit_all,
	.rollback = roll_back,
	.in_transaction = in_transaction,
	.version = postgres_version,
	.set_version = postgres_set_version,
	.error = postgres_error,
	.changes = rows_changed,
	.inserting = " RETURNING id",
	.inserted = id_returned,
	.prepare = statement_new,
	.finish = statement_free,
	.sql = statement_sql,
	.reads_only = statement_reads_only,
	.parameters = statement_parameters,
	.columns = column_count,
	.bind_int = statement_bind_int,
	.bind_real = statement_bind_real,
	.bind_bytes = statement_bind_bytes,
	.bind_copy = statement_bind_copy,
	.bind_null = statement_bind_null,
	.step = statement_step,
	.later = statement_later,
	.type = value_type,
	.take_int = get_int,
	.take_real = get_real,
	.take_bytes = get_bytes,
	.reset = statement_reset,
};
