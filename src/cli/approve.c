#include "cli/commands.h"

struct approval {
	enum section section;
	struct str summary;
};

static bool approve_one(struct cli *cli, int64_t id, void *user, struct err *err)
{
	const struct approval *approval = user;
	return decide_approve(cli->store, cli_by(cli), id, approval->section, approval->summary, err);
}

static int approve_run(struct cli *cli, int argc, char **argv)
{
	struct approval approval = {0};
	struct str section = STR_NONE;
	struct option options[] = {{"section", &section, NULL}, {"summary", &approval.summary, NULL}, {"as", &cli->editor, NULL}, {0}};
	struct err err;
	if (cli_options(&COMMAND_APPROVE, options, &argc, argv))
		return CLI_USAGE;
	if (!cli_section(section, &approval.section, &err))
		return cli_usage(&COMMAND_APPROVE, "%s", err.text);
	if (approval.summary.p && argc > 1)
		return cli_usage(&COMMAND_APPROVE, "one summary cannot stand for %d items", argc);
	approval.summary = cli_words(cli, approval.summary);
	return cli_each(cli, &COMMAND_APPROVE, argc, argv, approve_one, &approval, "approved");
}

const struct command COMMAND_APPROVE = {"approve", "ID… [--section S] [--summary TEXT] [--as EDITOR]", "readers may see it, as it stands now", approve_run};
