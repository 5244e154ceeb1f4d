/* New stores, and copies of others as new ones. */
#include <unistd.h>

#include "base/array.h"
#include "base/file.h"
#include "store/lock.h"
#include "store/site_check.h"
#include "store/sqlite/check.h"
#include "store/sqlite/look.h"
#include "store/sqlite/objects.h"
#include "store/sqlite/sqlite.h"

/* Pages of 8 kB hold three entries with their text where 4 kB would hold one. The file is synced
 * as a whole when it gets its name, so no step waits for the disk. */
static bool make_file(
	const char *path, struct store *from, struct site_copied *out, struct err *err)
{
	struct store *s = store_new(&DRIVER_SQLITE);
	bool made = sqlite_connect(s, path, err) &&
		store_run(s,
			"PRAGMA page_size = 8192; PRAGMA synchronous = OFF; PRAGMA cache_size = -32000", err) &&
		store_migrate(s, path, err) && (!from || sqlite_fill(s, from, out, err));
	store_close(s);
	return made;
}

bool sqlite_create(const char *path, struct store *from, struct site_copied *out, struct err *err)
{
	struct arena a CLEANUP_ARENA = {0};
	struct file_temporary t;
	file_sweep(path);
	if (!file_begin(&a, path, &t, err))
		return false;
	if (make_file(t.path, from, out, err) && (!from || check_file(t.path, err)))
		return file_finish(&t, path, FILE_NEW, err);
	file_drop(&t);
	return false;
}

/* SQLite would take what an older file left beside it as this one’s. */
bool sqlite_may_create(const char *path, struct store *from, struct err *err)
{
	static const char *const endings[] = {"", "-wal", "-journal"};
	struct arena a CLEANUP_ARENA = {0};
	for (size_t i = 0; i < ARRAY_COUNT(endings); i++)
		if (access(str_printf(&a, "%s%s", path, endings[i]).p, F_OK) == 0)
			return err_set(err,
				"%s%s is there already. Nothing was changed; a copy goes where no store is", path,
				endings[i]);
	return site_check(from, look_folder(&a, path), VERSION_WITH_SITE, err);
}

bool sqlite_open_alone(struct store *s, const char *path, struct err *err)
{
	struct arena a CLEANUP_ARENA = {0};
	return lock_alone(look_folder(&a, path), &s->lock, err) && look_is_store(path, err) &&
		sqlite_connect(s, path, err) && store_is_current(s, err) && check_whole(s, path, err) &&
		store_snapshot_begin(s, err);
}
