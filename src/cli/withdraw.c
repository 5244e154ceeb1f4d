#include "cli/commands.h"

static bool withdraw_one(struct cli *cli, int64_t id, void *user, struct err *err)
{
	return decide_withdraw(cli->store, cli_by(cli), id, *(struct str *)user, err);
}

static int withdraw_run(struct cli *cli, int argc, char **argv)
{
	struct str reason = STR_NONE;
	struct option options[] = {{"reason", &reason, NULL}, {"as", &cli->editor, NULL}, {0}};
	if (cli_options(&COMMAND_WITHDRAW, options, &argc, argv))
		return CLI_USAGE;
	reason = cli_words(cli, reason);
	if (!reason.n)
		return cli_usage(&COMMAND_WITHDRAW, "readers are told why: give a --reason");
	return cli_each(cli, &COMMAND_WITHDRAW, argc, argv, withdraw_one, &reason, "withdrawn");
}

const struct command COMMAND_WITHDRAW = {"withdraw", "ID… --reason TEXT [--as EDITOR]",
	"takes back what readers saw by mistake; its page, the feed and the next digest say so",
	withdraw_run};
