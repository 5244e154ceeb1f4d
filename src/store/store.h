/* store: everything a site remembers, in one SQLite file (schema.sql says how it hangs together).
 * ALL the SQL is in this room.
 *
 * Each process has one connection. What belongs together is written in one transaction:
 *
 *     if (!store_begin(s, err)) …; … ; if (!store_commit(s, err)) …
 *
 * After a failure inside a transaction the caller calls store_rollback. Statements are prepared
 * once and kept. Every text is bound, never concatenated. Strings that come out are copied into the
 * caller's arena. A database error is reported with SQLite's words (ERR_STORE), but for three:
 * another process writes (ERR_BUSY), the disk is full, or it is read-only (ERR_SYSTEM). */
#ifndef STORE_STORE_H
#define STORE_STORE_H

#include "base/arena.h"
#include "base/err.h"
#include "base/seal.h"

struct store;

/* Makes the store of a new site, with its id, for store_open. The file appears whole; one that is
 * there already is an error and is left alone. ERR_BUSY: there was none, and whether it was made
 * nobody can tell, since the connection to the server was lost at the end. */
bool store_create(const char *path, struct err *err) MUST_USE;
/* How messages call a place: the file's path, or where the server is and what the database is
 * called. Never with a password. */
struct str store_name(struct arena *a, const char *place);
/* False when the place may not stand in a file that others can read: it cannot be read itself, or
 * has a password in it other than "${NAME}", a variable of the environment. */
bool store_place_is_public(const char *place, struct err *err) MUST_USE;
/* Opens the store of the site in whose folder it lies and brings its schema to this program's
 * version (PRAGMA user_version; each step in a transaction). WAL, synchronous FULL, foreign_keys
 * on, trusted_schema off, defensive; mode 0600. While it is open, no backup can be restored.
 *
 * A file that is missing, empty, no store, of a newer program, of another site than FOLDER/out, or
 * older than what out/ shows (store/site.h) is an error (ERR_USER) and nothing is touched. */
struct store *store_open(const char *path, struct err *err);
/* The same on a disk that is full or read-only, where store_open fails with ERR_SYSTEM: what is
 * there can be read, and every write fails with ERR_SYSTEM. On a full disk no other process can
 * open the store meanwhile, so this is for processes that soon end. */
struct store *store_open_to_read(const char *path, struct err *err);
/* Closes it; an open transaction is rolled back. NULL is nothing. */
void store_close(struct store *s);
/* Whether the open file is still the one at its path. When it is not, every change fails. */
bool store_is_in_place(struct store *s);

bool store_begin(struct store *s, struct err *err) MUST_USE; /* BEGIN IMMEDIATE */
bool store_commit(struct store *s, struct err *err) MUST_USE;
void store_rollback(struct store *s); /* harmless outside a transaction */

/* What is read from here on is the store as it is now, and costs less to read. The first change of
 * ours ends it. To begin it twice or to end none is harmless. */
bool store_snapshot_begin(struct store *s, struct err *err) MUST_USE;
void store_snapshot_end(struct store *s);

/* How long a write waits for another process's (ten seconds, if nothing is said); then it fails
 * with ERR_BUSY. Reading never waits. */
void store_wait_at_most(struct store *s, int milliseconds);

/* Whether the store was away for a while, or another one wrote for longer than that, since this was
 * asked last: something failed with ERR_BUSY. */
bool store_was_away(struct store *s);

/* Whether something failed, since this was asked last, because nothing can be written there: its
 * disk is full or read-only, or its server is a standby. */
bool store_was_read_only(struct store *s);

/* For a process that runs for days: SQLite's page cache is at most 6 MB, instead of the 8 MB of a
 * command that soon ends. */
bool store_stay_small(struct store *s, struct err *err) MUST_USE;

/* What a process that only serves has to go on reaching, so that a store that was away for a while
 * is found again (base/seal.h). */
enum seal_reach store_reach(struct store *s);

/* Waits until no other machine publishes from this store, and keeps others waiting; for the end of
 * the connection too. A store in a file is of one machine, whose out/ has a lock of its own. */
bool store_publication_begin(struct store *s, struct err *err) MUST_USE;
void store_publication_end(struct store *s);

/* A number that changes whenever anything in the store does, by this process or another, and
 * perhaps now and then when nothing does; -1 when that cannot be told. */
int64_t store_stamp(struct store *s);

/* What time it is, in seconds and in milliseconds since 1970: by this machine's clock where the
 * store is in a file, by the server's where machines share it, whose own clocks may differ.
 * Whatever is written into a store, or compared with what stands there, goes by this. It costs no
 * round trip to the server, which says what time it is whenever a change begins. */
int64_t store_clock(struct store *s);
int64_t store_clock_ms(struct store *s);

/* A consistent copy of the whole store in a new file of mode 0600. The copy is written beside under
 * a hidden name, checked, synced, then renamed: a file of this name is a whole backup. One that is
 * there is never overwritten (ERR_USER). */
bool store_backup(struct store *s, const char *path, struct err *err) MUST_USE;
/* A consistent copy of the whole store for this process alone, in a temporary file without a name:
 * to try what a change would do. It goes with store_close, and stays open when `s` is closed. NULL
 * on failure. */
struct store *store_open_copy(struct store *s, struct err *err);

#endif
