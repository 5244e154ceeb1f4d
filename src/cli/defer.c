#include <assert.h>

#include "cli/command.h"

#include "base/calendar.h"

enum { DEFAULT_DAYS = 7 };

struct defer_options {
	struct str day;
	int64_t until; /* read from the day by defer_check */
};

static bool defer_one(struct cli *cli, int64_t id, struct err *err)
{
	const struct defer_options *options = cli->options;
	assert(options->until > cli->now);
	struct decision_request request = cli_request(cli, VERB_DEFER, id);
	struct decision_result result;
	request.until = options->until;
	return cli_decide(cli, &request, &result, err);
}

static bool defer_check(struct cli *cli, struct err *err)
{
	struct defer_options *options = cli->options;
	struct str day = options->day;
	if (!cli_check_ranges(cli, err))
		return false;
	options->until = cli->now + DEFAULT_DAYS * CALENDAR_DAY;
	if (day.n && !time_parse_rfc3339(day, &options->until))
		return err_set(err, "“" STR_FMT "” is no day; write it as 2026-11-30", STR_ARG(day));
	return options->until > cli->now ||
		err_set(err, "“" STR_FMT "” has passed already", STR_ARG(day));
}

static bool defer_run(struct cli *cli, struct err *err)
{
	(void)err;
	cli_each(cli, defer_one, "deferred");
	return true;
}

static const struct option OPTIONS[] = {
	{"until", "DATE", option_text, offsetof(struct defer_options, day), NULL},
	{0},
};

const struct command COMMAND_DEFER = {
	.name = "defer",
	.help = "later: out of the queue for a week, or until the day",
	.arguments = {"ID…", 1, ARGUMENTS_ANY, "which item?"},
	.options = OPTIONS,
	.options_size = sizeof(struct defer_options),
	.needs = NEEDS_STORE | NEEDS_EDITOR,
	.check = defer_check,
	.run = defer_run,
};
