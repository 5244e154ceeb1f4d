#include "cli/command.h"
#include "store/editor.h"

struct assign_options {
	struct str to, reason;
};

static bool assign_one(struct cli *cli, int64_t id, struct err *err)
{
	const struct assign_options *options = cli->options;
	struct decision_request request = cli_request(cli, VERB_ASSIGN, id);
	struct decision_result result;
	struct editor editor;
	bool found;
	if (!store_editor_find(cli->store, &cli->arena, options->to, &editor, &found, err))
		return false;
	if (!found)
		return err_set(err,
			"there is no editor called “" STR_FMT "”; `tidings editor list` shows them",
			STR_ARG(options->to));
	request.assignee = editor.id;
	request.reason = options->reason;
	return cli_decide(cli, &request, &result, err);
}

static bool assign_run(struct cli *cli, struct err *err)
{
	(void)err;
	cli_each(cli, assign_one, "set aside");
	return true;
}

static const struct option OPTIONS[] = {
	{"to", "EDITOR", option_line, offsetof(struct assign_options, to),
		"for whom? Name an editor with --to"},
	{"reason", "TEXT", option_line, offsetof(struct assign_options, reason),
		"say in a word why: give a --reason"},
	{0},
};

const struct command COMMAND_ASSIGN = {
	.name = "assign",
	.help = "sets items aside for a colleague, with a word why",
	.arguments = {"ID…", 1, ARGUMENTS_ANY, "which item?"},
	.options = OPTIONS,
	.options_size = sizeof(struct assign_options),
	.needs = NEEDS_STORE | NEEDS_EDITOR,
	.check = cli_check_ranges,
	.run = assign_run,
};
