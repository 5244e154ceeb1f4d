#include <stdio.h>

#include "cli/command.h"
#include "render/decision.h"

static bool undo_run(struct cli *cli, struct err *err)
{
	struct decision_request request = cli_request(cli, VERB_UNDO, 0);
	struct decision_result result;
	if (cli->arguments.n && !cli_id(str_of(cli_argument(cli, 0)), &request.item, err))
		return false;
	if (!cli_decide(cli, &request, &result, err))
		return false;
	struct str who = decision_actor_words(&cli->arena, &result.undone.actor);
	printf("%lld: %s by " STR_FMT " undone\n", (long long)result.undone.item,
		decision_verb_word(result.undone.verb), STR_ARG(who));
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
