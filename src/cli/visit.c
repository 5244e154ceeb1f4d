#include "cli/visit.h"

#include <signal.h>
#include <stdio.h>
#include <time.h>
#include <unistd.h>

#include "item/catalog.h"
#include "mail/test_mail.h"
#include "publish/publish.h"
#include "source/run.h"
#include "store/job.h"

enum { JOB_SECONDS = 1800, JOB_AGAIN = 60 };

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

static void show_progress(
	void *user, size_t done, size_t all, struct str source, const char *problem)
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
	printf(STR_FMT ", " STR_FMT ": " STR_FMT ", %zu more %s, %zu changed, " STR_FMT
				   " back in the queue\n",
		STR_ARG(cli_count(a, r->sources, "source", "sources")),
		STR_ARG(cli_count(a, c->entries, "entry", "entries")),
		STR_ARG(cli_count(a, c->new_items, "new item", "new items")), c->new_copies,
		c->new_copies == 1 ? "copy" : "copies", c->changed,
		STR_ARG(cli_count(a, c->updates, "published item", "published items")));
	if (r->leased_elsewhere)
		printf(STR_FMT " being visited by another run\n",
			STR_ARG(cli_count(a, r->leased_elsewhere, "source is", "sources are")));
}

bool visit_sources(struct cli *cli, struct strs names, const volatile int *stop, bool quiet)
{
	struct progress progress = {.terminal = isatty(STDERR_FILENO)};
	struct run_options options = {.now = cli->now,
		.names = names,
		.stop = stop,
		.progress = show_progress,
		.user = &progress};
	struct run_report report;
	struct err err;
	if (!run_sources(&cli->site, cli->store, &options, &report, &err)) {
		cli_complain(cli, &err);
		return false;
	}
	if (report.sources || !quiet)
		summarize(cli, &report);
	return report.failed == 0;
}

/* What the last visit to the source left, in words for the editor who asked. */
static struct str outcome_of(
	struct cli *cli, const struct run_report *report, struct str name, struct err *err)
{
	struct source_states all;
	if (!report->failed)
		return str_printf(&cli->arena, STR_FMT ", %zu changed",
			STR_ARG(cli_count(&cli->arena, report->counts.new_items, "new item", "new items")),
			report->counts.changed);
	if (store_source_list(cli->store, &cli->arena, &all, err))
		for (size_t i = 0; i < all.n; i++)
			if (str_eq(all.v[i].name, name))
				return all.v[i].problem;
	return S("the visit failed");
}

/* A source that another run is visiting right now is visited after that. */
static bool job_check(
	struct cli *cli, const struct job *job, const volatile int *stop, struct err *err)
{
	struct str names[] = {job->key};
	struct run_options options = {.now = cli->now, .names = {names, 1}, .stop = stop};
	struct run_report report;
	if (!site_source(&cli->site, job->key))
		return store_job_finish(cli->store, job, true,
			S("the configuration has no such source any more"), cli->now, err);
	if (!run_sources(&cli->site, cli->store, &options, &report, err))
		return false;
	if (report.leased_elsewhere || !report.sources)
		return store_job_later(cli->store, job, time(NULL) + JOB_AGAIN,
			S("another run is visiting it; it is visited again after that"), err);
	return store_job_finish(
		cli->store, job, report.failed, outcome_of(cli, &report, job->key, err), cli->now, err);
}

static bool job_test_mail(
	struct cli *cli, const struct job *job, const volatile int *stop, struct err *err)
{
	int64_t wall = time(NULL);
	return test_mail_do(
		&cli->site, cli->store, job, cli->pinned ? cli->now : wall, wall, stop, err);
}

static bool job_do(
	struct cli *cli, const struct job *job, const volatile int *stop, struct err *err)
{
	if (str_eq(job->kind, JOB_CHECK))
		return job_check(cli, job, stop, err);
	if (str_eq(job->kind, JOB_TEST_MAIL))
		return job_test_mail(cli, job, stop, err);
	return store_job_finish(cli->store, job, true,
		S("this program does not know such a job; is the worker older than the desk?"), cli->now,
		err);
}

bool visit_jobs(struct cli *cli, const volatile int *stop)
{
	struct job job;
	bool found = true;
	struct err err;
	while (!*stop) {
		if (!store_job_take(cli->store, &cli->arena, time(NULL), JOB_SECONDS, &job, &found, &err) ||
			(found && !job_do(cli, &job, stop, &err)))
			return cli_complain(cli, &err), false;
		if (!found)
			return true;
	}
	return true;
}

bool visit_catalog(struct cli *cli, const volatile int *stop)
{
	struct err err;
	return catalog_complete(&cli->site, cli->store, stop, &err) || (cli_complain(cli, &err), false);
}

bool visit_publish(struct cli *cli, bool quiet)
{
	struct publish_result result;
	struct err err;
	if (!publish_site(&cli->site, cli->store, cli->now, &result, &err)) {
		cli_complain(cli, &err);
		return false;
	}
	if (result.written || result.removed || !quiet)
		printf("out/: %zu written, %zu removed, %zu unchanged\n", result.written, result.removed,
			result.unchanged);
	return true;
}
