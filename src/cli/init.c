#include <assert.h>
#include <stdio.h>
#include <unistd.h>

#include "base/file.h"
#include "cli/command.h"
#include "cli/init_files.h"

static bool write_file(struct cli *cli, const struct init_file *file, struct err *err)
{
	assert(file->begin <= file->end);
	return file_replace(cli_path(cli, file->path),
		(struct str){file->begin, (size_t)(file->end - file->begin)}, NULL, err);
}

static bool init_run(struct cli *cli, struct err *err)
{
	const char *folder = cli->folder = cli_argument(cli, 0);
	if (access(cli_path(cli, "feeds/site.conf"), F_OK) == 0)
		return err_set(err, "%s is a site already; nothing was changed", folder);
	for (const struct init_file *file = INIT_FILES; file->path; file++)
		if (!write_file(cli, file, err))
			return false;
	if (!file_make_folder(cli_path(cli, "out"), err))
		return false;
	printf("%s is a site now. Next:\n  1. edit %s/feeds/site.conf and example.conf\n  2. tidings "
		   "-C %s check\n  3. tidings -C %s run\n",
		folder, folder, folder, folder);
	return true;
}

const struct command COMMAND_INIT = {
	.name = "init",
	.help = "a new site with a commented example configuration",
	.arguments = {"DIR", 1, 1, "in which folder?"},
	.run = init_run,
};
