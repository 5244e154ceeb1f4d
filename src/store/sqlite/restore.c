#include "store/restore.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/sendfile.h>
#include <unistd.h>

#include "base/date.h"
#include "base/file.h"
#include "store/sqlite/check.h"
#include "store/forgotten.h"
#include "store/sqlite/hub_restore.h"
#include "store/lock.h"
#include "store/sqlite/look.h"
#include "store/site.h"
#include "store/site_check.h"
#include "store/sqlite/sqlite.h"
#include "store/statement.h"

static const char *const ENDINGS[] = {"", "-wal", "-journal", "-shm"}; /* of a store's files */
enum { FILES = sizeof ENDINGS / sizeof *ENDINGS };

static char *with_ending(struct arena *a, const char *path, const char *ending)
{
	return str_cstr(a, str_printf(a, "%s%s", path, ending));
}

static void remove_files(struct arena *a, const char *path)
{
	for (size_t i = 0; i < FILES; i++)
		unlink(with_ending(a, path, ENDINGS[i]));
}

/* Returns 0 or errno. */
static int copy_bytes(int from, int to)
{
	ssize_t n;
	do
		n = sendfile(to, from, NULL, 1 << 30);
	while (n > 0 || (n < 0 && errno == EINTR));
	return n < 0 ? errno : 0;
}

