#include "cli/command.h"

static bool unassign_one(struct cli *cli, int64_t id, struct err *err)
{
	struct decision_request request = cli_request(cli, VERB_UNASSIGN, id);
	struct decision_result result;
	return cli_decide(cli, &request, &result, err);
}

static bool unassign_run(struct cli *cli, struct err *err)
{
	(void)err;
	cli_each(cli, unassign_one, "set aside for nobody");
	return true;
}

const struct command COMMAND_UNASSIGN = {
	.name = "unassign",
	.help = "gives items back that were set aside for an editor",
	.arguments = {"ID…", 1, ARGUMENTS_ANY, "which item?"},
	.needs = NEEDS_STORE | NEEDS_EDITOR,
	.check = cli_check_ranges,
	.run = unassign_run,
};
