#include "cli/command.h"
#include "cli/listing.h"

static bool queue_run(struct cli *cli, struct err *err)
{
	const struct listing_options *options = cli->options;
	bool all = !options->section && !options->source.n && !options->topic.n && !options->search.n;
	return listing_print(cli, options,
		all ? "Nothing waits for a decision." : "Nothing like that waits for a decision.", err);
}

static const struct option OPTIONS[] = {LISTING_OPTIONS, {0}};

const struct command COMMAND_QUEUE = {
	.name = "queue",
	.help = "what waits for a decision, likeliest first",
	.arguments = {.wrong = "queue takes no item"},
	.options = OPTIONS,
	.options_size = sizeof(struct listing_options),
	.needs = NEEDS_STORE | NEEDS_PAGER,
	.run = queue_run,
};
