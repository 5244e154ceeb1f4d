#include "reader/child.h"

#include <assert.h>
#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "base/clock.h"
#include "reader/inside.h"

enum { LOOK_MS = 1000, START_MS = 30000 };

static bool forked(struct child *c, const int ends[2], const struct reader_options *options)
{
	pid_t parent = getpid();
	c->pid = fork();
	if (c->pid == 0)
		inside_run(ends[1], parent, options->readings);
	close(ends[1]);
	c->socket = ends[0];
	if (c->pid > 0)
		return true;
	close(c->socket);
	*c = CHILD_NONE;
	return false;
}

/* Waits until the child takes or gives bytes. False when its time is over. */
static bool wait_for(struct child *c, const struct reader_options *options, short events)
{
	for (;;) {
		struct pollfd fd = {c->socket, events, 0};
		if (poll(&fd, 1, LOOK_MS) > 0)
			return true;
		if (clock_ms() >= c->until)
			return false;
		if (options->meanwhile)
			options->meanwhile(options->user);
	}
}

static bool passed_by(void)
{
	return errno == EINTR || errno == EAGAIN;
}

/* NULL, or how it broke. */
static const char *send_bytes(
	struct child *c, const struct reader_options *options, struct str bytes)
{
	while (bytes.n) {
		ssize_t n = send(c->socket, bytes.p, bytes.n, MSG_NOSIGNAL | MSG_DONTWAIT);
		if (n < 0 && !passed_by())
			return "";
		if (n < 0 && !wait_for(c, options, POLLOUT))
			return "it took too long";
		bytes = str_sub(bytes, n > 0 ? (size_t)n : 0, SIZE_MAX);
	}
	return NULL;
}

static const char *receive_bytes(
	struct child *c, const struct reader_options *options, void *to, size_t n)
{
	char *at = to;
	while (n) {
		ssize_t came = recv(c->socket, at, n, MSG_DONTWAIT);
		if (came == 0 || (came < 0 && !passed_by()))
			return "";
		if (came < 0 && !wait_for(c, options, POLLIN))
			return "it took too long";
		if (came > 0)
			at += came, n -= (size_t)came;
	}
	return NULL;
}

bool child_start(struct child *c, const struct reader_options *options, struct err *err)
{
	int ends[2];
	char sign = 0;
	assert(!c->pid);
	if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) != 0 || !forked(c, ends, options))
		return err_set_kind(err, ERR_SYSTEM,
			"the process that reads documents cannot be started: %s", strerror(errno));
	c->until = clock_ms() + START_MS;
	const struct reader_options alone = {0};
	if (!receive_bytes(c, &alone, &sign, sizeof sign))
		return true;
	child_end(c);
	return err_set_kind(err, ERR_SYSTEM,
		"the process that reads documents cannot be shut in: this kernel must offer seccomp");
}

int child_end(struct child *c)
{
	int status = 0;
	if (c->pid) {
		kill(c->pid, SIGKILL);
		while (waitpid(c->pid, &status, 0) < 0 && errno == EINTR)
			;
	}
	if (c->socket >= 0)
		close(c->socket);
	*c = CHILD_NONE;
	return status;
}

/* The child's time for the next document: that of its processor is counted from now on. */
static void allow_time(struct child *c, const struct reader_options *options)
{
	clockid_t clock;
	struct timespec used = {0};
	if (clock_getcpuclockid(c->pid, &clock) == 0)
		clock_gettime(clock, &used);
	rlim_t most = (rlim_t)(used.tv_sec + 1 + options->cpu_seconds);
	prlimit(c->pid, RLIMIT_CPU, &(struct rlimit){most, RLIM_INFINITY}, NULL);
	c->until = clock_ms() + options->seconds * 1000;
}

static const char *converse(struct child *c, const struct reader_options *options, struct arena *a,
	const struct str request[static 3], struct str *answer)
{
	const char *broke = NULL;
	size_t n;
	for (int i = 0; i < 3 && !broke; i++)
		broke = send_bytes(c, options, request[i]);
	if (!broke)
		broke = receive_bytes(c, options, &n, sizeof n);
	if (broke)
		return broke;
	if (n > MESSAGE_MAX)
		return "it gave too much";
	char *p = arena_alloc_raw(a, n);
	*answer = (struct str){p, n};
	return receive_bytes(c, options, p, n);
}

bool child_ask(struct child *c, const struct reader_options *options, struct arena *a,
	const struct str request[static 3], struct str *answer, struct err *err)
{
	assert(c->pid);
	allow_time(c, options);
	const char *broke = converse(c, options, a, request, answer);
	return !broke || child_broke(c, broke, err);
}

/* A child that ended by itself is waited for before it is cleaned up, so that its exit status tells
 * why it ended. */
bool child_broke(struct child *c, const char *how, struct err *err)
{
	int status = 0;
	if (!*how && waitpid(c->pid, &status, 0) == c->pid)
		c->pid = 0;
	child_end(c);
	if (*how)
		return err_set_kind(err, ERR_READER, "the document broke the reader: %s", how);
	if (WIFSIGNALED(status) && WTERMSIG(status) == SIGXCPU)
		return err_set_kind(err, ERR_READER, "the document broke the reader: it took too long");
	if (WIFSIGNALED(status))
		return err_set_kind(err, ERR_READER, "the document broke the reader (signal %d, %s)",
			WTERMSIG(status), strsignal(WTERMSIG(status)));
	return err_set_kind(err, ERR_READER, "the document broke the reader: it needs too much memory");
}
