#include <stdarg.h>
#include <stdio.h>

#include "cli/check_parts.h"
#include "cli/command.h"

void check_remark(const char *fmt, ...)
{
	va_list args;
	va_start(args, fmt);
	fputs("! ", stdout);
	vprintf(fmt, args);
	putchar('\n');
	va_end(args);
}

static bool check_run(struct cli *cli, struct err *err)
{
	struct str sources = cli_count(&cli->arena, cli->site.source_count, "source", "sources"),
			   topics = cli_count(&cli->arena, cli->site.topic_count, "topic", "topics");
	bool reached = check_store(cli, err);
	check_letters(cli);
	check_subscribers(cli);
	check_site(cli);
	check_templates(cli);
	check_digest(cli);
	check_face(cli);
	if (!cli->failed && reached)
		printf("The configuration is sound: " STR_FMT ", " STR_FMT ".\n", STR_ARG(sources),
			STR_ARG(topics));
	fflush(stdout);
	return reached || err_add(err, "nothing works on this site");
}

const struct command COMMAND_CHECK = {
	.name = "check",
	.help = "read the whole configuration, say what is wrong",
	.arguments = {.wrong = "check reads the whole configuration"},
	.needs = NEEDS_SITE,
	.run = check_run,
};
