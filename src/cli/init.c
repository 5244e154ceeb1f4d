#include <dirent.h>
#include <stdio.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/file.h"
#include "cli/command.h"
#include "cli/init_files.h"
#include "config/config.h"
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

struct init_options {
	struct str store;
};

#define PLACE_FILE "feeds/store.conf"
enum { PLACE_FILE_MAX = 1 << 20 };

/* A file of its own: what is written by hand stays as it is. */
static bool write_place(struct cli *cli, struct str store, struct err *err)
{
	struct arena *a = &cli->arena;
	struct buf quoted CLEANUP_BUF = buf_new(SIZE_MAX / 2);
	buf_add_escaped(&quoted, store, "\"\\");
	struct str text = STR_CAT(a,
		S("# The store of the site is in PostgreSQL.\nsite {\n    store = \""), buf_str(&quoted),
		S("\"\n}\n"));
	return file_replace(cli_path(cli, PLACE_FILE), text, NULL, err);
}

/* The place is the one that is given, or else the one that the configuration says, if there is a
 * configuration. */
static bool settle_place(struct cli *cli, bool new, struct err *err)
{
	const struct init_options *options = cli->options;
	struct strs problems;
	if (options->store.n && !write_place(cli, options->store, err))
		return false;
	if ((!new || options->store.n) && !config_read(cli->folder, &cli->site, &problems))
		printf("The configuration is to be put right: `tidings -C %s check` says what is wrong\n",
			cli->folder);
	return true;
}

/* What the file of the place says; none: there is none. */
static bool read_place(struct cli *cli, struct str *text, struct err *err)
{
	const char *path = cli_path(cli, PLACE_FILE);
	*text = STR_NONE;
	return access(path, F_OK) != 0 || file_read(&cli->arena, path, PLACE_FILE_MAX, text, err);
}

/* A place where no store was made may be another site's: nothing is to work on it from here. */
static void take_place_back(struct cli *cli, struct str before)
{
	const struct init_options *options = cli->options;
	const char *path = cli_path(cli, PLACE_FILE);
	struct err err;
	if (!options->store.n)
		return;
	if (!before.p)
		unlink(path);
	else if (!file_replace(path, before, NULL, &err))
		cli_complain(cli, &err);
}

/* The place is read back from the configuration, where it may name variables. An out/ that shows
 * nothing may still say of which site it was. */
static bool create_store(struct cli *cli, bool new, struct err *err)
{
	struct str before;
	if (!read_place(cli, &before, err))
		return false;
	unlink(cli_path(cli, SITE_MARK));
	if (settle_place(cli, new, err) && store_create(cli_store(cli), err))
		return true;
	if (err->kind == ERR_BUSY)
		return err_set_kind(err, ERR_BUSY,
			"%s. `tidings -C %s sources` says whether the store was made: if so, %s is a site now; "
			"else `tidings init %s` goes on",
			err->text, cli->folder, cli->folder, cli->folder);
	take_place_back(cli, before);
	return false;
}

static bool open_store(struct cli *cli, struct err *err)
{
	cli->store = store_open(cli_store(cli), err);
	return cli->store && store_site_write_mark(cli->store, cli->folder, err);
}

static bool is_place_public(struct cli *cli, struct err *err)
{
	const struct init_options *options = cli->options;
	return !options->store.n || store_place_is_public(str_cstr(&cli->arena, options->store), err);
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
	if (!is_place_public(cli, err))
		return err_add(err, "nothing was changed");
	if (shows_something(cli_path(cli, "out")))
		return err_set(err,
			"%s/out shows pages of a site whose store is missing; nothing was changed. `tidings "
			"-C %s restore FILE` brings the store back from a backup; to begin a new site, move "
			"%s/out away",
			folder, folder, folder);
	if (!lay_down_all(cli, new, err) || !create_store(cli, new, err) || !open_store(cli, err))
		return false;
	if (new)
		printf(NEXT, folder, folder, folder, folder, folder, folder);
	else
		printf("%s has a store now; its configuration is as it was\n", folder);
	return true;
}

static const struct option OPTIONS[] = {
	{"store", "PLACE", option_line, offsetof(struct init_options, store), NULL},
	{0},
};

const struct command COMMAND_INIT = {
	.name = "init",
	.help = "a new site with a commented example configuration",
	.arguments = {"DIR", 1, 1, "in which folder?"},
	.options = OPTIONS,
	.options_size = sizeof(struct init_options),
	.run = init_run,
};
