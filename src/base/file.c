#include "base/file.h"

#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/buf.h"

enum { FILE_MODE = 0644 }; /* whatever the umask */

/* "cannot WHAT PATH: " and the reason of the system. */
static bool system_failed(struct err *err, const char *what, const char *path, int number)
{
	return err_set_kind(err, ERR_SYSTEM, "cannot %s %s: %s", what, path, strerror(number));
}

/* Reads until the end, or until the buffer is full: the file may be endless. Returns 0 or errno. */
static int read_to_end(int fd, struct buf *b)
{
	char chunk[65536];
	while (buf_ok(b)) {
		ssize_t n = read(fd, chunk, sizeof chunk);
		if (n == 0)
			return 0;
		if (n < 0 && errno != EINTR)
			return errno;
		if (n > 0)
			buf_add(b, (struct str){chunk, (size_t)n});
	}
	return 0;
}

bool file_read(struct arena *a, const char *path, size_t cap, struct str *out, struct err *err)
{
	int fd = strcmp(path, "-") == 0 ? dup(STDIN_FILENO) : open(path, O_RDONLY | O_CLOEXEC);
	if (fd < 0)
		return system_failed(err, "read", path, errno);
	struct buf b CLEANUP_BUF = buf_new(cap);
	int failure = read_to_end(fd, &b);
	close(fd);
	if (failure)
		return system_failed(err, "read", path, failure);
	if (!buf_ok(&b))
		return err_set(err, "%s is longer than %zu bytes", path, cap);
	*out = str_copy(a, buf_str(&b));
	return true;
}

static bool is_folder(const char *path)
{
	struct stat st;
	return stat(path, &st) == 0 && S_ISDIR(st.st_mode);
}

/* mkdir, mode 0755 whatever the umask; a folder that is there already is fine. Returns 0 or
 * errno. */
static int make_one_folder(const char *path)
{
	if (mkdir(path, 0755) == 0)
		return chmod(path, 0755) == 0 ? 0 : errno;
	int failure = errno;
	return failure == EEXIST && is_folder(path) ? 0 : failure;
}

bool file_make_folder(const char *path, struct err *err)
{
	struct arena a CLEANUP_ARENA = {0};
	char *copy = str_cstr(&a, str_of(path));
	/* At every slash, and at the end, the path that ends there is made; not at a leading slash. */
	for (char *end = copy; *end; end++) {
		char next = end[1];
		if (next != '/' && next != 0)
			continue;
		end[1] = 0;
		int failure = make_one_folder(copy);
		if (failure)
			return system_failed(err, "make the folder", copy, failure);
		end[1] = next;
	}
	return true;
}

bool file_holds(const char *path, struct str bytes)
{
	struct arena a CLEANUP_ARENA = {0};
	struct stat st;
	struct str held;
	if (stat(path, &st) != 0 || !S_ISREG(st.st_mode) || (size_t)st.st_size != bytes.n ||
		(st.st_mode & 0777) != FILE_MODE)
		return false;
	return file_read(&a, path, bytes.n, &held, NULL) && str_eq(held, bytes);
}

static bool write_all(int fd, struct str bytes)
{
	while (bytes.n) {
		ssize_t n = write(fd, bytes.p, bytes.n);
		if (n < 0 && errno != EINTR)
			return false;
		bytes = str_sub(bytes, n > 0 ? (size_t)n : 0, SIZE_MAX);
	}
	return true;
}

/* Makes a rename in the folder lasting. Some file systems refuse this; the file is complete all the
 * same. */
static void sync_folder(const char *folder)
{
	int fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (fd < 0)
		return;
	(void)fsync(fd);
	close(fd);
}

#define TEMPORARY ".tidings-"
#define TEMPORARY_RANDOM "XXXXXX" /* for mkostemp */

bool file_is_temporary(struct str name)
{
	return str_starts(name, S(TEMPORARY)) && name.n == sizeof TEMPORARY TEMPORARY_RANDOM - 1;
}

/* "out/" of "out/index.html", "./" of "index.html". */
static char *folder_of(struct arena *a, const char *path)
{
	const char *slash = strrchr(path, '/');
	return str_cstr(a, slash ? (struct str){path, (size_t)(slash - path) + 1} : S("./"));
}

bool file_begin(struct arena *a, const char *path, char **temporary, struct err *err)
{
	const char *folder = folder_of(a, path);
	char *name = str_cstr(a, str_printf(a, "%s" TEMPORARY TEMPORARY_RANDOM, folder));
	int fd = mkostemp(name, O_CLOEXEC);
	if (fd < 0)
		return system_failed(err, "write in", folder, errno);
	assert(file_is_temporary(str_of(name + strlen(folder))));
	int failure = fchmod(fd, 0600) == 0 ? 0 : errno;
	close(fd);
	*temporary = name;
	if (!failure)
		return true;
	unlink(name);
	return system_failed(err, "write in", folder, failure);
}

/* rename, which fails with EEXIST when there is a file `to`. */
static int rename_new(const char *from, const char *to)
{
	if (renameat2(AT_FDCWD, from, AT_FDCWD, to, RENAME_NOREPLACE) == 0)
		return 0;
	if (errno != EINVAL && errno != ENOSYS)
		return -1;
	/* A file system that cannot do it in one step. */
	return link(from, to) == 0 && unlink(from) == 0 ? 0 : -1;
}

static int sync_file(const char *path)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	if (fd < 0)
		return -1;
	int failed = fsync(fd), number = errno;
	close(fd);
	errno = number;
	return failed;
}

bool file_finish(const char *temporary, const char *path, enum file_target target, struct err *err)
{
	struct arena a CLEANUP_ARENA = {0};
	bool done = sync_file(temporary) == 0 &&
		(target == FILE_NEW ? rename_new(temporary, path) : rename(temporary, path)) == 0;
	int failure = errno;
	if (done) {
		sync_folder(folder_of(&a, path));
		return true;
	}
	unlink(temporary);
	return failure == EEXIST ?
		err_set(err, "%s is there already; it is never overwritten", path) :
		system_failed(err, "write", path, failure);
}

static bool fill(const char *path, struct str bytes, struct err *err)
{
	int fd = open(path, O_WRONLY | O_CLOEXEC);
	if (fd < 0)
		return system_failed(err, "write", path, errno);
	bool written = write_all(fd, bytes) && fchmod(fd, FILE_MODE) == 0;
	int failure = errno;
	if (close(fd) == 0 && written)
		return true;
	return system_failed(err, "write", path, written ? errno : failure);
}

static bool write_whole(
	const char *path, struct str bytes, enum file_target target, struct err *err)
{
	struct arena a CLEANUP_ARENA = {0};
	char *temporary;
	if (!file_make_folder(folder_of(&a, path), err) || !file_begin(&a, path, &temporary, err))
		return false;
	if (fill(temporary, bytes, err))
		return file_finish(temporary, path, target, err);
	unlink(temporary);
	return false;
}

bool file_create(const char *path, struct str bytes, struct err *err)
{
	return write_whole(path, bytes, FILE_NEW, err);
}

bool file_replace(const char *path, struct str bytes, enum file_change *change, struct err *err)
{
	bool same = file_holds(path, bytes);
	if (change)
		*change = FILE_UNCHANGED;
	if (same)
		return true;
	if (!write_whole(path, bytes, FILE_ANY, err))
		return false;
	if (change)
		*change = FILE_WRITTEN;
	return true;
}
