#include <stdio.h>

#include "cli/commands.h"

static int check_run(struct cli *cli, int argc, char **argv)
{
	struct option options[] = {{0}};
	if (cli_options(&COMMAND_CHECK, options, &argc, argv))
		return CLI_USAGE;
	if (argc)
		return cli_usage(&COMMAND_CHECK, "check reads the whole configuration");
	if (!cli_read_site(cli))
		return CLI_FAILED;
	printf("The configuration is sound: " STR_FMT ", " STR_FMT ".\n", STR_ARG(cli_count(&cli->arena, cli->site.source_count, "source", "sources")),
		STR_ARG(cli_count(&cli->arena, cli->site.topic_count, "topic", "topics")));
	return CLI_OK;
}

const struct command COMMAND_CHECK = {"check", "", "read the whole configuration, say what is wrong", check_run};
