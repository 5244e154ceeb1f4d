#include "cli/command.h"

struct reject_options {
	struct str reason;
};

static bool reject_one(struct cli *cli, int64_t id, struct err *err)
{
	const struct reject_options *options = cli->options;
	struct decision_request request = cli_request(cli, VERB_REJECT, id);
	struct decision_result result;
	request.reason = options->reason;
	return cli_decide(cli, &request, &result, err);
}

static bool reject_run(struct cli *cli, struct err *err)
{
	(void)err;
	cli_each(cli, reject_one, "rejected");
	return true;
}

static const struct option OPTIONS[] = {
	{"reason", "R", option_line, offsetof(struct reject_options, reason), NULL},
	{0},
};

const struct command COMMAND_REJECT = {
	.name = "reject",
	.help = "not for our readers; of an update: leave what is published",
	.arguments = {"ID…", 1, ARGUMENTS_ANY, "which item?"},
	.options = OPTIONS,
	.options_size = sizeof(struct reject_options),
	.needs = NEEDS_STORE | NEEDS_EDITOR,
	.check = cli_check_ranges,
	.run = reject_run,
};
