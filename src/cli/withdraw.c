#include "cli/command.h"

struct withdraw_options {
	struct str reason;
};

static bool withdraw_one(struct cli *cli, int64_t id, struct err *err)
{
	const struct withdraw_options *options = cli->options;
	struct decision_request request = cli_request(cli, VERB_WITHDRAW, id);
	struct decision_result result;
	request.reason = options->reason;
	return cli_decide(cli, &request, &result, err);
}

static bool withdraw_run(struct cli *cli, struct err *err)
{
	(void)err;
	cli_each(cli, withdraw_one, "withdrawn");
	return true;
}

static const struct option OPTIONS[] = {
	{"reason", "TEXT", option_line, offsetof(struct withdraw_options, reason),
		"readers are told why: give a --reason"},
	{0},
};

const struct command COMMAND_WITHDRAW = {
	.name = "withdraw",
	.help = "takes back what readers saw by mistake; its page, the feed and the next digest say so",
	.arguments = {"ID…", 1, ARGUMENTS_ANY, "which item?"},
	.options = OPTIONS,
	.options_size = sizeof(struct withdraw_options),
	.needs = NEEDS_STORE | NEEDS_EDITOR,
	.check = cli_check_ranges,
	.run = withdraw_run,
};
