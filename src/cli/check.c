#include <stdio.h>
#include <unistd.h>

#include "cli/commands.h"
#include "cli/init_files.h"

/* A site that an older program laid down may lack what this one looks for, and would be told only
 * when a page needs it. */
static bool templates_are_there(struct cli *cli)
{
	bool all = true;
	struct err err;
	for (const struct init_file *file = INIT_FILES; file->path; file++) {
		if (!str_starts(str_of(file->path), S("templates/")) ||
			access(cli_path(cli, file->path), R_OK) == 0)
			continue;
		err_set(&err, "%s is missing: copy it from a new site (`tidings init`)", file->path);
		cli_fail(&err);
		all = false;
	}
	return all;
}

static int check_run(struct cli *cli, int argc, char **argv)
{
	struct option options[] = {{0}};
	if (cli_options(&COMMAND_CHECK, options, &argc, argv))
		return CLI_USAGE;
	if (argc)
		return cli_usage(&COMMAND_CHECK, "check reads the whole configuration");
	if (!cli_read_site(cli) || !templates_are_there(cli))
		return CLI_FAILED;
	printf("The configuration is sound: " STR_FMT ", " STR_FMT ".\n",
		STR_ARG(cli_count(&cli->arena, cli->site.source_count, "source", "sources")),
		STR_ARG(cli_count(&cli->arena, cli->site.topic_count, "topic", "topics")));
	return CLI_OK;
}

const struct command COMMAND_CHECK = {
	"check", "", "read the whole configuration, say what is wrong", check_run};
