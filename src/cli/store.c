#include <stdio.h>

#include "cli/command.h"
#include "item/catalog.h"
#include "store/site_copy.h"

static void print_chain(struct cli *cli, const struct site_copied *done)
{
	struct arena *a = &cli->arena;
	struct str decisions = cli_count(a, (size_t)done->decisions, "decision", "decisions"),
			   breaks = cli_count(a, done->breaks, "decision does", "decisions do");
	printf("The log is whole in it: " STR_FMT "\n", STR_ARG(decisions));
	if (done->breaks)
		printf("But " STR_FMT
			   " not hang in the chain, in the copy as before: `tidings audit` says which\n",
			STR_ARG(breaks));
}

static bool store_copy(struct cli *cli, struct err *err)
{
	struct arena *a = &cli->arena;
	struct site_copied done;
	if (!store_copy_site(
			cli_argument(cli, 0), cli_argument(cli, 1), catalog_words_of, a, &done, err))
		return false;
	struct str tables = cli_count(a, done.tables, "table", "tables"),
			   rows = cli_count(a, (size_t)done.rows, "row", "rows"),
			   docs = cli_count(a, (size_t)done.docs, "item", "items");
	printf(STR_FMT " holds all of " STR_FMT ": " STR_FMT ", " STR_FMT
				   ", each read again and the same\n",
		STR_ARG(done.to), STR_ARG(done.from), STR_ARG(tables), STR_ARG(rows));
	if (done.docs)
		printf("The words of " STR_FMT " were indexed anew, for those who search\n", STR_ARG(docs));
	print_chain(cli, &done);
	printf("Next: " STR_FMT ". Only then start `tidings serve` and `work` again\n",
		STR_ARG(done.next));
	return true;
}

/* An empty place would be libpq's own default. */
static bool check_places(struct cli *cli, struct err *err)
{
	return (*cli_argument(cli, 0) && *cli_argument(cli, 1)) ||
		err_set(err, "from which store to which? One of them is empty");
}

static const struct command ACTIONS[] = {
	{
		.name = "store copy",
		.help = "the whole store at another place: a file, or a database of PostgreSQL",
		.arguments = {"FROM TO", 2, 2, "from which store to which? Two places"},
		.check = check_places,
		.run = store_copy,
	},
	{0},
};

const struct command COMMAND_STORE = {
	.name = "store",
	.help = "where the site keeps what it remembers",
	.actions = ACTIONS,
};
