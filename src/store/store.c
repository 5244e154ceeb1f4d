#include "store/store.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/alloc.h"
#include "store/migrate_6.h"
#include "store/schema.h"
#include "store/statement.h"

enum {
	APPLICATION_ID = 0x54494447, /* "TIDG" in the file's header: this is a store and no other
									program's database */
	BUSY_MS = 10000,             /* how long one process waits for another one's writing */
};

/* Step n brings a file of version n to n + 1. A step that was released is never changed: a new one
 * follows it. */
static const struct {
	const char *sql;
	bool (*then)(struct store *s, struct err *err); /* what SQL alone cannot say; NULL: nothing */
} MIGRATIONS[] = {
	{SCHEMA_SQL, NULL},
	{SCHEMA_2_SQL, NULL},
	{SCHEMA_3_SQL, NULL},
	{SCHEMA_4_SQL, NULL},
	{SCHEMA_5_SQL, NULL},
	{SCHEMA_6_SQL, migrate_6},
	{SCHEMA_7_SQL, NULL},
};
enum { VERSION = sizeof MIGRATIONS / sizeof *MIGRATIONS };

bool store_error(sqlite3 *db, const char *doing, struct err *err)
{
	return err_set_kind(err, ERR_STORE, "%s: %s", doing, sqlite3_errmsg(db));
}

static bool run(struct store *s, const char *sql, struct err *err)
{
	return sqlite3_exec(s->db, sql, NULL, NULL, NULL) == SQLITE_OK ||
		store_error(s->db, "the store", err);
}

/* What the file's header and schema say, read at one moment: another process may be making the
 * file. */
struct identity {
	int64_t application, version, objects;
};

static bool identity_read(struct store *s, struct identity *out)
{
	sqlite3_stmt *stmt = NULL;
	bool ok = sqlite3_prepare_v2(s->db,
				  "SELECT application_id, user_version, (SELECT count(*) FROM sqlite_schema) "
				  "FROM pragma_application_id, pragma_user_version",
				  -1, &stmt, NULL) == SQLITE_OK &&
		sqlite3_step(stmt) == SQLITE_ROW;
	if (ok)
		*out = (struct identity){sqlite3_column_int64(stmt, 0), sqlite3_column_int64(stmt, 1),
			sqlite3_column_int64(stmt, 2)};
	sqlite3_finalize(stmt);
	return ok;
}

/* What file this is, before anything is written to it. *version is 0 for an empty file. */
static bool identify(struct store *s, const char *path, int64_t *version, struct err *err)
{
	struct identity is;
	if (!identity_read(s, &is))
		return sqlite3_errcode(s->db) == SQLITE_NOTADB ?
			err_set(err, "%s is not a database", path) :
			store_error(s->db, path, err);
	bool empty = is.application == 0 && is.version == 0 && is.objects == 0;
	if (!empty && is.application != APPLICATION_ID)
		return err_set(err, "%s is a database of another program", path);
	if (is.version > VERSION)
		return err_set(err,
			"%s was written by a newer tidings (its version is %lld, this program knows %d)", path,
			(long long)is.version, VERSION);
	*version = is.version;
	return true;
}

static bool migrate_step(struct store *s, int64_t version, struct err *err)
{
	char marks[128];
	snprintf(marks, sizeof marks, "PRAGMA application_id = %d; PRAGMA user_version = %lld",
		APPLICATION_ID, (long long)version + 1);
	return run(s, MIGRATIONS[version].sql, err) &&
		(!MIGRATIONS[version].then || MIGRATIONS[version].then(s, err)) && run(s, marks, err);
}

/* Another process may do the same at this moment: the version is read again once we alone may
 * write. */
static bool migrate(struct store *s, const char *path, struct err *err)
{
	int64_t version;
	if (!identify(s, path, &version, err))
		return false;
	while (version < VERSION) {
		if (!run(s, "BEGIN IMMEDIATE", err))
			return false;
		bool ok = identify(s, path, &version, err) &&
			(version == VERSION || migrate_step(s, version, err));
		if (!ok || !store_commit(s, err)) {
			store_rollback(s);
			return false;
		}
		version += version < VERSION;
	}
	return true;
}

