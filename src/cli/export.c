#include <stdio.h>

#include "cli/commands.h"
#include "publish/opml.h"

static int export_run(struct cli *cli, int argc, char **argv)
{
	struct option options[] = {{0}};
	if (cli_options(&COMMAND_EXPORT, options, &argc, argv))
		return CLI_USAGE;
	if (argc)
		return cli_usage(&COMMAND_EXPORT, "export writes to the standard output");
	if (!cli_read_site(cli))
		return CLI_FAILED;
	struct str opml = opml_write(&cli->arena, &cli->site, cli->now);
	fwrite(opml.p, 1, opml.n, stdout);
	return CLI_OK;
}

const struct command COMMAND_EXPORT = {
	"export", "", "the feeds as OPML, on the standard output", export_run};
