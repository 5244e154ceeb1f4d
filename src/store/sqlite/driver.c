#include <assert.h>

#include "base/clock.h"
#include "store/connection.h"
#include "store/sqlite/handle.h"
#include "store/sqlite/search.h"
#include "store/sqlite/sqlite.h"
#include "store/statement.h"

static_assert(VALUE_INT == SQLITE_INTEGER && VALUE_REAL == SQLITE_FLOAT, "the types of SQLite");
static_assert(VALUE_TEXT == SQLITE_TEXT && VALUE_BYTES == SQLITE_BLOB, "the types of SQLite");
static_assert(VALUE_NULL == SQLITE_NULL, "the types of SQLite");

/* Whatever is nobody else's is the path of a file. */
static bool knows_file(const char *place)
{
	return place;
}

static bool is_path(const char *place, struct err *err)
{
	return *place || err_set(err, "where the store is to be is not said");
}

static struct str path_itself(struct arena *a, const char *place)
{
	return str_copy(a, str_of(place));
}

static struct str to_use(struct arena *a, const char *place)
{
	return str_printf(a,
		"take `store` out of the site’s feeds/*.conf, and see that the file is tidings.db in its "
		"folder (now: %s)",
		place);
}

static struct str way_back(struct arena *a, const char *folder)
{
	return str_printf(a,
		"`tidings -C %s restore FILE` brings a backup back, and sees to it that no address of out/ "
		"is given to something else",
		folder);
}

static void close_db(struct driver_db *db)
{
	sqlite3_close(db_of(db));
}

static bool stay_small(struct store *s, struct err *err)
{
	return store_run(s, "PRAGMA cache_size = -6000", err);
}

/* data_version moves with the commits of others, total_changes with our own rows. */
static int64_t stamp(struct store *s)
{
	struct query q CLEANUP_QUERY = QUERY(s, "PRAGMA data_version");
	int64_t version = query_row(&q) ? take_int(&q) : -1;
	return query_end(&q, NULL) && version >= 0 ?
		version << 40 ^ (int64_t)sqlite3_total_changes64(db_of(s->db)) :
		-1;
}

static int64_t clock_of_machine(struct driver_db *db)
{
	(void)db;
	return clock_wall_ms();
}

static enum seal_reach reach_of_file(struct driver_db *db)
{
	(void)db;
	return SEAL_REACH_NOTHING;
}

static bool publication_of_file(struct driver_db *db, bool begins)
{
	(void)begins;
	return db;
}

static void wait_at_most(struct driver_db *db, int milliseconds)
{
	sqlite3_busy_timeout(db_of(db), milliseconds);
}

static bool run_all(struct driver_db *db, const char *sql)
{
	return sqlite3_exec(db_of(db), sql, NULL, NULL, NULL) == SQLITE_OK;
}

/* Whoever will write waits for others at the beginning, where nothing is done yet. */
static bool begin_write(struct store *s, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(s, "BEGIN IMMEDIATE");
	return query_end(&q, err);
}

static bool begin_reading(struct store *s, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(s, "BEGIN");
	return query_end(&q, err);
}

static bool commit(struct store *s, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(s, "COMMIT");
	return query_end(&q, err);
}

static void rollback(struct store *s)
{
	struct query q CLEANUP_QUERY = QUERY(s, "ROLLBACK");
	if (!query_end(&q, NULL))
		return; /* the engine has ended the transaction by itself */
}

static bool in_transaction(struct driver_db *db)
{
	return !sqlite3_get_autocommit(db_of(db));
}

static int64_t changes(struct driver_db *db)
{
	return sqlite3_changes64(db_of(db));
}

/* RETURNING would make a table for the one row each time, which costs more than the row. */
static int64_t inserted(struct driver_db *db, struct driver_stmt *stmt)
{
	(void)stmt;
	return sqlite3_last_insert_rowid(db_of(db));
}

static struct driver_stmt *prepare(struct driver_db *db, struct str sql)
{
	sqlite3_stmt *stmt = NULL;
	int rc = sqlite3_prepare_v3(
		db_of(db), sql.p, (int)sql.n, SQLITE_PREPARE_PERSISTENT, &stmt, NULL);
	assert(rc != SQLITE_OK || stmt);
	return rc == SQLITE_OK ? (struct driver_stmt *)stmt : NULL;
}

static void finalize(struct driver_stmt *stmt)
{
	sqlite3_finalize(stmt_of(stmt));
}

static struct str text_of(struct driver_stmt *stmt)
{
	return str_of(sqlite3_sql(stmt_of(stmt)));
}

