#include "cli/command.h"
#include "cli/visit.h"

static bool run_run(struct cli *cli, struct err *err)
{
	const volatile int *stop = visit_stop_flag();
	(void)err;
	visit_jobs(cli, stop);
	/* A source that fails keeps nothing from being published. */
	cli->failed = !visit_sources(cli, (struct strs){0}, stop, false) || cli->failed;
	if (visit_publish(cli, false))
		visit_catalog(cli, stop);
	return true;
}

const struct command COMMAND_RUN = {
	.name = "run",
	.help = "everything that is due, once: what the desk asked for, fetch, publish",
	.arguments = {.wrong = "run does all that is due; `fetch NAME` visits one source"},
	.needs = NEEDS_STORE,
	.run = run_run,
};
