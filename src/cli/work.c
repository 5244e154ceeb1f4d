#include <time.h>
#include <unistd.h>

#include "cli/command.h"
#include "cli/visit.h"
#include "source/run.h"
#include "store/job.h"

/* How long to sleep at most: new decisions are published, and a changed configuration is noticed at
 * the next start. */
enum { LONGEST_SLEEP = 60 };

static bool next_visit(struct cli *cli, int64_t *due)
{
	struct arena a CLEANUP_ARENA = {0};
	struct source_states all;
	struct err err;
	if (!run_sync(&cli->site, cli->store, &a, &all, &err))
		return cli_complain(cli, &err), false;
	*due = cli->now + LONGEST_SLEEP;
	for (size_t i = 0; i < all.n; i++) {
		int64_t visit = run_due(&all.v[i], cli->now);
		if (visit != NO_TIME && visit < *due)
			*due = visit;
	}
	return true;
}

/* An editor who asks for something at the desk waits for it. */
static void sleep_until(struct cli *cli, int64_t due, const volatile int *stop)
{
	bool asked = false;
	for (int64_t left = due - cli->now; left > 0 && !asked && !*stop; left--) {
		sleep(1); /* a signal ends it at once */
		if (!store_job_waits(cli->store, time(NULL), &asked, NULL))
			return;
	}
}

static bool work_run(struct cli *cli, struct err *err)
{
	const volatile int *stop = visit_stop_flag();
	(void)err;
	while (!*stop) {
		int64_t due;
		if (!cli->pinned)
			cli->now = time(NULL);
		if (!visit_jobs(cli, stop))
			return true;
		visit_sources(cli, (struct strs){0}, stop, true);
		if (!visit_publish(cli, true) || !visit_catalog(cli, stop) || !next_visit(cli, &due))
			return true;
		sleep_until(cli, due > cli->now ? due : cli->now + 1, stop);
	}
	return true;
}

const struct command COMMAND_WORK = {
	.name = "work",
	.help = "the same for ever, until it is told to stop",
	.arguments = {.wrong = "work goes on by itself"},
	.needs = NEEDS_STORE,
	.run = work_run,
};
