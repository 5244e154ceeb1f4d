#include "base/seal.h"

#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <seccomp.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "base/array.h"
#include "base/sanitized.h"

static bool fail(const char *what, int error, struct err *err)
{
	return err_set_kind(
		err, ERR_SYSTEM, "a process cannot be shut in (%s): %s", what, strerror(error));
}

/* The system calls that a reader may make. mmap and mprotect have a condition, and are not listed
 * (add_reader_rules). */
static const int READER_CALLS[] = {
	SCMP_SYS(read),
	SCMP_SYS(write),
	SCMP_SYS(brk),
	SCMP_SYS(munmap),
	SCMP_SYS(mremap),
	SCMP_SYS(madvise),
	SCMP_SYS(futex),
	SCMP_SYS(clock_gettime),
	SCMP_SYS(gettimeofday),
	SCMP_SYS(time),
	SCMP_SYS(getrandom),
	SCMP_SYS(sysinfo), /* qsort asks how much memory there is */
	SCMP_SYS(exit),
	SCMP_SYS(exit_group),
};
/* Calls by which the C library looks for a file that it can do without, such as a table of iconv.
 * They fail; a reader that makes them goes on. */
static const int READER_FILES[] = {
	SCMP_SYS(open),
	SCMP_SYS(openat),
	SCMP_SYS(openat2),
	SCMP_SYS(stat),
	SCMP_SYS(newfstatat),
	SCMP_SYS(statx),
	SCMP_SYS(access),
	SCMP_SYS(faccessat),
	SCMP_SYS(faccessat2),
	SCMP_SYS(readlink),
	SCMP_SYS(readlinkat),
};
/* What a server gives up. */
static const int SERVER_CALLS[] = {
	SCMP_SYS(socketpair),
	SCMP_SYS(execve),
	SCMP_SYS(execveat),
	SCMP_SYS(process_vm_readv),
	SCMP_SYS(process_vm_writev),
	SCMP_SYS(io_uring_setup),
	SCMP_SYS(bpf),
	SCMP_SYS(mount),
	SCMP_SYS(setns),
	SCMP_SYS(unshare),
};
/* Other calls that a server gives up, but not under a sanitizer, whose search for leaks makes them
 * when the program ends. */
static const int SERVER_PROCESS_CALLS[] = {
	SCMP_SYS(fork),
	SCMP_SYS(vfork),
	SCMP_SYS(ptrace),
};

static int add_all(scmp_filter_ctx filter, uint32_t action, const int *calls, size_t n)
{
	int error = 0;
	for (size_t i = 0; i < n && !error; i++)
		error = seccomp_rule_add(filter, action, calls[i], 0);
	return error;
}

static int add_reader_rules(scmp_filter_ctx filter)
{
	static const struct scmp_arg_cmp not_executable[] = {{2, SCMP_CMP_MASKED_EQ, PROT_EXEC, 0}};
	int error = add_all(filter, SCMP_ACT_ALLOW, READER_CALLS, ARRAY_COUNT(READER_CALLS));
	if (!error)
		error = add_all(filter, SCMP_ACT_ERRNO(EACCES), READER_FILES, ARRAY_COUNT(READER_FILES));
	if (!error)
		error = seccomp_rule_add_array(filter, SCMP_ACT_ALLOW, SCMP_SYS(mmap), 1, not_executable);
	if (!error)
		error = seccomp_rule_add_array(
			filter, SCMP_ACT_ALLOW, SCMP_SYS(mprotect), 1, not_executable);
	return error;
}

/* What each server gives up. It may start threads (clone with CLONE_THREAD) but no processes.
 * clone3 has its flags in memory, where a filter cannot look: it fails with ENOSYS, and the C
 * library uses clone. */
static int reach_network(scmp_filter_ctx filter)
{
	static const struct scmp_arg_cmp no_thread[] = {{0, SCMP_CMP_MASKED_EQ, CLONE_THREAD, 0}};
	const uint32_t refuse = SCMP_ACT_ERRNO(EPERM);
	int error = add_all(filter, refuse, SERVER_CALLS, ARRAY_COUNT(SERVER_CALLS));
	if (!error && !SANITIZED)
		error = add_all(filter, refuse, SERVER_PROCESS_CALLS, ARRAY_COUNT(SERVER_PROCESS_CALLS));
	if (!error && !SANITIZED)
		error = seccomp_rule_add(filter, SCMP_ACT_ERRNO(ENOSYS), SCMP_SYS(clone3), 0);
	if (!error && !SANITIZED)
		error = seccomp_rule_add_array(filter, refuse, SCMP_SYS(clone), 1, no_thread);
	return error;
}

static int reach_machine(scmp_filter_ctx filter)
{
	static const struct scmp_arg_cmp elsewhere[] = {{0, SCMP_CMP_NE, AF_UNIX, 0}};
	int error = reach_network(filter);
	return error ?
		error :
		seccomp_rule_add_array(filter, SCMP_ACT_ERRNO(EPERM), SCMP_SYS(socket), 1, elsewhere);
}

