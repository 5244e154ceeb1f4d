/* A store on a disk that takes nothing: SQLite, which writes beside a file of this kind even to
 * read it (its -shm), is told to do without. */
#include <errno.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/url.h"
#include "store/connection.h"
#include "store/lock.h"
#include "store/look.h"
#include "store/site_check.h"

/* Nobody can write: not only we may not. */
static bool is_on_read_only_disk(const char *path)
{
	return access(path, W_OK) != 0 && errno == EROFS;
}

/* What was committed may stand in the -wal alone. */
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
	int flags = SQLITE_OPEN_READONLY | SQLITE_OPEN_URI | SQLITE_OPEN_NOMUTEX |
		SQLITE_OPEN_EXRESCODE;
	return sqlite3_open_v2(uri, &s->db, flags, NULL) == SQLITE_OK || store_error(s->db, path, err);
}

/* Who has the file alone needs no -shm. While another process has it open, there is one. */
static bool connect_alone(struct store *s, const char *path, struct err *err)
{
	return store_connect(s, path, err) && store_run(s, "PRAGMA locking_mode = EXCLUSIVE", err);
}

static bool open_to_read(struct store *s, const char *path, struct err *err)
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

struct store *store_open_to_read(const char *path, struct err *err)
{
	struct store *s = store_new();
	if (open_to_read(s, path, err))
		return s;
	store_close(s);
	return NULL;
}