static bool copy_file(const char *from, const char *to, struct err *err)
{
	int in = open(from, O_RDONLY | O_CLOEXEC);
	if (in < 0)
		return err_set_kind(err, ERR_SYSTEM, "cannot read %s: %s", from, strerror(errno));
	int out = open(to, O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
	int failure = out < 0 ? errno : copy_bytes(in, out);
	if (out >= 0 && close(out) != 0 && !failure)
		failure = errno;
	close(in);
	return !failure || err_set_kind(err, ERR_SYSTEM, "cannot copy %s: %s", from, strerror(failure));
}

/* A store that was copied by hand may have its last changes in a -wal beside it. */
static bool copy_backup(struct arena *a, const char *backup, const char *to, struct err *err)
{
	const char *wal = with_ending(a, backup, "-wal");
	return copy_file(backup, to, err) &&
		(access(wal, F_OK) != 0 || copy_file(wal, with_ending(a, to, "-wal"), err));
}

/* Which site this is: as out/ says, or else the store that is there. Empty: neither can say. */
static bool site_of(
	struct arena *a, const char *folder, const char *store, struct site_mark *site, struct err *err)
{
	int64_t version;
	if (!store_site_read_mark(a, folder, site, err))
		return false;
	if (site->id.n || !look_is_store(store, NULL))
		return true;
	struct store *s = store_new(&DRIVER_SQLITE);
	struct site_mark found;
	if (sqlite_connect(s, store, NULL) && store_version(s, store, &version, NULL) &&
		version >= VERSION_WITH_SITE && store_site_get(s, a, &found, NULL))
		site->id = found.id;
	store_close(s);
	return true;
}

static bool site_is(struct store *s, struct arena *a, const struct site_mark *site,
	const char *backup, struct err *err)
{
	struct site_mark own;
	if (!store_site_get(s, a, &own, err))
		return false;
	return !site->id.n || str_eq(own.id, site->id) ||
		err_set(err, "%s is a backup of another site; nothing was changed", backup);
}

/* The store goes on as this site's, from what readers see. */
static bool site_adopt(struct store *s, const struct site_mark *site, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(s,
		"UPDATE site SET id = CASE WHEN ?1 = '' THEN id ELSE ?1 END, "
		"published = CASE WHEN published < ?2 THEN ?2 ELSE published END");
	bind_str(&q, site->id);
	bind_int(&q, site->published);
	return query_end(&q, err);
}

/* What one restore works with. */
struct restore {
	struct arena *a;
	const char *folder, *backup, *store;
	int64_t now;
	struct file_temporary copy; /* that becomes the store */
	struct site_mark site;
	struct restored *out;
};

static bool check_backup(
	const struct restore *r, struct store *s, int64_t *version, struct err *err)
{
	if (!sqlite_connect(s, r->copy.path, err) || !check_whole(s, r->backup, err) ||
		!store_version(s, r->backup, version, err))
		return false;
	return *version < VERSION_WITH_SITE || site_is(s, r->a, &r->site, r->backup, err);
}

/* Who chose to be told each day was told today, for all that is known. */
static bool day_is_over(struct store *s, int64_t now, struct err *err)
{
	char day[TIME_TEXT];
	struct query q CLEANUP_QUERY = QUERY(
		s, "UPDATE editor_mail SET daily_day = ?1 WHERE daily >= 0");
	bind_str(&q, str_of(date_iso(date_local(now), day)));
	return query_end(&q, err);
}

/* Letters that waited when the backup was made may have been mailed since, links been used, and
 * alerts been told: the next look at these tells nobody. */
static bool letters_forget(struct store *s, int64_t now, struct err *err)
{
	return store_run(s, "DELETE FROM mail_link", err) &&
		store_run(s, "DELETE FROM job WHERE kind = 'letter' AND finished IS NULL", err) &&
		store_run(s, "DELETE FROM note WHERE name = 'alert-release'", err) &&
		day_is_over(s, now, err);
}

/* The last step leaves everything in one file. */
static bool prepare_copy(const struct restore *r, struct store *s, struct err *err)
{
	int64_t version;
	if (!check_backup(r, s, &version, err) || !store_migrate(s, r->copy.path, err))
		return false;
	r->out->without_id = version < VERSION_WITH_SITE;
	return site_adopt(s, &r->site, err) && forgotten_find(s, r->a, r->folder, r->out, err) &&
		forgotten_reserve(s, r->out, err) && hub_restore(s, r->folder, r->store, r->now, err) &&
		letters_forget(s, r->now, err) && store_run(s, "PRAGMA journal_mode = DELETE", err);
}

static void drop_copy(struct restore *r)
{
	remove_files(r->a, r->copy.path);
	file_drop(&r->copy);
}

static bool make_copy(struct restore *r, struct err *err)
{
	if (!file_begin(r->a, r->store, &r->copy, err))
		return false;
	struct store *s = store_new(&DRIVER_SQLITE);
	bool made = copy_backup(r->a, r->backup, r->copy.path, err) && prepare_copy(r, s, err);
	store_close(s);
	if (!made)
		drop_copy(r);
	return made;
}

/* A name that no file has yet, of the time. */
static char *kept_name(struct arena *a, const char *store, int64_t now)
{
	char text[TIME_TEXT];
	char *stamp = str_cstr(a, str_of(time_rfc3339(now, text)));
	for (char *p = stamp; *p; p++)
		*p = *p == ':' ? '-' : *p;
	char *name = str_cstr(a, str_printf(a, "%s.before-%s", store, stamp));
	for (int n = 2; access(name, F_OK) == 0; n++)
		name = str_cstr(a, str_printf(a, "%s.before-%s.%d", store, stamp, n));
	return name;
}

/* Brings all of a sound store into its one file, so that it can be replaced in one step. False for
 * one that is not sound. */
static bool gather(struct restore *r)
{
	if (!look_is_store(r->store, NULL))
		return false;
	struct store *s = store_new(&DRIVER_SQLITE);
	bool gathered = sqlite_connect(s, r->store, NULL) && check_whole(s, r->store, NULL) &&
		store_run(s, "PRAGMA journal_mode = DELETE", NULL);
	store_close(s);
	for (size_t i = 1; i < FILES; i++) /* SQLite says nothing when it cannot remove one */
		gathered = gathered && access(with_ending(r->a, r->store, ENDINGS[i]), F_OK) != 0;
	return gathered;
}

/* A store that is not sound is moved aside file by file, the main file first: killed in between,
 * the store is missing, which every command says, and never mixed with a -wal or -journal that is
 * not its own. */
static bool move_aside(const struct restore *r, const char *kept, struct err *err)
{
	for (size_t i = 0; i < FILES; i++) {
		const char *from = with_ending(r->a, r->store, ENDINGS[i]);
		if (rename(from, with_ending(r->a, kept, ENDINGS[i])) != 0 && errno != ENOENT)
			return err_set_kind(err, ERR_SYSTEM, "cannot move %s aside: %s", from, strerror(errno));
	}
	return true;
}

static bool keep_old(struct restore *r, struct err *err)
{
	char *kept = kept_name(r->a, r->store, r->now);
	if (access(r->store, F_OK) == 0)
		r->out->kept = str_of(kept);
	if (r->out->kept.n && gather(r) && link(r->store, kept) == 0)
		return true;
	return move_aside(r, kept, err);
}

static bool take_place(struct restore *r, struct err *err)
{
	if (keep_old(r, err))
		return file_finish(&r->copy, r->store, FILE_ANY, err);
	drop_copy(r);
	return false;
}

static bool write_mark(const struct restore *r, struct err *err)
{
	struct store *s = store_new(&DRIVER_SQLITE);
	bool written = sqlite_connect(s, r->store, err) && store_site_write_mark(s, r->folder, err);
	store_close(s);
	return written;
}

static bool restore_locked(struct restore *r, struct err *err)
{
	file_sweep(r->store);
	return look_is_store(r->backup, err) && site_of(r->a, r->folder, r->store, &r->site, err) &&
		make_copy(r, err) && take_place(r, err) && write_mark(r, err);
}

bool sqlite_restore(
	const struct restore_order *order, struct arena *a, struct restored *out, struct err *err)
{
	int lock = -1;
	struct restore r = {.a = a,
		.folder = order->folder,
		.backup = order->backup,
		.store = order->place,
		.now = order->now,
		.out = out};
	bool done = lock_alone(order->folder, &lock, err) && restore_locked(&r, err);
	lock_release(lock);
	return done;
}
