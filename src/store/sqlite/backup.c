#include <unistd.h>

#include "base/file.h"
#include "store/sqlite/check.h"
#include "store/sqlite/handle.h"
#include "store/sqlite/objects.h"
#include "store/sqlite/sqlite.h"
#include "store/statement.h"

static bool copy_into(struct store *s, const char *path, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(s, "VACUUM INTO ?1");
	bind_str(&q, str_of(path));
	return query_end(&q, err);
}

/* The copy is nobody's store: no file could take its place, and there is nothing to sync. */
static bool copy_pages(struct store *from, struct store *to, struct err *err)
{
	sqlite3_backup *copy = sqlite3_backup_init(db_of(to->db), "main", db_of(from->db), "main");
	if (!copy)
		return store_error(to, "a copy of the store", err);
	sqlite3_backup_step(copy, -1);
	return sqlite3_backup_finish(copy) == SQLITE_OK || store_error(to, "a copy of the store", err);
}

bool sqlite_connect_temporary(struct store *s, struct err *err)
{
	int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE;
	return handle_open(s, "", flags, err) && handle_secure(s, err);
}

bool sqlite_copy(struct store *s, struct store *copy, struct err *err)
{
	return sqlite_connect_temporary(copy, err) && copy_pages(s, copy, err) &&
		store_run(copy, "PRAGMA journal_mode = MEMORY; PRAGMA cache_size = -32000", err);
}

bool sqlite_backup(struct store *s, const char *path, struct err *err)
{
	struct arena a CLEANUP_ARENA = {0};
	struct file_temporary t;
	if (access(path, F_OK) == 0)
		return err_set(err, "%s is there already; a backup is never overwritten", path);
	file_sweep(path);
	if (!file_begin(&a, path, &t, err))
		return false;
	if (copy_into(s, t.path, err) && check_file(t.path, err))
		return file_finish(&t, path, FILE_NEW, err);
	file_drop(&t);
	return err_add(err, "backup to %s", path);
}
