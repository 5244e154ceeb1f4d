#include "cli/command.h"
#include "cli/report.h"
#include "publish/publish.h"

struct publish_options {
	bool all;
};

static bool publish_run(struct cli *cli, struct err *err)
{
	const struct publish_options *options = cli->options;
	struct report report = {.cli = cli, .counts = true};
	struct work work = report_work(&report);
	if (options->all && !publish_forget(&cli->site, cli->store, err))
		return false;
	work_publish(&work);
	return true;
}

static const struct option OPTIONS[] = {
	{"all", .field = offsetof(struct publish_options, all)},
	{0},
};

const struct command COMMAND_PUBLISH = {
	.name = "publish",
	.help = "write what changed into out/; --all: look at every file",
	.arguments = {.wrong = "publish takes no item: it writes all that changed"},
	.options = OPTIONS,
	.options_size = sizeof(struct publish_options),
	.needs = NEEDS_STORE,
	.run = publish_run,
};
