#include <stdio.h>

#include "cli/command.h"

static bool merge_run(struct cli *cli, struct err *err)
{
	struct decision_result result;
	int64_t winner, loser;
	if (!cli_id(str_of(cli_argument(cli, 0)), &winner, err) ||
		!cli_id(str_of(cli_argument(cli, 1)), &loser, err))
		return false;
	struct decision_request request = cli_request(cli, VERB_MERGE, winner);
	request.other = loser;
	if (!cli_decide(cli, &request, &result, err))
		return false;
	printf("%lld holds the copies of %lld now\n", (long long)winner, (long long)loser);
	return true;
}

const struct command COMMAND_MERGE = {
	.name = "merge",
	.help = "B is the same publication as A and joins it",
	.arguments = {"A B", 2, 2, "which two items?"},
	.needs = NEEDS_STORE | NEEDS_EDITOR,
	.check = cli_check_ids,
	.run = merge_run,
};
