#include "store/sqlite/look.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "store/connection.h"

const char *look_folder(struct arena *a, const char *path)
{
	const char *slash = strrchr(path, '/');
	if (!slash)
		return ".";
	return slash == path ? "/" : str_cstr(a, (struct str){path, (size_t)(slash - path)});
}

/* The header of a database file: https://www.sqlite.org/fileformat.html section 1.3. */
enum { HEADER = 100, AT_APPLICATION_ID = 68 };
static const char MAGIC[] = "SQLite format 3"; /* with its NUL */

static bool look_at_header(const char *path, const unsigned char *header, struct err *err)
{
	const unsigned char *id = header + AT_APPLICATION_ID;
	if (memcmp(header, MAGIC, sizeof MAGIC) != 0)
		return err_set(err, "%s is not a database", path);
	return ((int64_t)id[0] << 24 | id[1] << 16 | id[2] << 8 | id[3]) == APPLICATION_ID ||
		err_set(err, "%s is a database of another program", path);
}

static bool look_at(int fd, const char *path, struct err *err)
{
	unsigned char header[HEADER] = {0};
	struct stat st;
	if (fstat(fd, &st) != 0 || !S_ISREG(st.st_mode))
		return err_set(err, "%s is no file", path);
	if (st.st_size == 0)
		return err_set(err, "%s is empty", path);
	if (pread(fd, header, sizeof header, 0) < 0)
		return err_set_kind(err, ERR_SYSTEM, "cannot read %s: %s", path, strerror(errno));
	return look_at_header(path, header, err);
}

bool look_is_store(const char *path, struct err *err)
{
	int fd = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC);
	if (fd < 0 && errno == ENOENT)
		return err_set(err, "%s is not there", path);
	if (fd < 0)
		return err_set_kind(err, ERR_SYSTEM, "cannot read %s: %s", path, strerror(errno));
	bool well = look_at(fd, path, err);
	close(fd);
	return well;
}

/* Takes from others the right to read the file; one that is not ours to change stays. By name: when
 * a process closes any descriptor of a database, SQLite's locks of it are gone. */
static void make_private(const char *path, const char *ending)
{
	struct arena a CLEANUP_ARENA = {0};
	struct stat st;
	const char *name = str_printf(&a, "%s%s", path, ending).p;
	if (lstat(name, &st) == 0 && S_ISREG(st.st_mode) && (st.st_mode & 0777) != 0600)
		(void)!chmod(name, 0600);
}

bool look_at_file(const char *path, struct err *err)
{
	struct arena a CLEANUP_ARENA = {0};
	struct err why;
	const char *folder = look_folder(&a, path);
	bool is_store = look_is_store(path, &why);
	if (!is_store && why.kind == ERR_SYSTEM)
		return err_set_kind(err, why.kind, "%s", why.text); /* it may be there, and well */
	if (!is_store)
		return err_set(err,
			"%s. Nothing was changed. For a new site, `tidings init %s` makes it; if it was lost, "
			"`tidings -C %s restore FILE` brings it back from a backup",
			why.text, folder, folder);
	make_private(path, "");
	make_private(path, "-wal");
	make_private(path, "-shm");
	return true;
}
