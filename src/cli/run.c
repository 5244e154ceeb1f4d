#include "cli/commands.h"
#include "cli/visit.h"

static int run_run(struct cli *cli, int argc, char **argv)
{
	struct option options[] = {{0}};
	if (cli_options(&COMMAND_RUN, options, &argc, argv))
		return CLI_USAGE;
	if (argc)
		return cli_usage(&COMMAND_RUN, "run does all that is due; `fetch NAME` visits one source");
	if (!cli_open(cli))
		return CLI_FAILED;
	const volatile int *stop = visit_stop_flag();
	/* A source that fails keeps nothing from being published. */
	bool asked = visit_jobs(cli, stop), fetched = visit_sources(cli, (struct strs){0}, stop, false);
	return visit_publish(cli, false) && visit_catalog(cli, stop) && asked && fetched ? CLI_OK :
																					   CLI_FAILED;
}

const struct command COMMAND_RUN = {
	"run", "", "everything that is due, once: what the desk asked for, fetch, publish", run_run};
