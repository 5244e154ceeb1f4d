#include "store/store.h"

#include <assert.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "base/alloc.h"
#include "base/array.h"
#include "base/file.h"
#include "base/process.h"
#include "store/lock.h"
#include "store/look.h"
#include "store/migrate_12.h"
#include "store/migrate_6.h"
#include "store/schema.h"
#include "store/site_check.h"
#include "store/statement.h"

/* How long one process waits for another one's writing, unless told. */
enum { BUSY_MS = 10000 };

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
	{SCHEMA_8_SQL, NULL},
	{SCHEMA_9_SQL, NULL},
	{SCHEMA_10_SQL, NULL},
	{SCHEMA_11_SQL, NULL},
	{SCHEMA_12_SQL, migrate_12},
	{SCHEMA_13_SQL, NULL},
	{SCHEMA_14_SQL, NULL},
	{SCHEMA_15_SQL, NULL},
	{SCHEMA_16_SQL, NULL},
	{SCHEMA_17_SQL, NULL},
	{SCHEMA_18_SQL, NULL},
	{SCHEMA_19_SQL, NULL},
	{SCHEMA_20_SQL, NULL},
	{SCHEMA_21_SQL, NULL},
	{SCHEMA_22_SQL, NULL},
	{SCHEMA_23_SQL, NULL},
	{SCHEMA_24_SQL, NULL},
	{SCHEMA_25_SQL, NULL},
	{SCHEMA_26_SQL, NULL},
	{SCHEMA_27_SQL, NULL},
	{SCHEMA_28_SQL, NULL},
	{SCHEMA_29_SQL, NULL},
	{SCHEMA_30_SQL, NULL},
	{SCHEMA_31_SQL, NULL},
	{SCHEMA_32_SQL, NULL},
	{SCHEMA_33_SQL, NULL},
	{SCHEMA_34_SQL, NULL},
	{SCHEMA_35_SQL, NULL},
	{SCHEMA_36_SQL, NULL},
	{SCHEMA_37_SQL, NULL},
	{SCHEMA_38_SQL, NULL},
	{SCHEMA_39_SQL, NULL},
	{SCHEMA_40_SQL, NULL},
	{SCHEMA_41_SQL, NULL},
	{SCHEMA_42_SQL, NULL},
	{SCHEMA_43_SQL, NULL},
	{SCHEMA_44_SQL, NULL},
	{SCHEMA_45_SQL, NULL},
};
enum { VERSION = sizeof MIGRATIONS / sizeof *MIGRATIONS };

/* Failures that have their cause outside the store, in words for an editor. */
static const struct failure {
	int code; /* a primary result code of SQLite */
	enum err_kind kind;
	const char *words;
} FAILURES[] = {
	{SQLITE_BUSY, ERR_BUSY, "another program is writing to it; try again in a moment"},
	{SQLITE_FULL, ERR_SYSTEM, "the disk is full, so nothing can be written"},
	{SQLITE_READONLY, ERR_SYSTEM, "the disk or the file is read-only, so nothing can be written"},
	{SQLITE_CORRUPT, ERR_STORE, "the file is damaged; `tidings restore FILE` brings back a backup"},
};

/* SQLite does not tell in every place what the system told it. */
static int failure_code(sqlite3 *db)
{
	int code = sqlite3_errcode(db) & 0xff, error = sqlite3_system_errno(db);
	const char *path = sqlite3_db_filename(db, "main");
	if (code != SQLITE_IOERR && code != SQLITE_CANTOPEN)
		return code;
	if (path && access(path, W_OK) != 0 && errno == EROFS)
		return SQLITE_READONLY;
	if (error == ENOSPC || error == EDQUOT)
		return SQLITE_FULL;
	return error == EROFS ? SQLITE_READONLY : code;
}

bool store_error(sqlite3 *db, const char *doing, struct err *err)
{
	if (sqlite3_extended_errcode(db) == SQLITE_CONSTRAINT_COMMITHOOK)
		return err_set_kind(err, ERR_STORE,
			"%s was removed or replaced while this program had it open: nothing was saved. Stop "
			"the program and start it again",
			sqlite3_db_filename(db, "main"));
	int code = failure_code(db);
	for (size_t i = 0; i < ARRAY_COUNT(FAILURES); i++)
		if (FAILURES[i].code == code)
			return err_set_kind(err, FAILURES[i].kind, "%s: %s", doing, FAILURES[i].words);
	return err_set_kind(err, ERR_STORE, "%s: %s", doing, sqlite3_errmsg(db));
}

void store_wait_at_most(struct store *s, int milliseconds)
{
	sqlite3_busy_timeout(s->db, milliseconds);
}

bool store_run(struct store *s, const char *sql, struct err *err)
{
	return sqlite3_exec(s->db, sql, NULL, NULL, NULL) == SQLITE_OK ||
		store_error(s->db, "the store", err);
}

/* The version of its schema; 0 for a file that is being made. */
bool store_version(struct store *s, const char *path, int64_t *version, struct err *err)
{
	sqlite3_stmt *stmt = NULL;
	bool read = sqlite3_prepare_v2(s->db, "PRAGMA user_version", -1, &stmt, NULL) == SQLITE_OK &&
		sqlite3_step(stmt) == SQLITE_ROW;
	*version = read ? sqlite3_column_int64(stmt, 0) : 0;
	if (!read)
		store_error(s->db, path, err);
	sqlite3_finalize(stmt);
	if (!read)
		return false;
	return *version <= VERSION ||
		err_set(err,
			"%s was written by a newer tidings (its version is %lld, this program knows %d)", path,
			(long long)*version, VERSION);
}

