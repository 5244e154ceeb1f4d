#include "cli/command.h"

static bool approve_one(struct cli *cli, int64_t id, struct err *err)
{
	struct decision_request request = cli_request(cli, VERB_APPROVE, id);
	struct decision_result result;
	request.edit = *(const struct edit *)cli->options;
	return cli_decide(cli, &request, &result, err);
}

static bool approve_check(struct cli *cli, struct err *err)
{
	struct edit *words = cli->options;
	struct ids ids;
	words->set_summary = words->summary.p != NULL;
	return cli_read_ids(cli, &ids, err) &&
		(!words->set_summary || ids.n == 1 ||
			err_set(err, "one summary cannot stand for %zu items", ids.n));
}

static bool approve_run(struct cli *cli, struct err *err)
{
	(void)err;
	cli_each(cli, approve_one, "approved");
	return true;
}

static const struct option OPTIONS[] = {
	{"section", "S", option_section, offsetof(struct edit, section), NULL},
	{"summary", "TEXT", option_line, offsetof(struct edit, summary), NULL},
	{"note", "TEXT", option_line, offsetof(struct edit, note), NULL},
	{0},
};

const struct command COMMAND_APPROVE = {
	.name = "approve",
	.help = "readers may see it, as it stands now",
	.arguments = {"ID…", 1, ARGUMENTS_ANY, "which item?"},
	.options = OPTIONS,
	.options_size = sizeof(struct edit),
	.needs = NEEDS_STORE | NEEDS_EDITOR,
	.check = approve_check,
	.run = approve_run,
};
