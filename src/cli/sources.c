#include <stdio.h>

#include "cli/command.h"
#include "cli/json.h"
#include "source/run.h"
#include "store/source.h"

static const char *health_word(const struct source_state *s)
{
	static const char *const words[SOURCE_HEALTH_COUNT] = {
		[SOURCE_GONE] = "gone",
		[SOURCE_PAUSED] = "paused",
		[SOURCE_FAILING] = "failing",
		[SOURCE_NEW] = "new",
		[SOURCE_WARNING] = "warning",
		[SOURCE_WELL] = "well",
	};
	return words[source_state_health(s)];
}

static const char *time_or_never(int64_t t, char out[static TIME_TEXT])
{
	return t == NO_TIME ? "never" : time_rfc3339(t, out);
}

static void print_lines(const char *mark, struct str text)
{
	while (text.n) {
		struct str line = str_cut(&text, '\n');
		printf("    %s " STR_FMT "\n", mark, STR_ARG(line));
	}
}

static void print_hub(const struct websub *hub)
{
	char since[TIME_TEXT], ends[TIME_TEXT];
	if (!hub)
		return;
	if (hub->since != NO_TIME)
		printf("    told by its hub since %s; lease ends %s\n", time_rfc3339(hub->since, since),
			time_rfc3339(hub->ends, ends));
	else
		printf("    its hub was asked to tell of changes and has not agreed\n");
	if (hub->since != NO_TIME && !hub->trusted)
		printf("    a visit found what the hub did not tell: visited as often as without it\n");
	print_lines("hub:", hub->problem);
}

static void print_source(const struct source_state *s, const struct websub *hub, int64_t now)
{
	char success[TIME_TEXT], due[TIME_TEXT];
	printf("%-8s " STR_FMT " (" STR_FMT
		   ")\n    last success %s, next visit %s, %ld new then, %ld in all\n",
		health_word(s), STR_ARG(s->name), STR_ARG(s->kind), time_or_never(s->last_success, success),
		time_or_never(source_state_due(s, now), due), s->last_new, s->total_new);
	if (s->problem.n && s->failures > 1)
		printf("    failed %ld times in a row\n", s->failures);
	print_lines("failed:", s->problem);
	print_lines("warning:", s->warning);
	if (s->paused_by.n)
		printf("    paused by " STR_FMT "\n", STR_ARG(s->paused_by));
	if (s->url.n)
		printf("    moved for good to " STR_FMT "\n", STR_ARG(s->url));
	print_hub(hub);
}

/* null: there is no subscription. */
static json_t *hub_json(const struct websub *hub)
{
	return !hub ? json_null() :
				  json_pack("{s:o, s:o, s:o, s:b, s:o}", "since", json_time(hub->since),
					  "lease_ends", json_time(hub->ends), "told", json_time(hub->told), "trusted",
					  hub->trusted, "problem", json_text(hub->problem));
}

static void print_json(const struct source_state *s, const struct websub *hub, int64_t now)
{
	json_line(json_pack(
		"{s:o, s:o, s:s, s:o, s:o, s:o, s:i, s:i, s:i, s:s, s:o, s:o, s:o, s:b, s:o}", "name",
		json_text(s->name), "kind", json_text(s->kind), "health", health_word(s), "last_try",
		json_time(s->last_try), "last_success", json_time(s->last_success), "next",
		json_time(source_state_due(s, now)), "new", (int)s->last_new, "total", (int)s->total_new,
		"failures", (int)s->failures, "failure", source_failure_word(s->failure), "problem",
		json_text(s->problem), "warning", json_text(s->warning), "moved_to", json_text(s->url),
		"gone", s->gone, "hub", hub_json(hub)));
}

struct sources_options {
	bool json;
};

static bool sources_run(struct cli *cli, struct err *err)
{
	const struct sources_options *options = cli->options;
	struct source_states all;
	struct websubs hubs;
	bool synced = run_sync(&cli->site, cli->store, &cli->arena, &all, err);
	/* Where nothing can be written now, the sources of the last run are listed. */
	if (!synced &&
		((err->kind != ERR_SYSTEM && err->kind != ERR_BUSY) ||
			!store_source_list(cli->store, &cli->arena, &all, err)))
		return false;
	if (!store_websub_list(cli->store, &cli->arena, &hubs, err))
		return false;
	for (size_t i = 0; i < all.n; i++)
		if (options->json)
			print_json(&all.v[i], websub_of(&hubs, all.v[i].id), cli->now);
		else
			print_source(&all.v[i], websub_of(&hubs, all.v[i].id), cli->now);
	return true;
}

static const struct option OPTIONS[] = {
	{"json", .field = offsetof(struct sources_options, json)},
	{0},
};

const struct command COMMAND_SOURCES = {
	.name = "sources",
	.help = "health: last success, next visit, new items, failures and why",
	.arguments = {.wrong = "sources lists them all"},
	.options = OPTIONS,
	.options_size = sizeof(struct sources_options),
	.needs = NEEDS_STORE | NEEDS_PAGER,
	.run = sources_run,
};
