#include "cli/command.h"
#include "cli/visit.h"

static bool publish_run(struct cli *cli, struct err *err)
{
	(void)err;
	visit_publish(cli, false);
	return true;
}

const struct command COMMAND_PUBLISH = {
	.name = "publish",
	.help = "write out/",
	.arguments = {.wrong = "publish writes all of out/"},
	.needs = NEEDS_STORE,
	.run = publish_run,
};
