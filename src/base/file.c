#include "base/file.h"

#include <assert.h>
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/size.h"

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
	char words[SIZE_WORDS];
	if (!buf_ok(&b))
		return err_set(err, "%s is longer than %s", path, size_words(cap, words));
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
	if (is_folder(path))
		return true;
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

/* "out/" of "out/index.html", "./" of "index.html". */
static char *folder_of(struct arena *a, const char *path)
{
	const char *slash = strrchr(path, '/');
	return str_cstr(a, slash ? (struct str){path, (size_t)(slash - path) + 1} : S("./"));
}

/* Waits while somebody who sweeps looks at it. False when he has removed it. A file system that
 * knows no locks (flock fails) is used without one: nobody sweeps there. */
static bool lock_temporary(int fd)
{
	struct stat is;
	while (flock(fd, LOCK_EX) != 0 && errno == EINTR)
		;
	return fstat(fd, &is) != 0 || is.st_nlink > 0;
}

bool file_begin(struct arena *a, const char *path, struct file_temporary *out, struct err *err)
{
	const char *folder = folder_of(a, path);
	do {
		out->path = str_cstr(a, str_printf(a, "%s" TEMPORARY TEMPORARY_RANDOM, folder));
		out->fd = mkostemp(out->path, O_CLOEXEC);
		if (out->fd < 0)
			return system_failed(err, "write in", folder, errno);
	} while (!lock_temporary(out->fd) && close(out->fd) == 0);
	if (fchmod(out->fd, 0600) == 0)
		return true;
	int failure = errno;
	file_drop(out);
	return system_failed(err, "write in", folder, failure);
}

void file_drop(struct file_temporary *t)
{
	unlink(t->path);
	close(t->fd);
}

/* The temporary file that a file of this name is, or belongs to; STR_NONE: none. */
static struct str temporary_of(struct str name)
{
	size_t n = sizeof TEMPORARY TEMPORARY_RANDOM - 1;
	bool is = str_starts(name, S(TEMPORARY)) && (name.n == n || (name.n > n && name.p[n] == '-'));
	return is ? str_sub(name, 0, n) : STR_NONE;
}

/* The lock is held meanwhile, so that nobody who has just made the file takes it for his. */
static void sweep_file(int folder, const char *temporary, const char *name)
{
	int fd = openat(folder, temporary, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
	if (fd < 0 ? errno == ENOENT : flock(fd, LOCK_EX | LOCK_NB) == 0)
		(void)unlinkat(folder, name, 0);
	if (fd >= 0)
		close(fd);
}

void file_sweep(const char *path)
{
	struct arena a CLEANUP_ARENA = {0};
	DIR *folder = opendir(folder_of(&a, path));
	for (const struct dirent *entry; folder && (entry = readdir(folder));) {
		struct str temporary = temporary_of(str_of(entry->d_name));
		if (temporary.n)
			sweep_file(dirfd(folder), str_cstr(&a, temporary), entry->d_name);
	}
	if (folder)
		closedir(folder);
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

bool file_finish(
	struct file_temporary *t, const char *path, enum file_target target, struct err *err)
{
	struct arena a CLEANUP_ARENA = {0};
	bool done = fsync(t->fd) == 0 &&
		(target == FILE_NEW ? rename_new(t->path, path) : rename(t->path, path)) == 0;
	int failure = errno;
	if (done) {
		close(t->fd);
		sync_folder(folder_of(&a, path));
		return true;
	}
	file_drop(t);
	return failure == EEXIST ? err_set(err, "%s is there already; it is never overwritten", path) :
							   system_failed(err, "write", path, failure);
}

/* Makes the temporary file and writes it whole. */
static bool write_temporary(struct arena *a, const char *path, struct str bytes,
	struct file_temporary *t, struct err *err)
{
	if (!file_make_folder(folder_of(a, path), err) || !file_begin(a, path, t, err))
		return false;
	if (write_all(t->fd, bytes) && fchmod(t->fd, FILE_MODE) == 0)
		return true;
	int failure = errno;
	file_drop(t);
	return system_failed(err, "write", path, failure);
}

static bool write_whole(
	const char *path, struct str bytes, enum file_target target, struct err *err)
{
	struct arena a CLEANUP_ARENA = {0};
	struct file_temporary t;
	return write_temporary(&a, path, bytes, &t, err) && file_finish(&t, path, target, err);
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

bool file_batch_add(struct file_batch *b, const char *path, struct str bytes, struct err *err)
{
	struct file_written file = {.path = str_cstr(&b->a, str_of(path))};
	if (!write_temporary(&b->a, path, bytes, &file.temporary, err))
		return false;
	b->v = arena_grow(&b->a, b->v, b->n, sizeof *b->v);
	b->v[b->n++] = file;
	return true;
}

/* The files of one folder stand together mostly. */
static void sync_folders(struct file_batch *b)
{
	const char *last = "";
	for (size_t i = 0; i < b->n; i++) {
		const char *folder = folder_of(&b->a, b->v[i].path);
		if (strcmp(folder, last) != 0)
			sync_folder(folder);
		last = folder;
	}
}

bool file_batch_commit(struct file_batch *b, struct err *err)
{
	bool done = !b->n || syncfs(b->v[0].temporary.fd) == 0 ||
		system_failed(err, "write", b->v[0].path, errno);
	for (size_t i = 0; i < b->n && done; i++) {
		struct file_written *file = &b->v[i];
		done = rename(file->temporary.path, file->path) == 0 ||
			system_failed(err, "write", file->path, errno);
		if (done) {
			close(file->temporary.fd);
			file->temporary.fd = -1;
		}
	}
	if (done)
		sync_folders(b);
	file_batch_drop(b);
	return done;
}

void file_batch_drop(struct file_batch *b)
{
	for (size_t i = 0; i < b->n; i++)
		if (b->v[i].temporary.fd >= 0)
			file_drop(&b->v[i].temporary);
	arena_free(&b->a);
	*b = (struct file_batch){0};
}
