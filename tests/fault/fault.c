/* fault: a library to preload (LD_PRELOAD) that makes the Nth call of some kind go wrong, in the
 * process that loads it and its children.
 *
 *     FAULT_DO     malloc: the Nth allocation finds no memory
 *                  errno:  the Nth call on files fails with FAULT_ERRNO
 *                  kill:   the process is killed in the place of the Nth call on files
 *                  after:  it is killed once the call was made
 *                  torn:   it is killed once half of the bytes were written
 *                  short:  half of the bytes are written, and the call says so
 *     FAULT_AT     N, from 1 on; without it nothing goes wrong
 *     FAULT_UNDER  the folder whose files count
 *     FAULT_READS  set: opening a file for reading, and reading, count as well
 *     FAULT_SOCKETS  set: making a socket for the network counts, and nothing else
 *     FAULT_EVER   set: what fails once fails from then on
 *     FAULT_COUNT  where the number of calls is written at the end
 *
 * A file counts by the name under which it was opened. Nothing is looked up in /proc: the program's
 * children may be forbidden to. */
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/sendfile.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

enum fault {
	FAULT_NONE,
	FAULT_MALLOC,
	FAULT_ERRNO,
	FAULT_KILL,
	FAULT_AFTER,
	FAULT_TORN,
	FAULT_SHORT
};

static struct {
	bool ready, reads, sockets, ever;
	enum fault what;
	int error;
	long at;
	const char *under, *count;
} plan;
static long calls;
static bool counted[1024]; /* by descriptor */

extern void *__libc_malloc(size_t n);
extern void *__libc_calloc(size_t n, size_t size);
extern void *__libc_realloc(void *p, size_t n);

static void plan_read(void)
{
	static const struct {
		const char *word;
		enum fault what;
	} words[] = {{"malloc", FAULT_MALLOC}, {"errno", FAULT_ERRNO}, {"kill", FAULT_KILL},
		{"after", FAULT_AFTER}, {"torn", FAULT_TORN}, {"short", FAULT_SHORT}};
	if (plan.ready)
		return;
	plan.ready = true;
	const char *word = getenv("FAULT_DO"), *at = getenv("FAULT_AT"), *error = getenv("FAULT_ERRNO");
	for (size_t i = 0; word && i < sizeof words / sizeof *words; i++)
		if (strcmp(word, words[i].word) == 0)
			plan.what = words[i].what;
	plan.at = at ? atol(at) : 0;
	plan.error = error ? atoi(error) : EIO;
	plan.under = getenv("FAULT_UNDER");
	plan.count = getenv("FAULT_COUNT");
	plan.reads = getenv("FAULT_READS");
	plan.sockets = getenv("FAULT_SOCKETS");
	plan.ever = getenv("FAULT_EVER");
}

/* Of the process itself; its children leave without this. */
__attribute__((destructor)) static void write_count(void)
{
	char text[32];
	plan_read();
	if (!plan.count)
		return;
	int n = snprintf(text, sizeof text, "%ld\n", calls);
	int fd = (int)syscall(SYS_openat, AT_FDCWD, plan.count, O_WRONLY | O_CREAT | O_TRUNC, 0644);
	syscall(SYS_write, fd, text, n);
	syscall(SYS_close, fd);
}

static _Noreturn void die(void)
{
	syscall(SYS_kill, syscall(SYS_getpid), SIGKILL);
	for (;;)
		pause();
}

/* Counts a call. What is to happen to it. */
static enum fault next_call(void)
{
	long n = __sync_add_and_fetch(&calls, 1);
	bool hit = plan.at && (n == plan.at || (plan.ever && n > plan.at));
	return hit ? plan.what : FAULT_NONE;
}

static bool no_memory(void)
{
	plan_read();
	return plan.what == FAULT_MALLOC && next_call() == FAULT_MALLOC && (errno = ENOMEM);
}

void *malloc(size_t n)
{
	return no_memory() ? NULL : __libc_malloc(n);
}

void *calloc(size_t n, size_t size)
{
	return no_memory() ? NULL : __libc_calloc(n, size);
}

void *realloc(void *p, size_t n)
{
	return no_memory() ? NULL : __libc_realloc(p, n);
}

static bool is_under(const char *path)
{
	char whole[PATH_MAX];
	plan_read();
	if (plan.what == FAULT_MALLOC || plan.sockets || !plan.under)
		return false;
	if (*path == '/')
		return strncmp(path, plan.under, strlen(plan.under)) == 0;
	return syscall(SYS_getcwd, whole, sizeof whole) > 0 &&
		strncmp(whole, plan.under, strlen(plan.under)) == 0;
}

static bool is_counted(int fd)
{
	return fd >= 0 && fd < (int)(sizeof counted) && counted[fd];
}

/* A call that is made as a whole or not at all: true when it fails. */
static bool fails(bool counts, enum fault *what)
{
	*what = counts ? next_call() : FAULT_NONE;
	if (*what == FAULT_KILL)
		die();
	if (*what == FAULT_ERRNO)
		errno = plan.error;
	return *what == FAULT_ERRNO;
}

