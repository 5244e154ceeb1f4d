#include "cli/command.h"
#include "cli/report.h"

static bool fetch_run(struct cli *cli, struct err *err)
{
	struct report report = {.cli = cli, .counts = true};
	struct work work = report_work(&report);
	struct strs names = {0};
	(void)err;
	for (size_t i = 0; i < cli->arguments.n; i++)
		strs_add(&cli->arena, &names, str_of(cli_argument(cli, i)));
	work.only_visits = true;
	work_sources(&work, names);
	return true;
}

const struct command COMMAND_FETCH = {
	.name = "fetch",
	.help = "pull the sources that are due, or those named, now",
	.arguments = {"NAME…", 0, ARGUMENTS_ANY, NULL},
	.needs = NEEDS_STORE,
	.run = fetch_run,
};
