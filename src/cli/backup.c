#include <stdio.h>

#include "cli/command.h"
#include "mail/subscriber.h"

static bool backup_run(struct cli *cli, struct err *err)
{
	const char *path = cli_argument(cli, 0);
	if (!store_backup(cli->store, path, err))
		return false;
	printf("%s holds everything that the site remembers; keep feeds/ and templates/ beside it\n",
		path);
	if (subscriber_vault_is_there(&cli->site))
		printf("Without %s nobody can read the addresses of subscribers in it: keep "
			   "a copy of that file as well, somewhere else than the backups\n",
			subscriber_key_path(&cli->arena, &cli->site));
	return true;
}

const struct command COMMAND_BACKUP = {
	.name = "backup",
	.help = "a consistent copy of the store, also while others work",
	.arguments = {"FILE", 1, 1, "into which file?"},
	.needs = NEEDS_STORE,
	.run = backup_run,
};
