#include <stdio.h>

#include "cli/command.h"

static bool split_run(struct cli *cli, struct err *err)
{
	struct decision_request request = cli_request(cli, VERB_SPLIT, 0);
	struct decision_result result;
	if (!cli_id(str_of(cli_argument(cli, 0)), &request.copy, err) ||
		!cli_decide(cli, &request, &result, err))
		return false;
	printf("copy %lld is item %lld now\n", (long long)request.copy, (long long)result.made);
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
