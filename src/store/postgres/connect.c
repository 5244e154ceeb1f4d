#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/array.h"
#include "base/clock.h"
#include "base/secret.h"
#include "store/connection.h"
#include "store/postgres/dialect.h"
#include "store/postgres/handle.h"
#include "store/postgres/pipeline.h"
#include "store/postgres/postgres.h"

enum {
	WAIT_MS = 10000, /* as SQLite's (store.h) */
	PLANS_AT = 100   /* rows written before plans are made anew */
};

/* In the place of a code, where nothing failed on the server. */
#define TOLD_ALONE "alone"
#define TOLD_NOT_BEGUN "not begun"

/* Failures that have their cause outside the store, in words for an editor. Appendix A of
 * PostgreSQL's manual has the codes; two letters are a class. */
static const struct failure {
	const char *code;
	enum err_kind kind;
	const char *words;
} FAILURES[] = {
	{"55P03", ERR_BUSY, "another program is writing to it; try again in a moment"},
	{"40001", ERR_BUSY, "another program changed the same; try again in a moment"},
	{"40P01", ERR_BUSY, "another program is writing to it; try again in a moment"},
	{"53100", ERR_SYSTEM, "the server's disk is full, so nothing can be written"},
	{"25006", ERR_SYSTEM,
		"nothing can be written there: the server is a standby, or read-only for this role"},
	{"57014", ERR_BUSY, "the server was too slow, and nothing was saved; try again in a moment"},
	{"57P01", ERR_BUSY, "the server is being restarted; try again in a moment"},
	{"57P02", ERR_BUSY, "the server is being restarted; try again in a moment"},
	{"57P03", ERR_BUSY, "the server is starting; try again in a moment"},
	{"26000", ERR_STORE,
		"a pool of connections between here and the server gives each transaction another one; let "
		"it keep one for a whole session (PgBouncer: pool_mode = session)"},
	{"25P03", ERR_BUSY, "this program left the server waiting; nothing was saved"},
	{"08007", ERR_BUSY,
		"the connection to the server was lost as this was saved, and nobody can tell whether it "
		"is; look before you try again"},
	{"08", ERR_BUSY, "the connection to the server was lost; try again in a moment"},
	{TOLD_ALONE, ERR_BUSY,
		"this is saved, but on one server alone: its standby does not answer, and what one server "
		"has is lost with it; look before you try again"},
	{TOLD_NOT_BEGUN, ERR_BUSY,
		"the server’s standby does not answer, so nothing is written; it goes on when one does, or "
		"when synchronous_standby_names is reset (README, “Failover”)"},
};

static void clear_failure(struct driver_db *db)
{
	PQclear(db->failed);
	db->failed = NULL;
}

bool handle_note(struct driver_db *db, PGresult *result)
{
	ExecStatusType status = PQresultStatus(result);
	clear_failure(db);
	if (status != PGRES_COMMAND_OK && status != PGRES_TUPLES_OK) {
		db->failed = result;
		return false;
	}
	long changed;
	if (!dialect_reads_only(str_of(PQcmdStatus(result))) &&
		str_to_long(str_of(PQcmdTuples(result)), &changed)) {
		db->changed = changed;
		db->total += changed;
	}
	return true;
}

bool handle_end(struct driver_db *db, PGresult *result)
{
	if (!handle_note(db, result))
		return false;
	PQclear(result);
	return true;
}

bool handle_run(struct driver_db *db, const char *sql)
{
	return pipeline_end(db) && handle_end(db, PQexec(db->conn, sql));
}

/* A plan is kept, and one that was made while a table had few rows may read all of them. The server
 * makes plans anew when it has counted the rows, up to a minute later: too late for the first
 * visits of a new site. */
bool handle_fit_plans(struct driver_db *db)
{
	if (db->total < PLANS_AT || db->total / 2 < db->planned)
		return true;
	db->planned = db->total;
	return handle_run(db, "DISCARD PLANS");
}

/* Runs what ends with SAY_CLOCK, or does not. This machine's own time of day is not looked at: it
 * may be wrong, and somebody may set it meanwhile. */
static bool run_and_set_clock(struct driver_db *db, const char *sql)
{
	PGresult *result = PQexec(db->conn, sql);
	if (!handle_note(db, result))
		return false;
	if (PQntuples(result) == 1)
		db->ahead_ms = atoll(PQgetvalue(result, 0, 0)) - clock_boot_ms();
	PQclear(result);
	return true;
}

int64_t handle_clock_ms(struct driver_db *db)
{
	return clock_boot_ms() + db->ahead_ms;
}

bool handle_is_lost(const struct driver_db *db)
{
	return PQstatus(db->conn) != CONNECTION_OK;
}

/* Every statement has an index that it is meant to go by, as in SQLite. A plan is made once, when a
 * table may have no row yet, and would then read it from end to end for ever. Rows are mostly in
 * memory; an index that has them nearly in order, and a sort, is not the one that is meant; and
 * whoever waits for a few rows is not helped by more processes. A server that is not told that its
 * network broke keeps the locks of a session for as long. */
