#include "cli/commands.h"

static bool reject_one(struct cli *cli, int64_t id, void *user, struct err *err)
{
	return decide_reject(cli->store, cli_by(cli), id, *(struct str *)user, err);
}

static int reject_run(struct cli *cli, int argc, char **argv)
{
	struct str reason = STR_NONE;
	struct option options[] = {{"reason", &reason, NULL}, {"as", &cli->editor, NULL}, {0}};
	if (cli_options(&COMMAND_REJECT, options, &argc, argv))
		return CLI_USAGE;
	reason = cli_words(cli, reason);
	return cli_each(cli, &COMMAND_REJECT, argc, argv, reject_one, &reason, "rejected");
}

const struct command COMMAND_REJECT = {"reject", "ID… [--reason R] [--as EDITOR]",
	"not for our readers; of an update: leave what is published", reject_run};
