/* connection: what is behind a struct store (private to store/). */
#ifndef STORE_CONNECTION_H
#define STORE_CONNECTION_H

#include "store/driver.h"
#include "store/site.h"

/* Statements with a literal text, by its address: open addressing, never more than half full. The
 * room has about a hundred. */
enum { STATEMENT_SLOTS = 512 };
/* Statements that select.h put together, by what they say. A new one takes the place of another. */
enum { SELECT_SLOTS = 32 };

/* Blocks that were found crowded (block.h), each in the place that its value gives. */
enum { CROWDED_SLOTS = 4096 };

enum { STORE_MARK_MAX = 256, STORE_NAME_MAX = 1024, STORE_FOLDER_MAX = 4096 };
enum { APPLICATION_ID = 0x54494447 }; /* "TIDG" in the header of a store file */

struct store {
	const struct driver *driver;
	struct driver_db *db;
	int lock;                  /* lock.h; -1: none */
	bool snapshot;             /* a transaction that only reads is open */
	bool was_away;             /* a statement failed with ERR_BUSY (store_was_away) */
	bool was_read_only;        /* one failed with ERR_SYSTEM (store_was_read_only) */
	unsigned broken_off;       /* enum leased: of what leases may be left from then (lease.h) */
	char mark[STORE_MARK_MAX]; /* of this process (base/process.h) */
	char name[STORE_NAME_MAX]; /* how messages call it; empty: it has no place */
	/* The site that it was found to belong to (store_site_check), and its publications then. */
	char folder[STORE_FOLDER_MAX]; /* empty: not looked yet */
	char site[SITE_ID + 1];
	int64_t published;
	struct {
		const char *sql;
		struct driver_stmt *stmt;
		bool open;
	} statements[STATEMENT_SLOTS];
	size_t statement_count;
	struct {
		uint64_t hash;
		struct driver_stmt *stmt;
		bool open;
	} selects[SELECT_SLOTS];
	uint64_t crowded[CROWDED_SLOTS];
};

/* A store that is not open yet; closed by store_close. */
struct store *store_new(const struct driver *driver);
/* The one at the place, which need not be there yet. */
struct store *store_new_at(const char *place);
/* The version of the schema; false for that of a newer program. `path` is for the error. */
bool store_version(struct store *s, const char *path, int64_t *version, struct err *err) MUST_USE;
/* False as well for that of an older one, and where there is no store. */
bool store_is_current(struct store *s, struct err *err) MUST_USE;
/* Runs the steps that are missing, each in a transaction. */
bool store_migrate(struct store *s, const char *path, struct err *err) MUST_USE;
/* Statements without parameters and results, from a literal. */
bool store_run(struct store *s, const char *sql, struct err *err) MUST_USE;
/* The same, from a text that the schema was read as. */
bool store_run_text(struct store *s, struct str sql, struct err *err) MUST_USE;
bool store_in_transaction(struct store *s) MUST_USE;

/* "doing: the engine's words" of the last failure, with its kind. Always false. */
bool store_error(struct store *s, const char *doing, struct err *err);

#endif
