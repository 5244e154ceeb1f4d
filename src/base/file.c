#include "base/file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/buf.h"

bool file_read(struct arena *a, const char *path, size_t cap, struct str *out, struct err *err)
{
	int fd = strcmp(path, "-") == 0 ? dup(STDIN_FILENO) : open(path, O_RDONLY | O_CLOEXEC);
	if (fd < 0)
		return err_set(err, "cannot read %s: %s", path, strerror(errno));
	struct buf b CLEANUP_BUF = buf_new(cap);
	char chunk[65536];
	ssize_t n = 0;
	while (buf_ok(&b) &&
		((n = read(fd, chunk, sizeof chunk)) > 0 ||
			(n < 0 && errno == EINTR))) /* the input may be endless */
		if (n > 0)
			buf_add(&b, (struct str){chunk, (size_t)n});
	int problem = n < 0 ? errno : 0;
	close(fd);
	if (problem)
		return err_set(err, "cannot read %s: %s", path, strerror(problem));
	if (!buf_ok(&b))
		return err_set(err, "%s is longer than %zu bytes", path, cap);
	*out = str_copy(a, buf_str(&b));
	return true;
}

static bool is_folder(const char *path)
{
	struct stat st;
	int why = errno;
	bool yes = stat(path, &st) == 0 && S_ISDIR(st.st_mode);
	errno = why;
	return yes;
}

bool folder_make(const char *path, struct err *err)
{
	struct arena a CLEANUP_ARENA = {0};
	char *copy = str_cstr(&a, str_of(path));
	for (char *slash = copy + 1; slash[-1]; slash++) {
		char c = *slash;
		if (c != '/' && c != 0)
			continue;
		*slash = 0;
		if (mkdir(copy, 0777) != 0 && !(errno == EEXIST && is_folder(copy)))
			return err_set(err, "cannot make the folder %s: %s", copy, strerror(errno));
		*slash = c;
		if (!c)
			break;
	}
	return true;
}

static bool file_holds(struct arena *a, const char *path, struct str bytes)
{
	struct stat st;
	struct str now;
	if (stat(path, &st) != 0 || !S_ISREG(st.st_mode) || (size_t)st.st_size != bytes.n)
		return false;
	return file_read(a, path, bytes.n, &now, NULL) && str_eq(now, bytes);
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

static void folder_sync(const char *folder)
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

bool file_replace(const char *path, struct str bytes, enum file_change *change, struct err *err)
{
	struct arena a CLEANUP_ARENA = {0};
	if (change)
		*change = FILE_UNCHANGED;
	if (file_holds(&a, path, bytes))
		return true;
	const char *slash = strrchr(path, '/');
	char *folder = slash ? str_cstr(&a, (struct str){path, (size_t)(slash - path) + 1}) :
						   str_cstr(&a, S("./"));
	if (!folder_make(folder, err))
		return false;
	char *temporary = str_cstr(&a, str_printf(&a, "%s" TEMPORARY TEMPORARY_RANDOM, folder));
	int fd = mkostemp(temporary, O_CLOEXEC);
	if (fd < 0)
		return err_set(err, "cannot write in %s: %s", folder, strerror(errno));
	bool written = write_all(fd, bytes) && fchmod(fd, 0644) == 0 && fsync(fd) == 0;
	written = close(fd) == 0 && written;
	if (!written || rename(temporary, path) != 0) {
		err_set(err, "cannot write %s: %s", path, strerror(errno));
		unlink(temporary);
		return false;
	}
	folder_sync(folder);
	if (change)
		*change = FILE_WRITTEN;
	return true;
}
