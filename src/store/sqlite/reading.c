/* A store on a disk that is full or read-only. To read a file in WAL mode SQLite writes another one
 * (its -shm) beside it; here it is opened so that it need not. */
#include <errno.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/url.h"
#include "store/lock.h"
#include "store/site_check.h"
#include "store/sqlite/handle.h"
#include "store/sqlite/look.h"
#include "store/sqlite/sqlite.h"

/* Whether it is the disk that is read-only, for everybody, and not the file for us. */
static bool is_on_read_only_disk(const char *path)
{
	return access(path, W_OK) != 0 && errno == EROFS;
}

/* Whether there is a -wal, which may hold commits that the file itself has not yet. */
static bool has_wal(struct arena *a, const char *path)
{
	struct stat st;
	return stat(str_printf(a, "%s-wal", path).p, &st) == 0 && st.st_size > 0;
}

/* The file alone, without locks: nobody changes it. With a -wal SQLite needs the -shm that the last
 * process has left. */
static bool connect_read_only(struct store *s, const char *path, struct err *err)
{
	struct arena a CLEANUP_ARENA = {0};
	struct str name = url_encode(&a, str_of(path));
	const char *uri = str_printf(
		&a, "file:" STR_FMT "?mode=ro%s", STR_ARG(name), has_wal(&a, path) ? "" : "&immutable=1")
						  .p;
	return handle_open(s, uri, SQLITE_OPEN_READONLY | SQLITE_OPEN_URI, err);
}

/* With an exclusive lock SQLite needs no -shm. While another process has the file open there is no
 * such lock to be had, but there is a -shm. */
static bool connect_alone(struct store *s, const char *path, struct err *err)
{
	return sqlite_connect(s, path, err) && store_run(s, "PRAGMA locking_mode = EXCLUSIVE", err);
}

bool sqlite_open_to_read(struct store *s, const char *path, struct err *err)
{
	struct arena a CLEANUP_ARENA = {0};
	const char *folder = look_folder(&a, path);
	int64_t version;
	bool connected = lock_share(folder, &s->lock, err) && look_at_file(path, err) &&
		(is_on_read_only_disk(path) ? connect_read_only(s, path, err) :
									  connect_alone(s, path, err));
	return connected && store_version(s, path, &version, err) &&
		site_check(s, folder, version, err) && store_migrate(s, path, err);
}
