#include "cli/commands.h"

static bool approve_one(struct cli *cli, int64_t id, void *user, struct err *err)
{
	return decide_approve_as(cli->store, cli_by(cli), id, user, err);
}

static int approve_run(struct cli *cli, int argc, char **argv)
{
	struct edit words = {0};
	struct str section = STR_NONE;
	struct option options[] = {{"section", &section, NULL}, {"summary", &words.summary, NULL},
		{"note", &words.note, NULL}, {"as", &cli->editor, NULL}, {0}};
	struct err err;
	if (cli_options(&COMMAND_APPROVE, options, &argc, argv))
		return CLI_USAGE;
	if (!cli_section(section, &words.section, &err))
		return cli_usage(&COMMAND_APPROVE, "%s", err.text);
	words.set_summary = words.summary.p != NULL;
	if (words.set_summary && argc > 1)
		return cli_usage(&COMMAND_APPROVE, "one summary cannot stand for %d items", argc);
	words.summary = cli_words(cli, words.summary);
	words.note = cli_words(cli, words.note);
	return cli_each(cli, &COMMAND_APPROVE, argc, argv, approve_one, &words, "approved");
}

const struct command COMMAND_APPROVE = {"approve",
	"ID… [--section S] [--summary TEXT] [--note TEXT] [--as EDITOR]",
	"readers may see it, as it stands now", approve_run};
