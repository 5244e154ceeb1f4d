#include "store/lock.h"

#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <time.h>
#include <unistd.h>

enum { WAIT_MS = 10000, STEP_MS = 20 };

static bool lock_open(const char *folder, int *lock, struct err *err)
{
	*lock = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	return *lock >= 0 ||
		err_set_kind(err, errno == ENOENT ? ERR_USER : ERR_SYSTEM, "cannot read the folder %s: %s",
			folder, strerror(errno));
}

/* Takes the lock; true when somebody else holds it. After any other failure the file system knows
 * no locks, and goes without. */
static bool lock_is_held(int lock, int kind)
{
	int failed;
	do
		failed = flock(lock, kind | LOCK_NB);
	while (failed && errno == EINTR);
	return failed && errno == EWOULDBLOCK;
}

bool lock_share(const char *folder, int *lock, struct err *err)
{
	const struct timespec pause = {.tv_nsec = STEP_MS * 1000000L};
	if (!lock_open(folder, lock, err))
		return false;
	for (int waited = 0; lock_is_held(*lock, LOCK_SH); waited += STEP_MS) {
		if (waited >= WAIT_MS)
			return err_set(
				err, "%s is being restored from a backup; try again when that has ended", folder);
		nanosleep(&pause, NULL);
	}
	return true;
}

/* Adds to `pids` the processes that hold a lock on the open folder, as /proc/locks lists them:
 * "1: FLOCK  ADVISORY  READ 4711 08:01:1234 0 EOF". */
static void name_holders(int lock, char *pids, size_t size)
{
	struct stat st;
	char line[256];
	FILE *f = fopen("/proc/locks", "re");
	size_t n = 0;
	while (f && fstat(lock, &st) == 0 && fgets(line, sizeof line, f)) {
		long pid;
		unsigned major, minor;
		unsigned long long inode;
		if (sscanf(line, "%*d: FLOCK %*s %*s %ld %x:%x:%llu", &pid, &major, &minor, &inode) == 4 &&
			inode == st.st_ino && makedev(major, minor) == st.st_dev && n < size)
			n += (size_t)snprintf(pids + n, size - n, "%s%ld", n ? ", " : "", pid);
	}
	if (f)
		fclose(f);
}

bool lock_alone(const char *folder, int *lock, struct err *err)
{
	char pids[200] = "";
	if (!lock_open(folder, lock, err))
		return false;
	if (!lock_is_held(*lock, LOCK_EX))
		return true;
	name_holders(*lock, pids, sizeof pids);
	return err_set(err,
		"the site is in use%s%s: stop `tidings serve`, `work` and whatever else runs on %s, then "
		"try again. Nothing was changed",
		*pids ? " by process " : "", pids, folder);
}

void lock_release(int lock)
{
	if (lock >= 0)
		close(lock);
}
