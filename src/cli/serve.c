#include <signal.h>
#include <stdio.h>
#include <stdlib.h>

#include "cli/commands.h"
#include "cli/visit.h"
#include "desk/desk.h"

static int serve(const struct desk_options *options)
{
	struct err err;
	/* A browser that goes away while it is written to ends that connection, and nothing else. */
	signal(SIGPIPE, SIG_IGN);
	const volatile int *stop = visit_stop_flag();
	struct desk *desk = desk_start(options, &err);
	if (!desk)
		return cli_fail(&err);
	printf("The desk is open at " STR_FMT "\n", STR_ARG(desk_address(desk)));
	fflush(stdout);
	bool well = desk_run(desk, stop, &err);
	desk_stop(desk);
	return well ? CLI_OK : cli_fail(&err);
}

static int serve_run(struct cli *cli, int argc, char **argv)
{
	struct desk_options with = {.listen = S("127.0.0.1:8080"), .pinned = NO_TIME};
	struct option options[] = {{"listen", &with.listen, NULL}, {"quiet", NULL, &with.quiet}, {0}};
	if (cli_options(&COMMAND_SERVE, options, &argc, argv))
		return CLI_USAGE;
	if (argc)
		return cli_usage(&COMMAND_SERVE, "serve goes on by itself");
	if (!cli_open(cli))
		return CLI_FAILED;
	with.site = &cli->site;
	with.store = cli->store;
	with.metrics_token = str_of(getenv("TIDINGS_METRICS_TOKEN"));
	if (cli->pinned)
		with.pinned = cli->now;
	return serve(&with);
}

const struct command COMMAND_SERVE = {"serve", "[--listen ADDRESS:PORT] [--quiet]",
	"the editors' desk, for browsers, until it is told to stop", serve_run};