static void end_of(enum fault what)
{
	if (what == FAULT_AFTER || what == FAULT_TORN)
		die();
}

#define WHOLE(counts, call) \
	do { \
		enum fault what; \
		if (fails(counts, &what)) \
			return -1; \
		int result = (int)(call); \
		end_of(what); \
		return result; \
	} while (0)

static int open_any(const char *path, int flags, mode_t mode)
{
	enum fault what;
	bool under = is_under(path), writes = flags & (O_CREAT | O_TRUNC);
	if (fails(under && (writes || plan.reads), &what))
		return -1;
	int fd = (int)syscall(SYS_openat, AT_FDCWD, path, flags, mode);
	if (fd >= 0 && fd < (int)sizeof counted)
		counted[fd] = under;
	end_of(what);
	return fd;
}

int open(const char *path, int flags, ...)
{
	va_list args;
	va_start(args, flags);
	mode_t mode = flags & (O_CREAT | O_TMPFILE) ? va_arg(args, mode_t) : 0;
	va_end(args);
	return open_any(path, flags, mode);
}

int open64(const char *path, int flags, ...)
{
	va_list args;
	va_start(args, flags);
	mode_t mode = flags & (O_CREAT | O_TMPFILE) ? va_arg(args, mode_t) : 0;
	va_end(args);
	return open_any(path, flags, mode);
}

int close(int fd)
{
	if (fd >= 0 && fd < (int)sizeof counted)
		counted[fd] = false;
	return (int)syscall(SYS_close, fd);
}

int mkostemp(char *name, int flags)
{
	enum fault what;
	bool under = is_under(name);
	if (fails(under, &what))
		return -1;
	int (*next)(char *, int) = (int (*)(char *, int))dlsym(RTLD_NEXT, "mkostemp");
	int fd = next(name, flags);
	if (fd >= 0 && fd < (int)sizeof counted)
		counted[fd] = under;
	end_of(what);
	return fd;
}

static ssize_t write_at(int fd, const void *bytes, size_t n, off_t at)
{
	enum fault what;
	if (fails(is_counted(fd), &what))
		return -1;
	if ((what == FAULT_TORN || what == FAULT_SHORT) && n > 1)
		n /= 2;
	ssize_t done = at < 0 ? syscall(SYS_write, fd, bytes, n) :
							syscall(SYS_pwrite64, fd, bytes, n, at);
	end_of(what);
	return done;
}

ssize_t write(int fd, const void *bytes, size_t n)
{
	return write_at(fd, bytes, n, -1);
}

ssize_t pwrite64(int fd, const void *bytes, size_t n, off_t at)
{
	return write_at(fd, bytes, n, at);
}

/* Reading counts with FAULT_READS. */
ssize_t read(int fd, void *bytes, size_t n)
{
	enum fault what;
	if (fails(plan.reads && is_counted(fd), &what))
		return -1;
	ssize_t done = syscall(SYS_read, fd, bytes, n);
	end_of(what);
	return done;
}

ssize_t pread64(int fd, void *bytes, size_t n, off64_t at)
{
	enum fault what;
	if (fails(plan.reads && is_counted(fd), &what))
		return -1;
	ssize_t done = syscall(SYS_pread64, fd, bytes, n, at);
	end_of(what);
	return done;
}

ssize_t sendfile(int to, int from, off_t *at, size_t n)
{
	WHOLE(is_counted(to), syscall(SYS_sendfile, to, from, at, n));
}

ssize_t copy_file_range(
	int from, off64_t *from_at, int to, off64_t *to_at, size_t n, unsigned flags)
{
	WHOLE(is_counted(to), syscall(SYS_copy_file_range, from, from_at, to, to_at, n, flags));
}

int fsync(int fd)
{
	WHOLE(is_counted(fd), syscall(SYS_fsync, fd));
}

int fdatasync(int fd)
{
	WHOLE(is_counted(fd), syscall(SYS_fdatasync, fd));
}

int ftruncate64(int fd, off64_t n)
{
	WHOLE(is_counted(fd), syscall(SYS_ftruncate, fd, n));
}

int fchmod(int fd, mode_t mode)
{
	WHOLE(is_counted(fd), syscall(SYS_fchmod, fd, mode));
}

int rename(const char *from, const char *to)
{
	WHOLE(is_under(to), syscall(SYS_rename, from, to));
}

int renameat2(int from_at, const char *from, int to_at, const char *to, unsigned flags)
{
	WHOLE(is_under(to), syscall(SYS_renameat2, from_at, from, to_at, to, flags));
}

int link(const char *from, const char *to)
{
	WHOLE(is_under(to), syscall(SYS_link, from, to));
}

int unlink(const char *path)
{
	WHOLE(is_under(path), syscall(SYS_unlink, path));
}

int socket(int domain, int type, int protocol)
{
	plan_read();
	WHOLE(plan.sockets && (domain == AF_INET || domain == AF_INET6),
		syscall(SYS_socket, domain, type, protocol));
}

int mkdir(const char *path, mode_t mode)
{
	WHOLE(is_under(path), syscall(SYS_mkdir, path, mode));
}
