#include <stdio.h>

#include "cli/commands.h"
#include "item/revise.h"

static int merge_run(struct cli *cli, int argc, char **argv)
{
	struct option options[] = {{"as", &cli->editor, NULL}, {0}};
	struct err err;
	int64_t winner, loser;
	if (cli_options(&COMMAND_MERGE, options, &argc, argv))
		return CLI_USAGE;
	if (argc != 2)
		return cli_usage(&COMMAND_MERGE, "which two items?");
	if (!cli_id(argv[0], &winner, &err) || !cli_id(argv[1], &loser, &err))
		return cli_usage(&COMMAND_MERGE, "%s", err.text);
	if (!cli_open(cli))
		return CLI_FAILED;
	if (!revise_merge(&cli->site, cli->store, cli_by(cli), winner, loser, &err))
		return cli_fail(&err);
	printf("%lld holds the copies of %lld now\n", (long long)winner, (long long)loser);
	return CLI_OK;
}

const struct command COMMAND_MERGE = {
	"merge", "A B [--as EDITOR]", "B is the same publication as A and joins it", merge_run};
