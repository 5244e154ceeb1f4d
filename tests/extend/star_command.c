/* star: the command that gives the verb of the test. */
#include "cli/command.h"

static bool star_one(struct cli *cli, int64_t id, struct err *err)
{
	struct decision_request request = cli_request(cli, VERB_STAR, id);
	struct decision_result result;
	return cli_decide(cli, &request, &result, err);
}

static bool star_run(struct cli *cli, struct err *err)
{
	(void)err;
	cli_each(cli, star_one, "starred");
	return true;
}

const struct command COMMAND_STAR = {
	.name = "star",
	.help = "an item to come back to",
	.arguments = {"ID…", 1, ARGUMENTS_ANY, "which item?"},
	.needs = NEEDS_STORE | NEEDS_EDITOR,
	.run = star_run,
};
