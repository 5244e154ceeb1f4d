#include "store/look.h"

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

static bool missing(const char *path, const char *how, struct err *err)
{
	struct arena a CLEANUP_ARENA = {0};
	const char *folder = look_folder(&a, path);
	return err_set(err,
		"%s %s. Nothing was changed. For a new site, `tidings init %s` makes it; if it was lost, "
		"`tidings -C %s restore FILE` brings it back from a backup",
		path, how, folder, folder);
}

static bool look_at_header(const char *path, const unsigned char *header, struct err *err)
{
	const unsigned char *id = header + AT_APPLICATION_ID;
	if (memcmp(header, MAGIC, sizeof MAGIC) != 0)
		return missing(path, "is not a database", err);
	if (((int64_t)id[0] << 24 | id[1] << 16 | id[2] << 8 | id[3]) != APPLICATION_ID)
		return missing(path, "is a database of another program", err);
	return true;
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

static bool look_at(int fd, const char *path, struct err *err)
{
	unsigned char header[HEADER] = {0};
	struct stat st;
	if (fstat(fd, &st) != 0 || !S_ISREG(st.st_mode))
		return missing(path, "is no file", err);
	if (st.st_size == 0)
		return missing(path, "is empty", err);
	if (pread(fd, header, sizeof header, 0) < 0)
		return err_set_kind(err, ERR_SYSTEM, "cannot read %s: %s", path, strerror(errno));
	if (!look_at_header(path, header, err))
		return false;
	make_private(path, "");
	make_private(path, "-wal");
	make_private(path, "-shm");
	return true;
}

bool look_at_file(const char *path, struct err *err)
{
	int fd = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC);
	if (fd < 0 && errno == ENOENT)
		return missing(path, "is not there", err);
	if (fd < 0)
		return err_set_kind(err, ERR_SYSTEM, "cannot read %s: %s", path, strerror(errno));
	bool well = look_at(fd, path, err);
	close(fd);
	return well;
}
