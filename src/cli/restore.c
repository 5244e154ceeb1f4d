#include "store/restore.h"

#include <stdio.h>

#include "cli/command.h"
#include "config/config.h"

enum { SHOWN = 20 };

static void print_names(const char *folder, const struct strs *names)
{
	for (size_t i = 0; i < names->n && i < SHOWN; i++)
		printf("  %s" STR_FMT "\n", folder, STR_ARG(names->v[i]));
	if (names->n > SHOWN)
		printf("  … and %zu more\n", names->n - SHOWN);
}

static void print_forgotten(struct arena *a, const struct restored *done)
{
	struct str pages = cli_count(a, done->pages.n, "page", "pages"),
			   editions = cli_count(a, done->editions.n, "file of an edition", "files of editions"),
			   withdrawn = cli_count(a, done->withdrawn.n, "item", "items");
	if (done->pages.n)
		printf("Readers see " STR_FMT
			   " of which the backup knows nothing. They stay, and nothing else gets their names; "
			   "what is still with its source comes back to the queue:\n",
			STR_ARG(pages));
	print_names("out/items/", &done->pages);
	if (done->editions.n)
		printf("The backup does not know " STR_FMT "; they stay as they are:\n", STR_ARG(editions));
	print_names("out/digest/", &done->editions);
	if (done->withdrawn.n)
		printf(STR_FMT " that the backup shows " STR_FMT
					   " withdrawn since. Look at this before the next `tidings publish`, which "
					   "would show them again; `tidings withdraw ID --reason …` withdraws one:\n",
			STR_ARG(withdrawn), STR_ARG(done->withdrawn.n == 1 ? S("was") : S("were")));
	print_names("", &done->withdrawn);
}

static bool restore_run(struct cli *cli, struct err *err)
{
	struct restored done;
	struct strs problems;
	/* A configuration that is to be put right is no reason not to restore. */
	bool read = config_read(cli->folder, &cli->site, &problems);
	const struct restore_order order = {.folder = cli->folder,
		.place = cli_store(cli),
		.backup = cli_argument(cli, 0),
		.now = cli->now};
	(void)read;
	if (!store_restore(&order, &cli->arena, &done, err))
		return false;
	printf("%s is as it was in %s\n", order.place, order.backup);
	if (done.without_id)
		printf("That backup is of an older program and does not say of which site it is\n");
	if (done.kept.n)
		printf("The store that was there is kept as " STR_FMT "\n", STR_ARG(done.kept));
	print_forgotten(&cli->arena, &done);
	puts(
		"If readers have subscribed, their key (subscribers.key, or mail.key) has to be the one of "
		"then: `tidings check` says whether it is");
	return true;
}

const struct command COMMAND_RESTORE = {
	.name = "restore",
	.help = "a backup, checked, in the place of the store",
	.arguments = {"FILE", 1, 1, "from which backup?"},
	.run = restore_run,
};
