#include <stdio.h>

#include "cli/command.h"
#include "item/revise.h"

static bool undo_run(struct cli *cli, struct err *err)
{
	int64_t item = 0;
	struct decision undone;
	if (cli->arguments.n && !cli_id(str_of(cli_argument(cli, 0)), &item, err))
		return false;
	if (!revise_undo(&cli->site, cli->store, &cli->arena, cli_by(cli), item, &undone, err))
		return false;
	printf("%lld: " STR_FMT " by " STR_FMT " undone\n", (long long)undone.item,
		STR_ARG(undone.verb), STR_ARG(undone.editor));
	return true;
}

const struct command COMMAND_UNDO = {
	.name = "undo",
	.help = "takes back the last decision (of the item); again: the one before",
	.arguments = {"ID", 0, 1, "one item at a time"},
	.needs = NEEDS_STORE | NEEDS_EDITOR,
	.check = cli_check_ids,
	.run = undo_run,
};