static int reach_nothing(scmp_filter_ctx filter)
{
	const int calls[] = {SCMP_SYS(socket), SCMP_SYS(connect)};
	int error = reach_network(filter);
	return error ? error : add_all(filter, SCMP_ACT_ERRNO(EPERM), calls, ARRAY_COUNT(calls));
}

static void filter_free(scmp_filter_ctx *filter)
{
	if (*filter)
		seccomp_release(*filter);
}

/* Loading a filter sets no_new_privs (seccomp_attr_set(3), SCMP_FLTATR_CTL_NNP). Calls of another
 * architecture end the process. */
static bool load_filter(
	uint32_t otherwise, int (*add_rules)(scmp_filter_ctx filter), struct err *err)
{
	scmp_filter_ctx filter __attribute__((cleanup(filter_free))) = seccomp_init(otherwise);
	if (!filter)
		return fail("seccomp", ENOMEM, err);
	int error = seccomp_attr_set(filter, SCMP_FLTATR_ACT_BADARCH, SCMP_ACT_KILL_PROCESS);
	if (!error)
		error = add_rules(filter);
	if (!error)
		error = seccomp_load(filter);
	return !error || fail("seccomp", -error, err);
}

/* Rights over files, over TCP and over other processes' signals and abstract sockets, of which each
 * version of Landlock knows some (linux/landlock.h). */
struct landlock_rights {
	uint64_t files, net, scoped;
};
static const struct {
	long version;
	size_t size;
	struct landlock_rights rights;
} LANDLOCKS[] = {
	{6, 24, {0xFFFF, 3, 3}},
	{5, 16, {0xFFFF, 3, 0}},
	{4, 16, {0x7FFF, 3, 0}},
	{3, 8, {0x7FFF, 0, 0}},
	{2, 8, {0x3FFF, 0, 0}},
	{1, 8, {0x1FFF, 0, 0}},
};
enum { LANDLOCK_ASK_VERSION = 1 };

/* Gives up all rights that the kernel's Landlock knows; nothing without Landlock. */
static bool seal_landlock(struct err *err)
{
	long version = syscall(SYS_landlock_create_ruleset, NULL, 0, LANDLOCK_ASK_VERSION);
	size_t i = 0;
	if (version < 1)
		return true;
	while (LANDLOCKS[i].version > version)
		i++;
	long rules = syscall(SYS_landlock_create_ruleset, &LANDLOCKS[i].rights, LANDLOCKS[i].size, 0);
	if (rules < 0)
		return fail("landlock", errno, err);
	bool well = syscall(SYS_landlock_restrict_self, rules, 0) == 0;
	int error = errno;
	close((int)rules);
	return well || fail("landlock", error, err);
}

/* The bytes of address space that the process has (proc(5), statm); 0: unknown. */
static size_t address_space(void)
{
	char text[64];
	int fd = open("/proc/self/statm", O_RDONLY | O_CLOEXEC);
	ssize_t n = fd < 0 ? -1 : read(fd, text, sizeof text - 1);
	unsigned long pages = 0;
	if (fd >= 0)
		close(fd);
	if (n <= 0)
		return 0;
	text[n] = 0;
	return sscanf(text, "%lu", &pages) == 1 ? pages * (size_t)sysconf(_SC_PAGESIZE) : 0;
}

static bool limit(__rlimit_resource_t resource, size_t most, struct err *err)
{
	const struct rlimit both = {most, most};
	return setrlimit(resource, &both) == 0 || fail("limits", errno, err);
}

bool seal_reader(size_t memory, struct err *err)
{
	assert(memory > 0);
	size_t now = address_space();
	if (!now)
		return fail("/proc/self/statm", ENOENT, err);
	return (SANITIZED || limit(RLIMIT_AS, now + memory, err)) && limit(RLIMIT_CORE, 0, err) &&
		limit(RLIMIT_FSIZE, 0, err) &&
		(prctl(PR_SET_DUMPABLE, 0) == 0 || fail("dumpable", errno, err)) &&
		(prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 || fail("no_new_privs", errno, err)) &&
		seal_landlock(err) && load_filter(SCMP_ACT_KILL_PROCESS, add_reader_rules, err);
}

/* A sanitizer looks for leaks by ptrace. */
bool seal_core(struct err *err)
{
	return limit(RLIMIT_CORE, 0, err) &&
		(SANITIZED || prctl(PR_SET_DUMPABLE, 0) == 0 || fail("dumpable", errno, err));
}

bool seal_server(enum seal_reach reach, struct err *err)
{
	static int (*const reaches[])(scmp_filter_ctx filter) = {
		[SEAL_REACH_NOTHING] = reach_nothing,
		[SEAL_REACH_MACHINE] = reach_machine,
		[SEAL_REACH_NETWORK] = reach_network,
	};
	assert(reach < ARRAY_COUNT(reaches));
	return load_filter(SCMP_ACT_ALLOW, reaches[reach], err);
}