static bool set_up(struct driver_db *db)
{
	char sql[768];
	snprintf(sql, sizeof sql,
		"SET client_min_messages = warning; SET jit = off; SET enable_seqscan = off;"
		"SET random_page_cost = 1.1; SET max_parallel_workers_per_gather = 0;"
		"SET enable_incremental_sort = off;"
		"SET plan_cache_mode = force_generic_plan; SET lock_timeout = %d;"
		"SET idle_in_transaction_session_timeout = '5min'; SET tcp_keepalives_idle = 10;"
		"SET tcp_keepalives_interval = 5; SET tcp_keepalives_count = 3" SAY_CLOCK,
		db->wait_ms);
	db->opened++;
	return !handle_is_lost(db) && run_and_set_clock(db, sql);
}

/* Another database may stand at its place by now: an older copy, or none yet. */
static bool is_still_the_same(struct driver_db *db)
{
	db->doubted = false;
	if (!db->verify)
		return true;
	db->verifies = true;
	bool same = db->verify(db->store, &db->doubt);
	db->verifies = false;
	db->doubted = !same && !handle_is_lost(db);
	return same;
}

/* With the connection the turn to publish was lost, and another one may have it by now. */
static bool has_turn(struct driver_db *db)
{
	if (!db->publishes || handle_run(db, TAKE_TURN))
		return true;
	db->doubted = !handle_is_lost(db);
	return err_set_kind(&db->doubt, ERR_BUSY,
		"the connection to the server was lost, and another program publishes by now; try again "
		"in a moment");
}

bool handle_revive(struct driver_db *db)
{
	if (!handle_is_lost(db) && !db->doubted)
		return true;
	if (db->in_unit || db->verifies)
		return false;
	PQreset(db->conn);
	clear_failure(db);
	return set_up(db) && has_turn(db) && is_still_the_same(db);
}

static bool begin_once(struct driver_db *db, const char *sql)
{
	return handle_revive(db) && (!db->writes || handle_has_standby(db)) &&
		run_and_set_clock(db, sql);
}

/* A server that was restarted is noticed here, where nothing is done yet. */
bool handle_begin(struct driver_db *db, const char *sql)
{
	assert(!db->in_unit);
	db->writes = !strstr(sql, "READ ONLY");
	db->ended = END_KNOWN;
	bool begun = begin_once(db, sql);
	if (!begun && handle_is_lost(db))
		begun = begin_once(db, sql);
	if (!begun && !handle_is_lost(db) && PQtransactionStatus(db->conn) != PQTRANS_IDLE)
		PQclear(PQexec(db->conn, "ROLLBACK"));
	db->total_before = db->total;
	return db->in_unit = begun;
}

void handle_rollback(struct driver_db *db)
{
	pipeline_give_up(db);
	if (!handle_is_lost(db))
		PQclear(PQexec(db->conn, "ROLLBACK"));
	db->in_unit = false;
}

/* At a COMMIT there is one alone, which says that no standby confirmed it. */
static void note_warning(void *user, const PGresult *notice)
{
	struct driver_db *db = user;
	const char *code = PQresultErrorField(notice, PG_DIAG_SQLSTATE);
	db->warned = db->warned || (code && strcmp(code, "01000") == 0);
}

/* In the words of libpq, which come in lines and have no password in them. */
static bool cannot_connect(struct store *s, struct err *err)
{
	struct arena a CLEANUP_ARENA = {0};
	struct str why = str_collapse(&a, str_of(PQerrorMessage(s->db->conn)));
	return err_set_kind(
		err, ERR_STORE, "cannot reach the store (%s): " STR_FMT, s->name, STR_ARG(why));
}

/* A pool may hand one program what another one prepared: no two have the same names for it. */
static void set_key(struct driver_db *db)
{
	struct arena a CLEANUP_ARENA = {0};
	const int digits = (int)sizeof db->key - 2;
	snprintf(db->key, sizeof db->key, "s%.*s", digits, secret_new(&a).p);
}

/* By how its name begins FROM_OTHER_SESSIONS knows each session, whatever the place says. */
static const char *session_name(struct arena *a, const char *place)
{
	struct str name = S("tidings");
	PQconninfoOption *options = PQconninfoParse(place, NULL);
	for (const PQconninfoOption *o = options; o && o->keyword; o++)
		if (o->val && strcmp(o->keyword, "application_name") == 0)
			name = str_starts(str_of(o->val), S("tidings")) ? str_copy(a, str_of(o->val)) :
															  str_printf(a, "tidings %s", o->val);
	PQconninfoFree(options);
	return str_cstr(a, name);
}

bool handle_connect(struct store *s, const char *place, struct err *err)
{
	struct arena a CLEANUP_ARENA = {0};
	if (!postgres_can_read(place, err))
		return false;
	/* What comes later counts: before the name, what the place says itself. */
	static const char *const keys[] = {"connect_timeout", "keepalives_idle", "keepalives_interval",
		"keepalives_count", "tcp_user_timeout", "client_encoding", "dbname", "application_name",
		NULL};
	const char *const values[ARRAY_COUNT(keys)] = {
		"10", "10", "5", "3", "30000", "UTF8", place, session_name(&a, place), NULL};
	struct driver_db *db = alloc_bytes(sizeof *db);
	*db = (struct driver_db){.conn = PQconnectdbParams(keys, values, 1), .wait_ms = WAIT_MS};
	s->db = db;
	set_key(db);
	PQsetNoticeReceiver(db->conn, note_warning, db);
	if (handle_is_lost(db))
		return cannot_connect(s, err);
	return set_up(db) || store_error(s, "the store", err);
}

