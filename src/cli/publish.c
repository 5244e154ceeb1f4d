#include "cli/command.h"
#include "cli/report.h"

static bool publish_run(struct cli *cli, struct err *err)
{
	struct report report = {.cli = cli, .counts = true};
	struct work work = report_work(&report);
	(void)err;
	work_publish(&work);
	return true;
}

const struct command COMMAND_PUBLISH = {
	.name = "publish",
	.help = "write out/",
	.arguments = {.wrong = "publish writes all of out/"},
	.needs = NEEDS_STORE,
	.run = publish_run,
};
