#include "cli/report.h"

#include <assert.h>
#include <stdio.h>
#include <unistd.h>

#include "cli/stop.h"

static void on_visited(void *user, size_t done, size_t all, struct str source, const char *problem)
{
	const struct report *report = user;
	assert(done <= all);
	if (report->terminal)
		fprintf(stderr, "\r\033[K");
	if (problem)
		fprintf(stderr, "tidings: “" STR_FMT "”: %s\n", STR_ARG(source), problem);
	if (report->terminal && done < all)
		fprintf(stderr, "%zu of %zu  " STR_FMT, done, all, STR_ARG(source));
}

static void print_counts(struct arena *a, const struct run_report *visits)
{
	const struct ingest_counts *c = &visits->counts;
	struct str sources = cli_count(a, visits->sources, "source", "sources"),
			   entries = cli_count(a, c->entries, "entry", "entries"),
			   items = cli_count(a, c->new_items, "new item", "new items"),
			   copies = cli_count(a, c->new_copies, "more copy", "more copies"),
			   updates = cli_count(a, c->updates, "published item", "published items");
	printf(STR_FMT ", " STR_FMT ": " STR_FMT ", " STR_FMT ", %zu changed, " STR_FMT
				   " back in the queue\n",
		STR_ARG(sources), STR_ARG(entries), STR_ARG(items), STR_ARG(copies), c->changed,
		STR_ARG(updates));
}

static void on_fetched(void *user, const struct run_report *visits)
{
	const struct report *report = user;
	struct arena a CLEANUP_ARENA = {0};
	if (report->counts && visits->failed)
		report->cli->failed = true;
	if (!visits->sources && report->quiet)
		return;
	print_counts(&a, visits);
	struct str busy = cli_count(&a, visits->leased_elsewhere, "source is", "sources are");
	if (visits->leased_elsewhere)
		printf(STR_FMT " being visited by another run\n", STR_ARG(busy));
}

/* Pages that nobody can explain are named and left: they may be what a restored store forgot. */
static void print_unexplained(const struct publish_result *result)
{
	fprintf(stderr,
		"tidings: out/items holds %zu page%s of which the store knows nothing: %s%s. They stay as "
		"they are; a store that was lost or replaced may have published them\n",
		result->unexplained, result->unexplained == 1 ? "" : "s", result->unexplained_names,
		result->unexplained > 10 ? " and more" : "");
}

static void print_behind(void)
{
	fputs("tidings: out/ was behind its store: another machine or folder has published from this "
		  "store since, or frozen an edition. Every file was looked at. Let one publish, or let "
		  "all have one out/\n",
		stderr);
}

/* Said once: this place is noted with the first file that changes. */
static void print_elsewhere(const struct publish_result *result)
{
	printf(
		"This site was published into %s last, on another machine or here. If it was moved, all is "
		"well. Of two copies only one may go on: the other would give the same addresses to other "
		"content\n",
		result->elsewhere);
}

static void on_published(void *user, const struct publish_result *result)
{
	const struct report *report = user;
	bool changed = result->written || result->removed;
	if (result->behind)
		print_behind();
	if (*result->elsewhere && changed)
		print_elsewhere(result);
	if (result->unexplained && (changed || !report->quiet))
		print_unexplained(result);
	if (result->written || result->removed || !report->quiet)
		printf("out/: %zu written, %zu removed, %zu unchanged\n", result->written, result->removed,
			result->unchanged);
}

static void on_returned(void *user, const struct bounce_counts *counts)
{
	struct arena a CLEANUP_ARENA = {0};
	struct str text = bounce_counts_text(&a, counts);
	(void)user;
	printf(STR_FMT "\n", STR_ARG(text));
	fflush(stdout);
}

/* A mistake is no failure: the worker goes on, and the desk says what is wrong. */
static void on_reloaded(void *user, const struct reload *reload)
{
	const struct strs *problems = &reload->problems;
	(void)user;
	for (size_t i = 0; i < problems->n; i++)
		fprintf(stderr, "tidings: " STR_FMT "\n", STR_ARG(problems->v[i]));
	if (problems->n)
		fputs("tidings: feeds/ is as above, so the configuration of before holds\n", stderr);
	else
		puts("The configuration was read anew.");
	if (reload->elsewhere)
		fputs(RELOAD_ELSEWHERE, stderr);
	fflush(stdout);
}

static void on_failed(void *user, const struct err *err)
{
	const struct report *report = user;
	bool before = report->cli->failed;
	cli_complain(report->cli, err);
	report->cli->failed = before || report->counts;
}

struct work report_work(struct report *report)
{
	static const struct work_events events = {
		.visited = on_visited,
		.fetched = on_fetched,
		.published = on_published,
		.returned = on_returned,
		.reloaded = on_reloaded,
		.failed = on_failed,
	};
	struct cli *cli = report->cli;
	assert(cli->store);
	report->terminal = isatty(STDERR_FILENO);
	return (struct work){.site = &cli->site,
		.store = cli->store,
		.now = cli->now,
		.pinned = cli->pinned,
		.stop = stop_flag(),
		.events = &events,
		.user = report};
}
