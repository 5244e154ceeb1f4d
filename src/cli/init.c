#include <stdio.h>
#include <unistd.h>

#include "base/file.h"
#include "cli/commands.h"
#include "cli/init_files.h"

static bool write_file(struct cli *cli, const struct init_file *file, struct err *err)
{
	return file_replace(cli_path(cli, file->path),
		(struct str){file->begin, (size_t)(file->end - file->begin)}, NULL, err);
}

static int init_run(struct cli *cli, int argc, char **argv)
{
	struct option options[] = {{0}};
	struct err err;
	if (cli_options(&COMMAND_INIT, options, &argc, argv))
		return CLI_USAGE;
	if (argc != 1)
		return cli_usage(&COMMAND_INIT, "in which folder?");
	cli->folder = argv[0];
	if (access(cli_path(cli, "feeds/site.conf"), F_OK) == 0)
		return err_set(&err, "%s is a site already; nothing was changed", argv[0]), cli_fail(&err);
	for (const struct init_file *file = INIT_FILES; file->path; file++)
		if (!write_file(cli, file, &err))
			return cli_fail(&err);
	if (!folder_make(cli_path(cli, "out"), &err))
		return cli_fail(&err);
	printf("%s is a site now. Next:\n  1. edit %s/feeds/site.conf and example.conf\n  2. tidings "
		   "-C %s check\n  3. tidings -C %s run\n",
		argv[0], argv[0], argv[0], argv[0]);
	return CLI_OK;
}

const struct command COMMAND_INIT = {
	"init", "DIR", "a new site with a commented example configuration", init_run};