void postgres_close(struct driver_db *db)
{
	if (!db)
		return;
	clear_failure(db);
	PQfinish(db->conn);
	free(db);
}

void postgres_verify(struct driver_db *db, driver_verify *verify, struct store *store)
{
	db->verify = verify;
	db->store = store;
}

void postgres_wait_at_most(struct driver_db *db, int milliseconds)
{
	char sql[64];
	db->wait_ms = milliseconds;
	snprintf(sql, sizeof sql, "SET lock_timeout = %d", milliseconds);
	if (!handle_is_lost(db))
		PQclear(PQexec(db->conn, sql));
}

/* The server says of what: a table, or the schema. */
static bool lacks_right(const char *doing, const char *message, struct err *err)
{
	return err_set_kind(err, ERR_STORE,
		"%s: %s. The owner of the tables grants that (README, “Roles”: the two lines of GRANT), "
		"and is the first who runs a newer version of Tidings, which may have tables to change",
		doing, message ? message : "permission denied");
}

bool postgres_error(struct driver_db *db, const char *doing, struct err *err)
{
	const char *code = PQresultErrorField(db->failed, PG_DIAG_SQLSTATE),
			   *message = PQresultErrorField(db->failed, PG_DIAG_MESSAGE_PRIMARY);
	if (db->doubted)
		return err_set_kind(err, ERR_BUSY, "%s", db->doubt.text);
	if (!code && db->ended == END_UNKNOWN)
		code = "08007";
	if (!code && (handle_is_lost(db) || db->ended == END_UNDONE))
		code = "08006";
	if (!code && db->ended == END_ALONE)
		code = TOLD_ALONE;
	if (!code && db->ended == END_NOT_BEGUN)
		code = TOLD_NOT_BEGUN;
	if (code && strcmp(code, "42501") == 0)
		return lacks_right(doing, message, err);
	for (size_t i = 0; code && i < ARRAY_COUNT(FAILURES); i++)
		if (strncmp(code, FAILURES[i].code, strlen(FAILURES[i].code)) == 0)
			return err_set_kind(err, FAILURES[i].kind, "%s: %s", doing, FAILURES[i].words);
	return err_set_kind(
		err, ERR_STORE, "%s: %s", doing, message ? message : PQerrorMessage(db->conn));
}

/* 0, and well, for a database without a store. */
bool postgres_version(struct driver_db *db, int64_t *version)
{
	PGresult *there = PQexec(db->conn,
				 "SELECT to_regclass('tidings_schema') IS NOT NULL, "
				 "to_regclass('tidings_commit') IS NULL"),
			 *rows;
	*version = 0;
	if (!handle_note(db, there))
		return false;
	bool has_store = *PQgetvalue(there, 0, 0) == 't';
	db->lacks_commits = *PQgetvalue(there, 0, 1) == 't';
	PQclear(there);
	if (!has_store)
		return true;
	rows = PQexec(db->conn, "SELECT version FROM tidings_schema");
	if (!handle_note(db, rows))
		return false;
	*version = PQntuples(rows) ? atoll(PQgetvalue(rows, 0, 0)) : 0;
	PQclear(rows);
	return true;
}

bool postgres_set_version(struct driver_db *db, int64_t version)
{
	char text[32];
	const char *const values[] = {text};
	snprintf(text, sizeof text, "%lld", (long long)version);
	return handle_end(db,
		PQexecParams(
			db->conn, "UPDATE tidings_schema SET version = $1", 1, NULL, values, NULL, NULL, 0));
}

/* Two may come at once. */
static bool add_commits(struct driver_db *db)
{
	bool added = handle_begin(db, BEGIN_WRITE) && handle_make_commits(db) && handle_commit(db);
	if (!added)
		handle_rollback(db);
	return added;
}

bool postgres_open(struct store *s, const char *place, struct err *err)
{
	int64_t version;
	if (!handle_connect(s, place, err) || !store_version(s, "the store", &version, err))
		return false;
	if (!version)
		return err_set(err,
			"the database has no store of a site in it. Nothing was changed. For a new site, "
			"`tidings init` makes it; `tidings store copy` brings one there");
	return (!s->db->lacks_commits || add_commits(s->db) || store_error(s, "the store", err)) &&
		store_migrate(s, "the store", err);
}

bool postgres_backup(struct store *s, const char *path, struct err *err)
{
	return err_set(err,
		"the store is in PostgreSQL, whose own program makes the backup: `pg_dump --format=custom "
		"--file=%s --dbname=\"%s\"`, and `pg_restore` brings it back. Or, while nothing else runs "
		"on the site, `tidings store copy \"%s\" %s` makes a file that needs no server",
		path, s->name, s->name, path);
}
