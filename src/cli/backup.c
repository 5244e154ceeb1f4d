#include <stdio.h>

#include "cli/commands.h"

static int backup_run(struct cli *cli, int argc, char **argv)
{
	struct option options[] = {{0}};
	struct err err;
	if (cli_options(&COMMAND_BACKUP, options, &argc, argv))
		return CLI_USAGE;
	if (argc != 1)
		return cli_usage(&COMMAND_BACKUP, "into which file?");
	if (!cli_open(cli))
		return CLI_FAILED;
	if (!store_backup(cli->store, argv[0], &err))
		return cli_fail(&err);
	printf("%s holds everything that the site remembers; keep feeds/ and templates/ beside it\n",
		argv[0]);
	return CLI_OK;
}

const struct command COMMAND_BACKUP = {
	"backup", "FILE", "a consistent copy of tidings.db, also while others work", backup_run};
