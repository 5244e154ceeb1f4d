#include <unistd.h>

#include "base/file.h"
#include "store/check.h"
#include "store/statement.h"

static bool copy_into(struct store *s, const char *path, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(s, "VACUUM INTO ?1");
	bind_str(&q, str_of(path));
	return query_end(&q, err);
}

static bool check_copy(const char *path, struct err *err)
{
	struct store *copy = store_new();
	bool whole = store_connect(copy, path, err) && check_whole(copy, path, err);
	store_close(copy);
	return whole;
}

bool store_backup(struct store *s, const char *path, struct err *err)
{
	struct arena a CLEANUP_ARENA = {0};
	struct file_temporary t;
	if (access(path, F_OK) == 0)
		return err_set(err, "%s is there already; a backup is never overwritten", path);
	file_sweep(path);
	if (!file_begin(&a, path, &t, err))
		return false;
	if (copy_into(s, t.path, err) && check_copy(t.path, err))
		return file_finish(&t, path, FILE_NEW, err);
	file_drop(&t);
	return err_add(err, "backup to %s", path);
}
