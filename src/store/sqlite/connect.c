#include <errno.h>
#include <stdio.h>
#include <time.h>
#include <unistd.h>

#include "base/array.h"
#include "base/file.h"
#include "store/lock.h"
#include "store/site_check.h"
#include "store/sqlite/handle.h"
#include "store/sqlite/look.h"
#include "store/sqlite/sqlite.h"

/* Failures that have their cause outside the store, in words for an editor. */
static const struct failure {
	int code; /* a primary result code of SQLite */
	enum err_kind kind;
	const char *words;
} FAILURES[] = {
	{SQLITE_BUSY, ERR_BUSY, "another program is writing to it; try again in a moment"},
	{SQLITE_FULL, ERR_SYSTEM, "the disk is full, so nothing can be written"},
	{SQLITE_READONLY, ERR_SYSTEM,
		"the disk, the folder or the file is read-only, so nothing can be written"},
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

bool sqlite_error(struct driver_db *handle, const char *doing, struct err *err)
{
	sqlite3 *db = db_of(handle);
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

/* No thread but the first one uses the store, and nobody asks what SQLite has allocated: without
 * locks and without counting that, it is a few per cent faster. Before its first use. */
static void sqlite_prepare_once(void)
{
	static bool prepared;
	if (prepared)
		return;
	prepared = true;
	if (sqlite3_config(SQLITE_CONFIG_SINGLETHREAD) != SQLITE_OK ||
		sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0) != SQLITE_OK)
		return; /* somebody has used it before: then it goes on as it was */
}

bool handle_open(struct store *s, const char *path, int flags, struct err *err)
{
	sqlite3 *db = NULL;
	sqlite_prepare_once();
	int rc = sqlite3_open_v2(path, &db, flags | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE, NULL);
	s->db = (struct driver_db *)db;
	return rc == SQLITE_OK || store_error(s, path, err);
}

bool sqlite_version(struct driver_db *db, int64_t *version)
{
	sqlite3_stmt *stmt = NULL;
	bool read = sqlite3_prepare_v2(db_of(db), "PRAGMA user_version", -1, &stmt, NULL) ==
			SQLITE_OK &&
		sqlite3_step(stmt) == SQLITE_ROW;
	*version = read ? sqlite3_column_int64(stmt, 0) : 0;
	sqlite3_finalize(stmt);
	return read;
}

bool sqlite_set_version(struct driver_db *db, int64_t version)
{
	char marks[128];
	snprintf(marks, sizeof marks, "PRAGMA application_id = %d; PRAGMA user_version = %lld",
		APPLICATION_ID, (long long)version);
	return sqlite3_exec(db_of(db), marks, NULL, NULL, NULL) == SQLITE_OK;
}

/* The change to WAL needs the file alone and does not wait by itself. */
static bool enter_wal(struct store *s, struct err *err)
{
	const struct timespec pause = {.tv_nsec = 10000000};
	for (int waited = 0; waited < SQLITE_BUSY_MS; waited += 10) {
		if (store_run(s, "PRAGMA journal_mode = WAL", err))
			return true;
		if ((sqlite3_errcode(db_of(s->db)) & 0xff) != SQLITE_BUSY)
			return false;
		nanosleep(&pause, NULL);
	}
	return false;
}

bool handle_secure(struct store *s, struct err *err)
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
		if (sqlite3_db_config(db_of(s->db), options[i].option, options[i].on, NULL) != SQLITE_OK)
			return store_error(s, "the store", err);
	return true;
}

bool sqlite_is_in_place(struct store *s)
{
	int moved = 1;
	return sqlite3_file_control(db_of(s->db), "main", SQLITE_FCNTL_HAS_MOVED, &moved) ==
		SQLITE_OK &&
		!moved;
}

/* Before each commit: what is written into a file that is no longer the site's would be lost. */
static int refuse_elsewhere(void *user)
{
	return !sqlite_is_in_place(user);
}

bool sqlite_connect(struct store *s, const char *path, struct err *err)
{
	if (!handle_open(s, path, SQLITE_OPEN_READWRITE, err))
		return false;
	sqlite3_busy_timeout(db_of(s->db), SQLITE_BUSY_MS);
	sqlite3_commit_hook(db_of(s->db), refuse_elsewhere, s);
	return handle_secure(s, err);
}

/* A WAL of up to 32 MB lets pages that are written again and again reach the file once. 8 MB of
 * pages are held: a fetch of 2,000 feeds was no faster with 32, since the system holds the file. */
bool sqlite_open(struct store *s, const char *path, struct err *err)
{
	struct arena a CLEANUP_ARENA = {0};
	const char *folder = look_folder(&a, path);
	int64_t version;
	return lock_share(folder, &s->lock, err) && look_at_file(path, err) &&
		sqlite_connect(s, path, err) && store_version(s, path, &version, err) &&
		site_check(s, folder, version, err) && store_migrate(s, path, err) && enter_wal(s, err) &&
		store_run(s,
			"PRAGMA synchronous = FULL; PRAGMA cache_size = -8000; PRAGMA temp_store = MEMORY;"
			"PRAGMA wal_autocheckpoint = 4000; PRAGMA journal_size_limit = 33554432",
			err);
}
