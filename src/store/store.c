#include "store/store.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/process.h"
#include "store/block.h"
#include "store/lease.h"
#include "store/lock.h"
#include "store/migrate_12.h"
#include "store/migrate_6.h"
#include "store/schema.h"
#include "store/postgres/postgres.h"
#include "store/restore.h"
#include "store/site_copy.h"
#include "store/sqlite/sqlite.h"
#include "store/statement.h"

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
	{SCHEMA_46_SQL, NULL},
	{SCHEMA_47_SQL, NULL},
	{SCHEMA_48_SQL, NULL},
	{SCHEMA_49_SQL, NULL},
	{SCHEMA_50_SQL, NULL},
	{SCHEMA_51_SQL, NULL},
	{SCHEMA_52_SQL, NULL},
	{SCHEMA_53_SQL, NULL},
};
enum { VERSION = sizeof MIGRATIONS / sizeof *MIGRATIONS };

bool store_error(struct store *s, const char *doing, struct err *err)
{
	struct err own, *to = err ? err : &own;
	s->driver->error(s->db, doing, to);
	if (to->kind == ERR_BUSY) {
		s->was_away = true;
		s->broken_off = LEASED_SOURCES | LEASED_JOBS;
	}
	s->was_read_only = s->was_read_only || to->kind == ERR_SYSTEM;
	return false;
}

bool store_was_read_only(struct store *s)
{
	bool was = s->was_read_only;
	s->was_read_only = false;
	return was;
}

bool store_was_away(struct store *s)
{
	bool was = s->was_away;
	s->was_away = false;
	return was;
}

void store_wait_at_most(struct store *s, int milliseconds)
{
	s->driver->wait_at_most(s->db, milliseconds);
}

bool store_run(struct store *s, const char *sql, struct err *err)
{
	return s->driver->run(s->db, sql) || store_error(s, "the store", err);
}

bool store_run_text(struct store *s, struct str sql, struct err *err)
{
	struct arena a CLEANUP_ARENA = {0};
	return store_run(s, str_cstr(&a, sql), err);
}

/* The version of its schema; 0 for a file that is being made. */
bool store_version(struct store *s, const char *path, int64_t *version, struct err *err)
{
	if (!s->driver->version(s->db, version))
		return store_error(s, path, err);
	return *version <= VERSION ||
		err_set(err,
			"%s was written by a newer tidings (its version is %lld, this program knows %d)", path,
			(long long)*version, VERSION);
}

bool store_is_current(struct store *s, struct err *err)
{
	int64_t version;
	if (!store_version(s, s->name, &version, err))
		return false;
	if (!version)
		return err_set(err, "%s has no store of a site in it", s->name);
	return version == VERSION ||
		err_set(err,
			"%s was written by an older tidings (its version is %lld, this program’s is %d). "
			"Nothing "
			"was changed; any command on its site, such as `tidings sources`, brings it up to date",
			s->name, (long long)version, VERSION);
}

static bool migrate_step(struct store *s, int64_t version, struct err *err)
{
	return (s->driver->run_step(s->db, MIGRATIONS[version].sql) ||
			   store_error(s, "the store", err)) &&
		(!MIGRATIONS[version].then || MIGRATIONS[version].then(s, err)) &&
		(s->driver->set_version(s->db, version + 1) || store_error(s, "the store", err));
}

/* Another process may do the same at this moment: the version is read again once we alone may
 * write. */
