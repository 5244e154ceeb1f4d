#include "cli/commands.h"

enum { DEFAULT_DAYS = 7, DAY = 86400 };

static bool defer_one(struct cli *cli, int64_t id, void *user, struct err *err)
{
	return decide_defer(cli->store, cli_by(cli), id, *(int64_t *)user, err);
}

static int defer_run(struct cli *cli, int argc, char **argv)
{
	struct str text = STR_NONE;
	struct option options[] = {{"until", &text, NULL}, {"as", &cli->editor, NULL}, {0}};
	if (cli_options(&COMMAND_DEFER, options, &argc, argv))
		return CLI_USAGE;
	int64_t until = cli->now + DEFAULT_DAYS * DAY;
	if (text.n && !time_parse_rfc3339(text, &until))
		return cli_usage(
			&COMMAND_DEFER, "“" STR_FMT "” is no day; write it as 2026-11-30", STR_ARG(text));
	if (until <= cli->now)
		return cli_usage(&COMMAND_DEFER, "“" STR_FMT "” has passed already", STR_ARG(text));
	return cli_each(cli, &COMMAND_DEFER, argc, argv, defer_one, &until, "deferred");
}

const struct command COMMAND_DEFER = {"defer", "ID… [--until DATE] [--as EDITOR]",
	"later: out of the queue for a week, or until the day", defer_run};
