#include "cli/stop.h"

#include <signal.h>
#include <stddef.h>

/* The only state of the process that outlives a call: a signal handler can reach nothing else. */
static volatile int stopped;

static void on_stop(int signal_number)
{
	(void)signal_number;
	stopped = 1;
}

const volatile int *stop_flag(void)
{
	struct sigaction action = {.sa_handler = on_stop};
	sigaction(SIGTERM, &action, NULL);
	sigaction(SIGINT, &action, NULL);
	return &stopped;
}
