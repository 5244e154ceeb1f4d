#include <stdio.h>

#include "cli/command.h"
#include "publish/opml.h"

static bool export_run(struct cli *cli, struct err *err)
{
	struct str opml = opml_write(&cli->arena, &cli->site, cli->now);
	(void)err;
	fwrite(opml.p, 1, opml.n, stdout);
	return true;
}

const struct command COMMAND_EXPORT = {
	.name = "export",
	.help = "the feeds as OPML, on the standard output",
	.arguments = {.wrong = "export writes to the standard output"},
	.needs = NEEDS_SITE,
	.run = export_run,
};
