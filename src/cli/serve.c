#include <signal.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/seal.h"
#include "cli/command.h"
#include "cli/stop.h"
#include "desk/desk.h"
#include "door/door.h"

static bool serve_desk(const struct desk_options *options, struct err *err)
{
	const volatile int *stop = stop_flag();
	struct desk *desk = desk_start(options, err);
	if (!desk)
		return false;
	bool well = seal_core(err) && seal_server(store_reach(options->store), err);
	if (well) {
		printf("The desk is open at " STR_FMT "\n", STR_ARG(desk_address(desk)));
		fflush(stdout);
		well = desk_run(desk, stop, err);
	}
	desk_stop(desk);
	return well;
}

static bool serve_run(struct cli *cli, struct err *err)
{
	struct desk_options *options = cli->options;
	struct reload reload = reload_of(&cli->site, cli->store);
	options->reload = &reload;
	options->site = &cli->site;
	options->store = cli->store;
	options->metrics_token = str_of(getenv("TIDINGS_METRICS_TOKEN"));
	options->pinned = cli->pinned ? cli->now : NO_TIME;
	if (!options->listen.p)
		options->listen = S("127.0.0.1:8080");
	/* Writing to a browser that has gone away ends that connection, not the program. */
	signal(SIGPIPE, SIG_IGN);
	struct door *door = door_open(&cli->site, cli->store, err);
	if (!door)
		return false;
	options->next = door_app(door);
	bool well = serve_desk(options, err);
	door_close(door);
	reload_end(&reload);
	return well;
}

static const struct option OPTIONS[] = {
	{"listen", "ADDRESS:PORT", option_text, offsetof(struct desk_options, listen), NULL},
	{"quiet", .field = offsetof(struct desk_options, quiet)},
	{0},
};

const struct command COMMAND_SERVE = {
	.name = "serve",
	.help = "the editors' desk, for browsers, until it is told to stop",
	.arguments = {.wrong = "serve goes on by itself"},
	.options = OPTIONS,
	.options_size = sizeof(struct desk_options),
	.needs = NEEDS_STORE | NEEDS_LONG,
	.run = serve_run,
};
