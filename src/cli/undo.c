#include <stdio.h>

#include "cli/commands.h"
#include "item/revise.h"

static int undo_run(struct cli *cli, int argc, char **argv)
{
	struct option options[] = {{"as", &cli->editor, NULL}, {0}};
	struct err err;
	int64_t item = 0;
	struct decision undone;
	if (cli_options(&COMMAND_UNDO, options, &argc, argv))
		return CLI_USAGE;
	if (argc > 1)
		return cli_usage(&COMMAND_UNDO, "one item at a time");
	if (argc == 1 && !cli_id(argv[0], &item, &err))
		return cli_usage(&COMMAND_UNDO, "%s", err.text);
	if (!cli_open(cli))
		return CLI_FAILED;
	if (!revise_undo(&cli->site, cli->store, &cli->arena, cli_by(cli), item, &undone, &err))
		return cli_fail(&err);
	printf("%lld: " STR_FMT " by " STR_FMT " undone\n", (long long)undone.item,
		STR_ARG(undone.verb), STR_ARG(undone.editor));
	return CLI_OK;
}

const struct command COMMAND_UNDO = {"undo", "[ID] [--as EDITOR]",
	"takes back the last decision (of the item); again: the one before", undo_run};
