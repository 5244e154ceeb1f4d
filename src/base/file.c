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

/* mkdir; a folder that is there already is fine. Returns 0 or errno. */
static int make_one_folder(const char *path)
{
	if (mkdir(path, 0777) == 0)
		return 0;
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

static bool file_holds(struct arena *a, const char *path, struct str bytes)
{
	struct stat st;
	struct str held;
	if (stat(path, &st) != 0 || !S_ISREG(st.st_mode) || (size_t)st.st_size != bytes.n)
		return false;
	return file_read(a, path, bytes.n, &held, NULL) && str_eq(held, bytes);
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

/* Writes the bytes to a temporary file in the folder and renames it to `path`. */
static bool write_and_rename(
	struct arena *a, const char *folder, const char *path, struct str bytes, struct err *err)
{
	char *temporary = str_cstr(a, str_printf(a, "%s" TEMPORARY TEMPORARY_RANDOM, folder));
	int fd = mkostemp(temporary, O_CLOEXEC);
	if (fd < 0)
		return system_failed(err, "write in", folder, errno);
	assert(file_is_temporary(str_of(temporary + strlen(folder))));
	bool written = write_all(fd, bytes) && fchmod(fd, 0644) == 0 && fsync(fd) == 0;
	written = close(fd) == 0 && written;
	if (!written || rename(temporary, path) != 0) {
		system_failed(err, "write", path, errno);
		unlink(temporary);
		return false;
	}
	sync_folder(folder);
	return true;
}

bool file_replace(const char *path, struct str bytes, enum file_change *change, struct err *err)
{
	struct arena a CLEANUP_ARENA = {0};
	if (change)
		*change = FILE_UNCHANGED;
	if (file_holds(&a, path, bytes))
		return true;
	char *folder = folder_of(&a, path);
	if (!file_make_folder(folder, err) || !write_and_rename(&a, folder, path, bytes, err))
		return false;
	if (change)
		*change = FILE_WRITTEN;
	return true;
}
