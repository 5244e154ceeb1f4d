#include "cli/visit.h"

#include <signal.h>
#include <stdio.h>
#include <unistd.h>

#include "publish/publish.h"
#include "source/run.h"

/* The only state of the process that outlives a call: a signal handler can reach nothing else. */
static volatile int stop_flag;

static void on_stop(int signal_number)
{
	(void)signal_number;
	stop_flag = 1;
}

const volatile int *visit_stop_flag(void)
{
	struct sigaction action = {.sa_handler = on_stop};
	sigaction(SIGTERM, &action, NULL);
	sigaction(SIGINT, &action, NULL);
	return &stop_flag;
}

struct progress {
	bool terminal;
};

static void show_progress(void *user, size_t done, size_t all, struct str source, const char *problem)
{
	const struct progress *progress = user;
	if (progress->terminal)
		fprintf(stderr, "\r\033[K");
	if (problem)
		fprintf(stderr, "tidings: “" STR_FMT "”: %s\n", STR_ARG(source), problem);
	if (progress->terminal && done < all)
		fprintf(stderr, "%zu of %zu  " STR_FMT, done, all, STR_ARG(source));
}

static void summarize(struct cli *cli, const struct run_report *r)
{
	struct arena *a = &cli->arena;
	const struct ingest_counts *c = &r->counts;
	printf(STR_FMT ", " STR_FMT ": " STR_FMT ", %zu more %s, %zu changed, " STR_FMT " back in the queue\n", STR_ARG(cli_count(a, r->sources, "source", "sources")),
		STR_ARG(cli_count(a, c->entries, "entry", "entries")), STR_ARG(cli_count(a, c->new_items, "new item", "new items")), c->new_copies, c->new_copies == 1 ? "copy" : "copies",
		c->changed, STR_ARG(cli_count(a, c->updates, "published item", "published items")));
	if (r->leased_elsewhere)
		printf(STR_FMT " being visited by another run\n", STR_ARG(cli_count(a, r->leased_elsewhere, "source is", "sources are")));
}

bool visit_sources(struct cli *cli, struct strs names, const volatile int *stop, bool quiet)
{
	struct progress progress = {.terminal = isatty(STDERR_FILENO)};
	struct run_options options = {.now = cli->now, .names = names, .stop = stop, .progress = show_progress, .user = &progress};
	struct run_report report;
	struct err err;
	if (!run_sources(&cli->site, cli->store, &options, &report, &err)) {
		cli_fail(&err);
		return false;
	}
	if (report.sources || !quiet)
		summarize(cli, &report);
	return report.failed == 0;
}

bool visit_publish(struct cli *cli, bool quiet)
{
	struct publish_result result;
	struct err err;
	if (!publish_site(&cli->site, cli->store, cli->now, &result, &err)) {
		cli_fail(&err);
		return false;
	}
	if (result.written || result.removed || !quiet)
		printf("out/: %zu written, %zu removed, %zu unchanged\n", result.written, result.removed, result.unchanged);
	return true;
}
