#include <dirent.h>
#include <stdio.h>
#include <unistd.h>

#include "base/file.h"
#include "cli/command.h"
#include "cli/init_files.h"
#include "store/site.h"

/* Whether the folder holds a file that readers see. */
static bool shows_something(const char *folder)
{
	bool found = false;
	DIR *d = opendir(folder);
	for (const struct dirent *entry; d && !found && (entry = readdir(d));)
		found = entry->d_name[0] != '.';
	if (d)
		closedir(d);
	return found;
}

static bool lay_down(struct cli *cli, struct str folder, struct err *err)
{
	file_sweep(cli_path(cli, str_cstr(&cli->arena, folder)));
	for (const struct embedded *file = INIT_FILES; file->name; file++) {
		const char *path = cli_path(cli, file->name);
		if (str_starts(str_of(file->name), folder) && access(path, F_OK) != 0 &&
			!file_replace(path, embedded_bytes(file), NULL, err))
			return false;
	}
	return true;
}

/* The files of a site. A configuration that is there is kept as it is; of the example, site.conf
 * comes last, so an init that was killed is begun again. */
static bool lay_down_all(struct cli *cli, bool new, struct err *err)
{
	return file_make_folder(cli_path(cli, "out"), err) &&
		lay_down(cli, S("templates/pages/"), err) && lay_down(cli, S("templates/"), err) &&
		(!new || lay_down(cli, S("feeds/"), err));
}

/* An out/ that shows nothing may still say of which site it was. */
static bool make_store(struct cli *cli, struct err *err)
{
	const char *path = cli_path(cli, "tidings.db");
	unlink(cli_path(cli, SITE_MARK));
	if (!store_create(path, err))
		return false;
	cli->store = store_open(path, err);
	return cli->store && store_site_write_mark(cli->store, cli->folder, err);
}

#define NEXT \
	"%s is a site now. Next:\n" \
	"  tidings -C %s editor add NAME   you: it asks for a password\n" \
	"  tidings -C %s serve             the desk, for a browser on this machine\n" \
	"  tidings -C %s work              beside it: visits the sources, and publishes\n" \
	"and follow “First steps” at the desk. Or without a browser: edit %s/feeds/desk.conf, then\n" \
	"  tidings -C %s check\n"

static bool init_run(struct cli *cli, struct err *err)
{
	const char *folder = cli->folder = cli_argument(cli, 0);
	bool new = access(cli_path(cli, "feeds/site.conf"), F_OK) != 0;
	if (access(cli_path(cli, "tidings.db"), F_OK) == 0)
		return err_set(err, "%s is a site already; nothing was changed", folder);
	if (shows_something(cli_path(cli, "out")))
		return err_set(err,
			"%s/out shows pages of a site whose store is missing; nothing was changed. `tidings "
			"-C %s restore FILE` brings the store back from a backup; to begin a new site, move "
			"%s/out away",
			folder, folder, folder);
	if (!lay_down_all(cli, new, err) || !make_store(cli, err))
		return false;
	if (new)
		printf(NEXT, folder, folder, folder, folder, folder, folder);
	else
		printf("%s has a store now; its configuration is as it was\n", folder);
	return true;
}

const struct command COMMAND_INIT = {
	.name = "init",
	.help = "a new site with a commented example configuration",
	.arguments = {"DIR", 1, 1, "in which folder?"},
	.run = init_run,
};
