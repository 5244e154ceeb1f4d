#include <stdio.h>

#include "cli/command.h"
#include "item/revise.h"

static bool split_run(struct cli *cli, struct err *err)
{
	int64_t copy, made;
	if (!cli_id(str_of(cli_argument(cli, 0)), &copy, err) ||
		!revise_split(&cli->site, cli->store, cli_by(cli), copy, &made, err))
		return false;
	printf("copy %lld is item %lld now\n", (long long)copy, (long long)made);
	return true;
}

const struct command COMMAND_SPLIT = {
	.name = "split",
	.help = "a copy (see `show`) becomes an item of its own",
	.arguments = {"COPY", 1, 1, "which copy?"},
	.needs = NEEDS_STORE | NEEDS_EDITOR,
	.check = cli_check_ids,
	.run = split_run,
};