/* The change to WAL needs the file alone and does not wait by itself. */
static bool enter_wal(struct store *s, struct err *err)
{
	const struct timespec pause = {.tv_nsec = 10000000};
	for (int waited = 0; waited < BUSY_MS; waited += 10) {
		if (run(s, "PRAGMA journal_mode = WAL", err))
			return true;
		if ((sqlite3_errcode(s->db) & 0xff) != SQLITE_BUSY)
			return false;
		nanosleep(&pause, NULL);
	}
	return false;
}

static bool secure(struct store *s, struct err *err)
{
	static const struct {
		int option, on;
	} options[] = {
		{SQLITE_DBCONFIG_DEFENSIVE, 1},
		{SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0},
		{SQLITE_DBCONFIG_ENABLE_FKEY, 1},
		{SQLITE_DBCONFIG_DQS_DML, 0},
		{SQLITE_DBCONFIG_DQS_DDL, 0},
	};
	for (size_t i = 0; i < sizeof options / sizeof *options; i++)
		if (sqlite3_db_config(s->db, options[i].option, options[i].on, NULL) != SQLITE_OK)
			return store_error(s->db, "the store", err);
	return true;
}

/* Pages of 8 kB hold three entries with their text where 4 kB would hold one. A WAL of up to 32 MB
 * lets pages that are written again and again reach the file once. */
static bool open_file(struct store *s, const char *path, struct err *err)
{
	int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX |
		SQLITE_OPEN_EXRESCODE;
	if (sqlite3_open_v2(path, &s->db, flags, NULL) != SQLITE_OK)
		return store_error(s->db, path, err);
	sqlite3_busy_timeout(s->db, BUSY_MS);
	return secure(s, err) && run(s, "PRAGMA page_size = 8192", err) && migrate(s, path, err) &&
		enter_wal(s, err) &&
		run(s,
			"PRAGMA synchronous = FULL; PRAGMA cache_size = -32000; PRAGMA temp_store = MEMORY;"
			"PRAGMA wal_autocheckpoint = 4000; PRAGMA journal_size_limit = 33554432",
			err);
}

struct store *store_open(const char *path, struct err *err)
{
	struct store *s = alloc_bytes(sizeof *s);
	memset(s, 0, sizeof *s);
	if (open_file(s, path, err))
		return s;
	store_close(s);
	return NULL;
}

void store_close(struct store *s)
{
	if (!s)
		return;
	query_forget_all(s);
	sqlite3_close(s->db);
	free(s);
}

bool store_begin(struct store *s, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(s, "BEGIN IMMEDIATE");
	return query_end(&q, err);
}

bool store_commit(struct store *s, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(s, "COMMIT");
	return query_end(&q, err);
}

void store_rollback(struct store *s)
{
	if (sqlite3_get_autocommit(s->db))
		return;
	struct query q CLEANUP_QUERY = QUERY(s, "ROLLBACK");
	if (!query_end(&q, NULL))
		return; /* SQLite has ended the transaction by itself */
}

bool store_stay_small(struct store *s, struct err *err)
{
	return run(s, "PRAGMA cache_size = -6000", err);
}

/* data_version moves with the commits of others, total_changes with our own rows. */
int64_t store_stamp(struct store *s)
{
	struct query q CLEANUP_QUERY = QUERY(s, "PRAGMA data_version");
	int64_t version = query_row(&q) ? take_int(&q) : -1;
	return query_end(&q, NULL) && version >= 0 ?
		version << 40 ^ (int64_t)sqlite3_total_changes64(s->db) :
		-1;
}

bool store_backup(struct store *s, const char *path, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(s, "VACUUM INTO ?1");
	bind_str(&q, str_of(path));
	return query_end(&q, err) || err_add(err, "backup to %s", path);
}
