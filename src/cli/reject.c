#include <stdio.h>

#include "cli/command.h"
#include "cli/listing.h"

struct reject_options {
	struct listing_options list; /* must be first: LISTING_FILTER */
	struct str reason;
};

static bool reject_one(struct cli *cli, int64_t id, struct err *err)
{
	const struct reject_options *options = cli->options;
	struct decision_request request = cli_request(cli, VERB_REJECT, id);
	struct decision_result result;
	request.reason = options->reason;
	return cli_decide(cli, &request, &result, err);
}

static bool has_filter(const struct listing_options *list)
{
	return list->section != SECTION_NONE || list->source.n || list->topic.n || list->search.n;
}

/* The filter in words, for the log: "Trials; Clinical trials daily; “mouse”". */
static struct str filter_words(struct arena *a, const struct listing_options *list)
{
	struct str quoted = list->search.n ? str_printf(a, "“" STR_FMT "”", STR_ARG(list->search)) :
										 STR_NONE;
	const struct str parts[] = {
		str_of(section_title(list->section)), list->source, list->topic, quoted};
	struct str words = S("Waiting");
	for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
		if (parts[i].n)
			words = str_printf(a, STR_FMT "; " STR_FMT, STR_ARG(words), STR_ARG(parts[i]));
	return words;
}

/* Rejects all that waits and matches, as one batch. An update of what is published is decided on by
 * itself. */
static bool reject_matching(struct cli *cli, struct err *err)
{
	const struct reject_options *options = cli->options;
	struct listing_options list = options->list;
	struct batch_choice choices[BATCH_MAX];
	struct batch_request request = {.decision = cli_request(cli, VERB_REJECT, 0),
		.v = choices,
		.what = filter_words(&cli->arena, &options->list)};
	struct batch_result result = {0};
	struct items items;
	bool more;
	list.limit = list.limit && list.limit < BATCH_MAX ? list.limit : BATCH_MAX;
	if (!listing_read(cli, &list, &items, &more, err))
		return false;
	for (size_t i = 0; i < items.n; i++)
		if (!item_is_update(&items.v[i]))
			choices[request.n++] = (struct batch_choice){items.v[i].id, items.v[i].version};
	request.decision.reason = options->reason;
	if (request.n &&
		!item_decide_batch(&cli->site, cli->store, &cli->arena, &request, &result, err))
		return false;
	printf("%zu items rejected%s\n", result.done,
		more ? "; there are more that match: once more rejects the next" : "");
	cli_left(cli, &result);
	return true;
}

static bool reject_run(struct cli *cli, struct err *err)
{
	if (!cli->arguments.n)
		return reject_matching(cli, err);
	cli_each(cli, reject_one, "rejected");
	return true;
}

static bool reject_check(struct cli *cli, struct err *err)
{
	const struct reject_options *options = cli->options;
	if (has_filter(&options->list) == (cli->arguments.n > 0))
		return err_set(err,
			"which item? Give its number, or --search, --source, --section or --topic for all "
			"that match");
	return !cli->arguments.n || cli_check_ranges(cli, err);
}

static const struct option OPTIONS[] = {
	{"reason", "R", option_line, offsetof(struct reject_options, reason), NULL},
	LISTING_FILTER,
	{0},
};

const struct command COMMAND_REJECT = {
	.name = "reject",
	.help = "not for our readers; of an update: leave what is published",
	.arguments = {"ID…", 0, ARGUMENTS_ANY, "which item?"},
	.options = OPTIONS,
	.options_size = sizeof(struct reject_options),
	.needs = NEEDS_STORE | NEEDS_EDITOR,
	.check = reject_check,
	.run = reject_run,
};
