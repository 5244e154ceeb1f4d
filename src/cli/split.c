#include <stdio.h>

#include "cli/commands.h"
#include "item/revise.h"

static int split_run(struct cli *cli, int argc, char **argv)
{
	struct option options[] = {{"as", &cli->editor, NULL}, {0}};
	struct err err;
	int64_t copy, made;
	if (cli_options(&COMMAND_SPLIT, options, &argc, argv))
		return CLI_USAGE;
	if (argc != 1)
		return cli_usage(&COMMAND_SPLIT, "which copy?");
	if (!cli_id(argv[0], &copy, &err))
		return cli_usage(&COMMAND_SPLIT, "%s", err.text);
	if (!cli_open(cli))
		return CLI_FAILED;
	if (!revise_split(&cli->site, cli->store, cli_by(cli), copy, &made, &err))
		return cli_fail(&err);
	printf("copy %lld is item %lld now\n", (long long)copy, (long long)made);
	return CLI_OK;
}

const struct command COMMAND_SPLIT = {
	"split", "COPY [--as EDITOR]", "a copy (see `show`) becomes an item of its own", split_run};
