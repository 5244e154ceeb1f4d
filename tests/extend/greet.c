/* greet: a command for the test. */
#include <stdio.h>

#include "cli/command.h"

struct greet_options {
	struct str language;
	bool loud;
};

static bool greet_run(struct cli *cli, struct err *err)
{
	const struct greet_options *options = cli->options;
	(void)err;
	printf("%s %s%s\n", str_eq(options->language, S("de")) ? "Guten Tag" : "Hello",
		cli_argument(cli, 0), options->loud ? "!" : ".");
	return true;
}

static const struct option OPTIONS[] = {
	{"language", "TAG", option_text, offsetof(struct greet_options, language), NULL},
	{"loud", .field = offsetof(struct greet_options, loud)},
	{0},
};

const struct command COMMAND_GREET = {
	.name = "greet",
	.help = "says hello to an editor",
	.arguments = {"NAME", 1, 1, "whom?"},
	.options = OPTIONS,
	.options_size = sizeof(struct greet_options),
	.run = greet_run,
};
