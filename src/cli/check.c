#include <stdio.h>
#include <unistd.h>

#include "cli/command.h"
#include "cli/init_files.h"

/* A site that an older program laid down may lack templates that this one uses; without this
 * check only the page that needs one would say so. */
static void check_templates(struct cli *cli)
{
	struct err err;
	for (const struct embedded *file = INIT_FILES; file->name; file++) {
		if (!str_starts(str_of(file->name), S("templates/")) ||
			access(cli_path(cli, file->name), R_OK) == 0)
			continue;
		err_set(&err, "%s is missing: copy it from a new site (`tidings init`)", file->name);
		cli_complain(cli, &err);
	}
}

static bool check_run(struct cli *cli, struct err *err)
{
	struct str sources = cli_count(&cli->arena, cli->site.source_count, "source", "sources"),
			   topics = cli_count(&cli->arena, cli->site.topic_count, "topic", "topics");
	(void)err;
	check_templates(cli);
	if (!cli->failed)
		printf("The configuration is sound: " STR_FMT ", " STR_FMT ".\n", STR_ARG(sources),
			STR_ARG(topics));
	return true;
}

const struct command COMMAND_CHECK = {
	.name = "check",
	.help = "read the whole configuration, say what is wrong",
	.arguments = {.wrong = "check reads the whole configuration"},
	.needs = NEEDS_SITE,
	.run = check_run,
};
