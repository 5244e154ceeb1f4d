#include "cli/command.h"
#include "cli/listing.h"

static bool list_run(struct cli *cli, struct err *err)
{
	return listing_print(cli, cli->options, "There are no such items.", err);
}

/* Everything is listed by words alone: of all states without any, what waits (store/list.h). */
static bool list_check(struct cli *cli, struct err *err)
{
	const struct listing_options *options = cli->options;
	return options->state != LIST_ALL || options->search.n ||
		err_set(err, "--state all goes with --search WORDS");
}

static const struct option OPTIONS[] = {
	{"state", "STATE", option_list_state, offsetof(struct listing_options, state), NULL},
	{"order", "ORDER", option_list_order, offsetof(struct listing_options, order), NULL},
	LISTING_OPTIONS,
	{0},
};

const struct command COMMAND_LIST = {
	.name = "list",
	.help = "items of any state: waiting, later, approved, published, corrected, rejected …",
	.arguments = {.wrong = "list takes no item; `tidings show ID` shows one"},
	.options = OPTIONS,
	.options_size = sizeof(struct listing_options),
	.needs = NEEDS_STORE | NEEDS_PAGER,
	.check = list_check,
	.run = list_run,
};
