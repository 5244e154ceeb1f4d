#include "cli/command.h"
#include "cli/report.h"

static bool run_run(struct cli *cli, struct err *err)
{
	struct report report = {.cli = cli, .counts = true};
	struct work work = report_work(&report);
	(void)err;
	work_once(&work);
	return true;
}

const struct command COMMAND_RUN = {
	.name = "run",
	.help = "everything that is due, once: what the desk asked for, fetch, publish",
	.arguments = {.wrong = "run does all that is due; `fetch NAME` visits one source"},
	.needs = NEEDS_STORE,
	.run = run_run,
};