static bool reads_only(struct driver_stmt *stmt)
{
	return sqlite3_stmt_readonly(stmt_of(stmt));
}

static int parameters(struct driver_stmt *stmt)
{
	return sqlite3_bind_parameter_count(stmt_of(stmt));
}

static int columns(struct driver_stmt *stmt)
{
	return sqlite3_column_count(stmt_of(stmt));
}

static bool put_int(struct driver_stmt *stmt, int n, int64_t value)
{
	return sqlite3_bind_int64(stmt_of(stmt), n, value) == SQLITE_OK;
}

static bool put_real(struct driver_stmt *stmt, int n, double value)
{
	return sqlite3_bind_double(stmt_of(stmt), n, value) == SQLITE_OK;
}

static bool put_bytes(struct driver_stmt *stmt, int n, struct str value, enum value_type type)
{
	const char *p = value.n ? value.p : ""; /* NULL would be bound as NULL */
	assert(type == VALUE_TEXT || type == VALUE_BYTES);
	int rc = type == VALUE_TEXT ?
		sqlite3_bind_text64(stmt_of(stmt), n, p, value.n, SQLITE_STATIC, SQLITE_UTF8) :
		sqlite3_bind_blob64(stmt_of(stmt), n, p, value.n, SQLITE_STATIC);
	return rc == SQLITE_OK;
}

static bool put_copy(struct driver_stmt *stmt, int n, struct str text)
{
	const char *p = text.n ? text.p : "";
	return sqlite3_bind_text64(stmt_of(stmt), n, p, text.n, SQLITE_TRANSIENT, SQLITE_UTF8) ==
		SQLITE_OK;
}

static bool put_null(struct driver_stmt *stmt, int n)
{
	return sqlite3_bind_null(stmt_of(stmt), n) == SQLITE_OK;
}

static enum driver_step step(struct driver_stmt *stmt)
{
	int rc = sqlite3_step(stmt_of(stmt));
	return rc == SQLITE_ROW ? STEP_ROW : rc == SQLITE_DONE ? STEP_DONE : STEP_FAILED;
}

static enum value_type type_of(struct driver_stmt *stmt, int column)
{
	return (enum value_type)sqlite3_column_type(stmt_of(stmt), column);
}

static int64_t get_int(struct driver_stmt *stmt, int column)
{
	return sqlite3_column_int64(stmt_of(stmt), column);
}

static double get_real(struct driver_stmt *stmt, int column)
{
	return sqlite3_column_double(stmt_of(stmt), column);
}

/* A text as a BLOB, too: without a copy that ends in NUL. */
static struct str get_bytes(struct driver_stmt *stmt, int column)
{
	const char *p = sqlite3_column_blob(stmt_of(stmt), column);
	return (struct str){p, (size_t)sqlite3_column_bytes(stmt_of(stmt), column)};
}

static void reset(struct driver_stmt *stmt)
{
	sqlite3_reset(stmt_of(stmt));
	sqlite3_clear_bindings(stmt_of(stmt));
}

const struct driver DRIVER_SQLITE = {
	.knows = knows_file,
	.search = &SEARCH_SQLITE,
	.name = path_itself,
	.is_public = is_path,
	.to_use = to_use,
	.way_back = way_back,
	.may_create = sqlite_may_create,
	.create = sqlite_create,
	.open = sqlite_open,
	.open_to_read = sqlite_open_to_read,
	.open_alone = sqlite_open_alone,
	.close = close_db,
	.is_in_place = sqlite_is_in_place,
	.stay_small = stay_small,
	.stamp = stamp,
	.clock_ms = clock_of_machine,
	.backup = sqlite_backup,
	.restore = sqlite_restore,
	.copy = sqlite_copy,
	.reach = reach_of_file,
	.publication = publication_of_file,
	.wait_at_most = wait_at_most,
	.run = run_all,
	.run_step = run_all,
	.begin = begin_write,
	.begin_reading = begin_reading,
	.commit = commit,
	.rollback = rollback,
	.in_transaction = in_transaction,
	.version = sqlite_version,
	.set_version = sqlite_set_version,
	.error = sqlite_error,
	.changes = changes,
	.inserting = "",
	.inserted = inserted,
	.prepare = prepare,
	.finish = finalize,
	.sql = text_of,
	.reads_only = reads_only,
	.parameters = parameters,
	.columns = columns,
	.bind_int = put_int,
	.bind_real = put_real,
	.bind_bytes = put_bytes,
	.bind_copy = put_copy,
	.bind_null = put_null,
	.step = step,
	.type = type_of,
	.take_int = get_int,
	.take_real = get_real,
	.take_bytes = get_bytes,
	.reset = reset,
};
