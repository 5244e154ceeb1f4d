#include "cli/command.h"
#include "cli/report.h"

/* A source that fails is visited again later; it does not make the command fail. */
static bool work_run(struct cli *cli, struct err *err)
{
	struct report report = {.cli = cli, .quiet = true};
	struct work work = report_work(&report);
	struct reload reload = reload_of(&cli->site, cli->store);
	work.reload = &reload;
	(void)err;
	cli->failed = !work_for_ever(&work);
	reload_end(&reload);
	return true;
}

const struct command COMMAND_WORK = {
	.name = "work",
	.help = "the same for ever, until it is told to stop",
	.arguments = {.wrong = "work goes on by itself"},
	.needs = NEEDS_STORE | NEEDS_LONG,
	.run = work_run,
};
