/* postgres: the driver of a PostgreSQL server, by libpq (private to store/).
 *
 * One transaction writes at a time, as in SQLite: it locks the table that holds the schema's
 * version, and reading goes on meanwhile. So what the program reads before it writes is still so
 * when it writes, no transaction fails for another one's sake, and none has to be tried again. A
 * statement that writes outside a transaction is one by itself. */
#ifndef STORE_POSTGRES_POSTGRES_H
#define STORE_POSTGRES_POSTGRES_H

#include "store/driver.h"

extern const struct driver DRIVER_POSTGRES;

/* The entries of DRIVER_POSTGRES that are more than a call of libpq. */
bool postgres_knows(const char *place);
bool postgres_can_read(const char *place, struct err *err) MUST_USE;
bool postgres_is_public(const char *place, struct err *err) MUST_USE;
struct str postgres_name(struct arena *a, const char *place);
bool postgres_create(
	const char *place, struct store *from, struct site_copied *out, struct err *err) MUST_USE;
bool postgres_open(struct store *s, const char *place, struct err *err) MUST_USE;
bool postgres_open_alone(struct store *s, const char *place, struct err *err) MUST_USE;
bool postgres_backup(struct store *s, const char *path, struct err *err) MUST_USE;
bool postgres_copy(struct store *s, struct store *copy, struct err *err) MUST_USE;
void postgres_close(struct driver_db *db);
bool postgres_version(struct driver_db *db, int64_t *version) MUST_USE;
bool postgres_set_version(struct driver_db *db, int64_t version) MUST_USE;
bool postgres_error(struct driver_db *db, const char *doing, struct err *err);
void postgres_verify(struct driver_db *db, driver_verify *verify, struct store *store);
void postgres_wait_at_most(struct driver_db *db, int milliseconds);

#endif
