#include <stdio.h>

#include "cli/command.h"
#include "item/batch.h"
#include "render/decision.h"
#include "store/decision.h"

/* The last decision that an editor made was one of a batch: all of that is taken back. */
static bool undo_batch(struct cli *cli, const struct decision *last, struct err *err)
{
	const struct decision_request request = cli_request(cli, VERB_UNDO, 0);
	const struct batch_undo undo = {
		.actor = request.actor, .now = request.now, .batch = last->batch.id};
	struct batch_result result;
	if (!item_undo_batch(&cli->site, cli->store, &cli->arena, &undo, &result, err))
		return false;
	struct str who = decision_actor_words(&cli->arena, &last->actor);
	printf("%zu items: %s by " STR_FMT " undone\n", result.done, decision_verb_word(last->verb),
		STR_ARG(who));
	cli_left(cli, &result);
	return true;
}

static bool undo_run(struct cli *cli, struct err *err)
{
	struct decision_request request = cli_request(cli, VERB_UNDO, 0);
	struct decision_result result;
	struct decision last;
	bool found = false;
	if (cli->arguments.n && !cli_id(str_of(cli_argument(cli, 0)), &request.item, err))
		return false;
	if (!request.item && !store_decision_last(cli->store, &cli->arena, 0, &last, &found, err))
		return false;
	if (found && last.batch.all > 1)
		return undo_batch(cli, &last, err);
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