static bool migrate_step(struct store *s, int64_t version, struct err *err)
{
	char marks[128];
	snprintf(marks, sizeof marks, "PRAGMA application_id = %d; PRAGMA user_version = %lld",
		APPLICATION_ID, (long long)version + 1);
	return store_run(s, MIGRATIONS[version].sql, err) &&
		(!MIGRATIONS[version].then || MIGRATIONS[version].then(s, err)) && store_run(s, marks, err);
}

/* Another process may do the same at this moment: the version is read again once we alone may
 * write. */
bool store_migrate(struct store *s, const char *path, struct err *err)
{
	int64_t version;
	if (!store_version(s, path, &version, err))
		return false;
	while (version < VERSION) {
		if (!store_run(s, "BEGIN IMMEDIATE", err))
			return false;
		bool ok = store_version(s, path, &version, err) &&
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
		if (store_run(s, "PRAGMA journal_mode = WAL", err))
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

bool store_is_in_place(struct store *s)
{
	int moved = 1;
	return sqlite3_file_control(s->db, "main", SQLITE_FCNTL_HAS_MOVED, &moved) == SQLITE_OK &&
		!moved;
}

/* Before each commit: what is written into a file that is no longer the site's would be lost. */
static int refuse_elsewhere(void *user)
{
	return !store_is_in_place(user);
}

bool store_connect(struct store *s, const char *path, struct err *err)
{
	int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE;
	if (sqlite3_open_v2(path, &s->db, flags, NULL) != SQLITE_OK)
		return store_error(s->db, path, err);
	sqlite3_busy_timeout(s->db, BUSY_MS);
	sqlite3_commit_hook(s->db, refuse_elsewhere, s);
	return secure(s, err);
}

bool store_connect_temporary(struct store *s, struct err *err)
{
	int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX |
		SQLITE_OPEN_EXRESCODE;
	if (sqlite3_open_v2("", &s->db, flags, NULL) != SQLITE_OK)
		return store_error(s->db, "a temporary store", err);
	return secure(s, err);
}

/* A WAL of up to 32 MB lets pages that are written again and again reach the file once. */
static bool open_file(struct store *s, const char *path, struct err *err)
{
	struct arena a CLEANUP_ARENA = {0};
	const char *folder = look_folder(&a, path);
	int64_t version;
	return lock_share(folder, &s->lock, err) && look_at_file(path, err) &&
		store_connect(s, path, err) && store_version(s, path, &version, err) &&
		site_check(s, folder, version, err) && store_migrate(s, path, err) && enter_wal(s, err) &&
		store_run(s,
			"PRAGMA synchronous = FULL; PRAGMA cache_size = -32000; PRAGMA temp_store = MEMORY;"
			"PRAGMA wal_autocheckpoint = 4000; PRAGMA journal_size_limit = 33554432",
			err);
}

struct store *store_new(void)
{
	struct store *s = alloc_bytes(sizeof *s);
	struct arena a CLEANUP_ARENA = {0};
	memset(s, 0, sizeof *s);
	s->lock = -1;
	snprintf(s->mark, sizeof s->mark, STR_FMT, STR_ARG(process_mark(&a)));
	return s;
}

struct store *store_open(const char *path, struct err *err)
{
	struct store *s = store_new();
	if (open_file(s, path, err))
		return s;
	store_close(s);
	return NULL;
}

/* Pages of 8 kB hold three entries with their text where 4 kB would hold one. The file is synced
 * as a whole when it gets its name, so no step waits for the disk. */
static bool make_file(const char *path, struct err *err)
{
	struct store *s = store_new();
	bool made = store_connect(s, path, err) &&
		store_run(s, "PRAGMA page_size = 8192; PRAGMA synchronous = OFF", err) &&
		store_migrate(s, path, err);
	store_close(s);
	return made;
}

bool store_create(const char *path, struct err *err)
{
	struct arena a CLEANUP_ARENA = {0};
	struct file_temporary t;
	file_sweep(path);
	if (!file_begin(&a, path, &t, err))
		return false;
	if (make_file(t.path, err))
		return file_finish(&t, path, FILE_NEW, err);
	file_drop(&t);
	return false;
}

void store_close(struct store *s)
{
	if (!s)
		return;
	query_forget_all(s);
	sqlite3_close(s->db);
	lock_release(s->lock);
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

bool store_snapshot_begin(struct store *s, struct err *err)
{
	if (s->snapshot)
		return true;
	assert(sqlite3_get_autocommit(s->db));
	struct query q CLEANUP_QUERY = QUERY(s, "BEGIN");
	return s->snapshot = query_end(&q, err);
}

void store_snapshot_end(struct store *s)
{
	bool on = s->snapshot;
	s->snapshot = false;
	if (on)
		store_rollback(s);
}

bool store_stay_small(struct store *s, struct err *err)
{
	return store_run(s, "PRAGMA cache_size = -6000", err);
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
