#include "cli/commands.h"
#include "cli/visit.h"

static int publish_run(struct cli *cli, int argc, char **argv)
{
	struct option options[] = {{0}};
	if (cli_options(&COMMAND_PUBLISH, options, &argc, argv))
		return CLI_USAGE;
	if (argc)
		return cli_usage(&COMMAND_PUBLISH, "publish writes all of out/");
	return cli_open(cli) && visit_publish(cli, false) ? CLI_OK : CLI_FAILED;
}

const struct command COMMAND_PUBLISH = {"publish", "", "write out/", publish_run};