bool store_migrate(struct store *s, const char *path, struct err *err)
{
	int64_t version;
	if (!store_version(s, path, &version, err))
		return false;
	while (version < VERSION) {
		if (!store_begin(s, err))
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

struct store *store_new(const struct driver *driver)
{
	struct store *s = alloc_bytes(sizeof *s);
	struct arena a CLEANUP_ARENA = {0};
	memset(s, 0, sizeof *s);
	s->driver = driver;
	s->lock = -1;
	snprintf(s->mark, sizeof s->mark, STR_FMT, STR_ARG(process_mark(&a)));
	return s;
}

/* The only list of engines there is. */
static const struct driver *driver_of(const char *place)
{
	static const struct driver *const drivers[] = {&DRIVER_POSTGRES, &DRIVER_SQLITE};
	size_t i = 0;
	while (!drivers[i]->knows(place))
		i++;
	return drivers[i];
}

struct store *store_new_at(const char *place)
{
	struct arena a CLEANUP_ARENA = {0};
	struct store *s = store_new(driver_of(place));
	snprintf(s->name, sizeof s->name, STR_FMT, STR_ARG(s->driver->name(&a, place)));
	return s;
}

static struct store *opened(struct store *s, bool open)
{
	if (open)
		return s;
	store_close(s);
	return NULL;
}

struct store *store_open(const char *place, struct err *err)
{
	struct store *s = store_new_at(place);
	return opened(s, s->driver->open(s, place, err));
}

struct store *store_open_to_read(const char *place, struct err *err)
{
	struct store *s = store_new_at(place);
	return opened(s, s->driver->open_to_read(s, place, err));
}

struct store *store_open_copy(struct store *s, struct err *err)
{
	struct store *copy = store_new(s->driver);
	return opened(copy, s->driver->copy(s, copy, err));
}

bool store_create(const char *place, struct err *err)
{
	return driver_of(place)->create(place, NULL, NULL, err);
}

static bool copy_to(struct store *from, const char *place, struct arena *a, struct site_copied *out,
	struct err *err)
{
	const struct driver *driver = driver_of(place);
	out->from = str_copy(a, str_of(from->name));
	out->to = driver->name(a, place);
	out->next = driver->to_use(a, place);
	return driver->may_create(place, from, err) && driver->create(place, from, out, err);
}

bool store_copy_site(const char *from, const char *to, site_words *words, struct arena *a,
	struct site_copied *out, struct err *err)
{
	struct store *s = store_new_at(from);
	assert(*from && *to);
	*out = (struct site_copied){.words = words};
	bool copied = s->driver->open_alone(s, from, err) && copy_to(s, to, a, out, err);
	store_close(s);
	return copied;
}

bool store_restore(
	const struct restore_order *order, struct arena *a, struct restored *out, struct err *err)
{
	*out = (struct restored){0};
	return driver_of(order->place)->restore(order, a, out, err);
}

struct str store_name(struct arena *a, const char *place)
{
	return driver_of(place)->name(a, place);
}

bool store_place_is_public(const char *place, struct err *err)
{
	return driver_of(place)->is_public(place, err);
}

bool store_backup(struct store *s, const char *path, struct err *err)
{
	return s->driver->backup(s, path, err);
}

void store_close(struct store *s)
{
	if (!s)
		return;
	query_forget_all(s);
	s->driver->close(s->db);
	lock_release(s->lock);
	free(s);
}

bool store_begin(struct store *s, struct err *err)
{
	store_snapshot_end(s);
	return s->driver->begin(s, err);
}

bool store_commit(struct store *s, struct err *err)
{
	return s->driver->commit(s, err);
}

void store_rollback(struct store *s)
{
	block_forget_crowded(s);
	if (store_in_transaction(s))
		s->driver->rollback(s);
}

bool store_snapshot_begin(struct store *s, struct err *err)
{
	if (s->snapshot)
		return true;
	assert(!store_in_transaction(s));
	return s->snapshot = s->driver->begin_reading(s, err);
}

void store_snapshot_end(struct store *s)
{
	bool on = s->snapshot;
	s->snapshot = false;
	if (on)
		store_rollback(s);
}

bool store_in_transaction(struct store *s)
{
	return s->driver->in_transaction(s->db);
}

bool store_is_in_place(struct store *s)
{
	return s->driver->is_in_place(s);
}

bool store_stay_small(struct store *s, struct err *err)
{
	return s->driver->stay_small(s, err);
}

enum seal_reach store_reach(struct store *s)
{
	return s->driver->reach(s->db);
}

bool store_publication_begin(struct store *s, struct err *err)
{
	return s->driver->publication(s->db, true) || store_error(s, "the store", err);
}

void store_publication_end(struct store *s)
{
	if (!s->driver->publication(s->db, false))
		return; /* the connection has ended, and with it the lock */
}

int64_t store_stamp(struct store *s)
{
	return s->driver->stamp(s);
}

int64_t store_clock_ms(struct store *s)
{
	return s->driver->clock_ms(s->db);
}

int64_t store_clock(struct store *s)
{
	return store_clock_ms(s) / 1000;
}
