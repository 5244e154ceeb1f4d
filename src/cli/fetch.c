#include "cli/commands.h"
#include "cli/visit.h"

static int fetch_run(struct cli *cli, int argc, char **argv)
{
	struct option options[] = {{0}};
	struct strs names = {0};
	if (cli_options(&COMMAND_FETCH, options, &argc, argv))
		return CLI_USAGE;
	for (int i = 0; i < argc; i++)
		strs_add(&cli->arena, &names, str_of(argv[i]));
	if (!cli_open(cli))
		return CLI_FAILED;
	return visit_sources(cli, names, visit_stop_flag(), false) ? CLI_OK : CLI_FAILED;
}

const struct command COMMAND_FETCH = {
	"fetch", "[NAME…]", "pull the sources that are due, or those named, now", fetch_run};
