/* handle: what is behind the names of this driver (private to store/postgres/). */
#ifndef STORE_POSTGRES_HANDLE_H
#define STORE_POSTGRES_HANDLE_H

#include <libpq-fe.h>

#include "store/driver.h"

struct driver_db {
	PGconn *conn;
	PGresult *failed;     /* what the last failure said; NULL: the connection says it */
	int64_t changed;      /* rows of the last statement */
	int64_t total;        /* and of all */
	int64_t planned;      /* `total` when all plans were given up last */
	int64_t total_before; /* `total` when the transaction was begun */
	bool writes;          /* it was not begun as READ ONLY */
	int64_t commits;      /* the number of the last that was told to tidings_commit, beside `key` */
	unsigned numbered;    /* `opened` when the statement for that was prepared */
	bool lacks_commits;   /* the table is not there: an earlier version made the store */
	/* The last transaction, when the connection was lost at its end, or no standby confirmed it:
	 * the server alone has it, and therefore the next was not begun. */
	enum { END_KNOWN, END_UNDONE, END_UNKNOWN, END_ALONE, END_NOT_BEGUN } ended;
	bool warned;     /* by the server, since this was looked at last */
	bool alone;      /* the last commit was not confirmed by a standby in time */
	int sent;        /* statements whose outcome was not read yet (pipeline.h) */
	unsigned names;  /* statements that got a name, */
	char key[18];    /* with this in front, which no other connection has */
	bool in_unit;    /* a transaction was begun, and neither committed nor rolled back */
	bool publishes;  /* it has TAKE_TURN's lock, or had it on the connection before */
	unsigned opened; /* how often it was connected: what was prepared before is gone */
	int wait_ms;     /* for another one's writing */
	/* Asked at each new connection whether the store is still the same, which it is not while
	 * `doubted` (driver.h). */
	driver_verify *verify;
	struct store *store;
	bool verifies; /* is being asked */
	bool doubted;
	struct err doubt;
	int64_t ahead_ms; /* the server's time of day less clock_boot_ms() */
};

/* "FROM …": the other sessions of this program at the database. */
#define FROM_OTHER_SESSIONS \
	"FROM pg_stat_activity WHERE datname = current_database() AND application_name LIKE " \
	"'tidings%' AND pid <> pg_backend_pid()"

/* Connects the new store; the error has no password in it. */
bool handle_connect(struct store *s, const char *place, struct err *err) MUST_USE;
/* Runs statements without parameters. False when one failed, which is then the last failure. */
bool handle_run(struct driver_db *db, const char *sql) MUST_USE;
/* Notes the result as that of the last statement; keeps it, as the last failure, when it is one. */
bool handle_note(struct driver_db *db, PGresult *result) MUST_USE;
/* The same of one that nobody reads, which is freed. */
bool handle_end(struct driver_db *db, PGresult *result) MUST_USE;
/* Gives up the plans of all statements when this connection has doubled what it wrote. */
bool handle_fit_plans(struct driver_db *db) MUST_USE;
/* Connects again when the server closed the connection. A transaction that was open is lost, and
 * nothing goes on until it is rolled back. The turn to publish is taken again. */
bool handle_revive(struct driver_db *db) MUST_USE;
/* Runs `sql`, which begins a transaction. A lost connection is made anew. */
bool handle_begin(struct driver_db *db, const char *sql) MUST_USE;
/* Commits, also when the connection breaks meanwhile: it is made anew, and the store asked whether
 * the transaction was done. False: it was not, or `ended` says that nobody can tell, or that it was
 * but no standby has it. */
bool handle_commit(struct driver_db *db) MUST_USE;
/* False while the server is alone (then nothing that writes is to be begun) or cannot be asked. */
bool handle_has_standby(struct driver_db *db) MUST_USE;
/* Makes the table by which that is found out, where it is not there yet. */
bool handle_make_commits(struct driver_db *db) MUST_USE;
bool handle_is_lost(const struct driver_db *db);
void handle_rollback(struct driver_db *db);
/* The server's time of day, in milliseconds. */
int64_t handle_clock_ms(struct driver_db *db);

/* At the end of what begins something: the server's time of day, in milliseconds, comes with the
 * answer, when all waiting is over. */
#define SAY_CLOCK "; SELECT CAST(extract(epoch FROM clock_timestamp()) * 1000 AS BIGINT)"
/* A transaction that writes: one at a time for the whole store, and each statement in it sees all
 * that was committed before. */
#define BEGIN_WRITE "BEGIN; LOCK TABLE tidings_schema IN EXCLUSIVE MODE" SAY_CLOCK

/* The turn to publish, a lock of the session, which no transaction of ours ends. */
#define TAKE_TURN "SELECT pg_advisory_lock(hashtext('tidings'), hashtext(current_schema()))"

#endif
