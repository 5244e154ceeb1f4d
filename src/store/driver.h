/* driver: what the store needs of a database engine (private to store/).
 *
 * Above this table nobody knows which engine there is: query.c, bind.c and take.c call it for each
 * statement, store.c for what concerns the whole store. Each engine has a folder of its own, with
 * one such table and all that knows its library.
 *
 * The SQL is what SQLite 3.40 and PostgreSQL 15 both take. Parameters are numbered from 1, columns
 * from 0. What is called "bool" returns whether it went well; `error` then says why not. */
#ifndef STORE_DRIVER_H
#define STORE_DRIVER_H

#include "store/store.h"

struct driver_db;   /* a connection, as its driver holds it */
struct driver_stmt; /* a prepared statement, likewise */

struct search_engine;
struct site_copied;
struct restore_order;
struct restored;
enum value_type { VALUE_INT = 1, VALUE_REAL, VALUE_TEXT, VALUE_BYTES, VALUE_NULL };
enum driver_step { STEP_ROW, STEP_DONE, STEP_FAILED };

/* Whether the store is still the one that it was. */
typedef bool driver_verify(struct store *store, struct err *err);

struct driver {
	const struct search_engine *search; /* its index of words (store/search_engine.h) */

	/* == The store of a site (store/store.h) == */
	/* Whether the place is one of its kind; the first engine that says so has it. */
	bool (*knows)(const char *place);
	/* How messages call the place: without a password. */
	struct str (*name)(struct arena *a, const char *place);
	/* False when it may not stand in a file that others can read: it has a password in it. */
	bool (*is_public)(const char *place, struct err *err);
	/* What makes it the place of a site's store, and how a backup takes that place: sentences. */
	struct str (*to_use)(struct arena *a, const char *place);
	struct str (*way_back)(struct arena *a, const char *folder);
	/* False when `from`, which is to be copied there, may not be (store/site_copy.h). */
	bool (*may_create)(const char *path, struct store *from, struct err *err);
	/* A store of `from`'s rows, which are compared, or an empty one, when both are NULL. */
	bool (*create)(const char *path, struct store *from, struct site_copied *out, struct err *err);
	/* For the new store `s`, which store_close closes whether it went well or not. */
	bool (*open)(struct store *s, const char *path, struct err *err);
	bool (*open_to_read)(struct store *s, const char *path, struct err *err);
	/* For the new store `s`, of this version of the schema and while nobody else has it open; then
	 * a transaction that only reads is begun. */
	bool (*open_alone)(struct store *s, const char *path, struct err *err);
	void (*close)(struct driver_db *db); /* NULL is nothing */
	bool (*is_in_place)(struct store *s);
	bool (*stay_small)(struct store *s, struct err *err);
	int64_t (*stamp)(struct store *s);
	/* Milliseconds since 1970 by the clock that all go by who have the store open. Asks nobody. */
	int64_t (*clock_ms)(struct driver_db *db);
	bool (*backup)(struct store *s, const char *path, struct err *err);
	bool (*restore)(
		const struct restore_order *order, struct arena *a, struct restored *out, struct err *err);
	/* For the new store `copy`. */
	bool (*copy)(struct store *s, struct store *copy, struct err *err);

	/* == A connection == */
	enum seal_reach (*reach)(struct driver_db *db); /* to connect again */
	/* Begins or ends what one connection does alone, for as long as that takes: to publish. When
	 * the connection was lost and another one does it now, all that is asked fails (ERR_BUSY). */
	bool (*publication)(struct driver_db *db, bool begins);
	/* Has `verify` asked each time when the connection was made anew: until it says true, all
	 * that is asked fails with its error (ERR_BUSY). NULL: a connection cannot be lost. */
	void (*verify)(struct driver_db *db, driver_verify *verify, struct store *store);
	void (*wait_at_most)(struct driver_db *db, int milliseconds);
	/* Several statements without parameters and results. */
	bool (*run)(struct driver_db *db, const char *sql);
	/* The same, of a step of the schema, which is written as SQLite has it. */
	bool (*run_step)(struct driver_db *db, const char *sql);
	/* A transaction that will write; one that only reads, and sees the store as it is now. */
	bool (*begin)(struct store *s, struct err *err);
	bool (*begin_reading)(struct store *s, struct err *err);
	bool (*commit)(struct store *s, struct err *err);
	void (*rollback)(struct store *s);
	bool (*in_transaction)(struct driver_db *db);
	/* The schema's version, 0 for a store that is being made. */
	bool (*version)(struct driver_db *db, int64_t *version);
	bool (*set_version)(struct driver_db *db, int64_t version);
	/* Sets "doing: …" of the last failure, with its kind. Always false. */
	bool (*error)(struct driver_db *db, const char *doing, struct err *err);
	int64_t (*changes)(struct driver_db *db); /* rows that the last statement changed */
	/* What makes an INSERT tell the id of its row, put behind it; the id, when it is done. */
	const char *inserting;
	int64_t (*inserted)(struct driver_db *db, struct driver_stmt *stmt);

	/* == A statement == */
	struct driver_stmt *(*prepare)(struct driver_db *db, struct str sql); /* NULL: it failed */
	void (*finish)(struct driver_stmt *stmt);                             /* NULL is nothing */
	struct str (*sql)(struct driver_stmt *stmt);                          /* as it was prepared */
	bool (*reads_only)(struct driver_stmt *stmt);
	int (*parameters)(struct driver_stmt *stmt);
	int (*columns)(struct driver_stmt *stmt);
	bool (*bind_int)(struct driver_stmt *stmt, int n, int64_t value);
	bool (*bind_real)(struct driver_stmt *stmt, int n, double value);
	/* `type` is VALUE_TEXT or VALUE_BYTES. The bytes must live until `reset`. */
	bool (*bind_bytes)(struct driver_stmt *stmt, int n, struct str value, enum value_type type);
	/* The same, of a text that is gone before. */
	bool (*bind_copy)(struct driver_stmt *stmt, int n, struct str text);
	bool (*bind_null)(struct driver_stmt *stmt, int n);
	enum driver_step (*step)(struct driver_stmt *stmt);
	/* Runs one without rows, inside a transaction; its failure may come with that of a later one,
	 * or of the commit. NULL: where nothing is won by that. */
	bool (*later)(struct driver_stmt *stmt);
	enum value_type (*type)(struct driver_stmt *stmt, int column);
	int64_t (*take_int)(struct driver_stmt *stmt, int column); /* NULL: 0 */
	double (*take_real)(struct driver_stmt *stmt, int column); /* NULL: 0 */
	/* Of a text or bytes, until the next step. NULL: empty. */
	struct str (*take_bytes)(struct driver_stmt *stmt, int column);
	void (*reset)(struct driver_stmt *stmt); /* for its next use, without values */
};

#endif
