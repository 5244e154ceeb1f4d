/* What a sealed server may no longer do, and what it still may; each in a process of its own. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdlib.h>
#include <sys/ptrace.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>
#include <cmocka.h>

#include "base/sanitized.h"
#include "base/seal.h"

static int listening, outgoing;
static struct sockaddr_in address;

static bool is_denied(long result)
{
	return result < 0 && errno == EPERM;
}

static bool cannot_reach_the_network(void)
{
	return is_denied(socket(AF_INET, SOCK_STREAM, 0)) && is_denied(socket(AF_INET6, SOCK_DGRAM, 0));
}

static bool cannot_make_sockets(void)
{
	return cannot_reach_the_network() && is_denied(socket(AF_UNIX, SOCK_DGRAM, 0));
}

static bool cannot_connect(void)
{
	return is_denied(connect(outgoing, (struct sockaddr *)&address, sizeof address));
}

static bool cannot_run_programs(void)
{
	char *const none[] = {NULL};
	return is_denied(execve("/bin/true", none, none)) && system("true") != 0;
}

/* Sanitizers fork at the end, to look for leaks. */
static bool cannot_make_processes(void)
{
	return SANITIZED || (is_denied(fork()) && is_denied(ptrace(PTRACE_ATTACH, getppid(), 0, 0)));
}

static void *give(void *user)
{
	return user;
}

static bool can_make_threads(void)
{
	pthread_t thread;
	void *back = NULL;
	return pthread_create(&thread, NULL, give, &address) == 0 && pthread_join(thread, &back) == 0 &&
		back == &address;
}

static bool can_open_files(void)
{
	int fd = open("/etc/passwd", O_RDONLY | O_CLOEXEC);
	return fd >= 0 && close(fd) == 0;
}

/* A connection that came before is in the queue of the socket that listens. */
static bool can_accept(void)
{
	return accept(listening, NULL, NULL) >= 0;
}

static bool can_reach_programs_here(void)
{
	int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
	const struct sockaddr_un nobody = {.sun_family = AF_UNIX, .sun_path = "/nobody"};
	return connect(fd, (const struct sockaddr *)&nobody, sizeof nobody) != 0 && errno == ENOENT;
}

static bool can_connect(void)
{
	int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
	return connect(fd, (struct sockaddr *)&address, sizeof address) == 0;
}

static void assert_sealed_to(enum seal_reach reach, bool (*holds)(void))
{
	int status;
	pid_t pid = fork();
	if (pid == 0)
		_exit(seal_server(reach, NULL) && holds() ? 0 : 1);
	assert_int_equal(waitpid(pid, &status, 0), pid);
	assert_true(WIFEXITED(status));
	assert_int_equal(WEXITSTATUS(status), 0);
}

static void assert_sealed(bool (*holds)(void))
{
	assert_sealed_to(SEAL_REACH_NOTHING, holds);
}

static void reaches_its_store_again(void **state)
{
	(void)state;
	assert_sealed_to(SEAL_REACH_MACHINE, can_reach_programs_here);
	assert_sealed_to(SEAL_REACH_MACHINE, cannot_reach_the_network);
	assert_sealed_to(SEAL_REACH_NETWORK, can_connect);
	assert_sealed_to(SEAL_REACH_NETWORK, cannot_run_programs);
	assert_sealed_to(SEAL_REACH_NETWORK, cannot_make_processes);
}

static void gives_up(void **state)
{
	(void)state;
	assert_sealed(cannot_make_sockets);
	assert_sealed(cannot_connect);
	assert_sealed(cannot_run_programs);
	assert_sealed(cannot_make_processes);
}

static void keeps(void **state)
{
	(void)state;
	assert_sealed(can_make_threads);
	assert_sealed(can_open_files);
	int first = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
	assert_int_equal(connect(first, (struct sockaddr *)&address, sizeof address), 0);
	assert_sealed(can_accept);
	close(first);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(gives_up),
		cmocka_unit_test(keeps),
		cmocka_unit_test(reaches_its_store_again),
	};
	socklen_t size = sizeof address;
	address = (struct sockaddr_in){.sin_family = AF_INET, .sin_addr = {htonl(INADDR_LOOPBACK)}};
	listening = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
	outgoing = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
	if (bind(listening, (struct sockaddr *)&address, size) != 0 || listen(listening, 4) != 0 ||
		getsockname(listening, (struct sockaddr *)&address, &size) != 0)
		return 1;
	return cmocka_run_group_tests(tests, NULL, NULL);
}
