#include <time.h>
#include <unistd.h>

#include "cli/commands.h"
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
		return cli_fail(&err), false;
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

static int work_run(struct cli *cli, int argc, char **argv)
{
	struct option options[] = {{0}};
	if (cli_options(&COMMAND_WORK, options, &argc, argv))
		return CLI_USAGE;
	if (argc)
		return cli_usage(&COMMAND_WORK, "work goes on by itself");
	if (!cli_open(cli))
		return CLI_FAILED;
	const volatile int *stop = visit_stop_flag();
	while (!*stop) {
		int64_t due;
		if (!cli->pinned)
			cli->now = time(NULL);
		if (!visit_jobs(cli, stop))
			return CLI_FAILED;
		visit_sources(cli, (struct strs){0}, stop, true);
		if (!visit_publish(cli, true) || !visit_catalog(cli, stop) || !next_visit(cli, &due))
			return CLI_FAILED;
		sleep_until(cli, due > cli->now ? due : cli->now + 1, stop);
	}
	return CLI_OK;
}

const struct command COMMAND_WORK = {
	"work", "", "the same for ever, until it is told to stop", work_run};
