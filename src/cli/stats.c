#include <stdio.h>

#include "cli/command.h"
#include "cli/json.h"
#include "item/look_back.h"

struct stats_options {
	bool json;
};

static json_t *counts_json(const long *counts)
{
	return json_pack("{sI sI sI sI sI}", "brought", (json_int_t)counts[LOOK_BACK_BROUGHT],
		"approved", (json_int_t)counts[LOOK_BACK_APPROVED], "rejected",
		(json_int_t)counts[LOOK_BACK_REJECTED], "deferred", (json_int_t)counts[LOOK_BACK_LATER],
		"waiting", (json_int_t)counts[LOOK_BACK_WAITING]);
}

static json_t *seconds_json(int64_t seconds)
{
	return seconds < 0 ? json_null() : json_integer(seconds);
}

/* All together has no name. */
static void print_json(
	const struct look_back *back, const struct look_back_row *row, const char *of)
{
	char week[TIME_TEXT];
	json_t *object = counts_json(row->all), *weeks = json_array();
	for (size_t i = 0; i < WEEKS; i++) {
		json_t *one = counts_json(row->weeks[i]);
		json_object_set_new(
			one, "week", json_string(date_iso_week(date_local(back->weeks.from[i]), week)));
		json_object_set_new(one, "from", json_time(back->weeks.from[i]));
		json_array_append_new(weeks, one);
	}
	json_object_set_new(object, "of", json_string(of));
	json_object_set_new(object, "name", row->name.n ? json_text(row->name) : json_null());
	json_object_set_new(object, "configured", json_boolean(!row->ended));
	json_object_set_new(object, "decided", json_integer((json_int_t)row->decided));
	json_object_set_new(object, "half_within", seconds_json(look_back_half(row)));
	json_object_set_new(object, "nine_in_ten_within", seconds_json(look_back_most(row)));
	json_object_set_new(object, "weeks", weeks);
	json_line(object);
}

static void print_row(struct arena *a, const struct look_back_row *row)
{
	struct str time = look_back_time_words(a, row), name = str_or(row->name, S("all together"));
	for (size_t i = 0; i < LOOK_BACK_COUNT; i++)
		printf("%9ld", row->all[i]);
	printf("  " STR_FMT "%s", STR_ARG(name), row->ended ? " (not configured any more)" : "");
	if (time.n)
		printf(": " STR_FMT, STR_ARG(time));
	putchar('\n');
}

static void print_table(struct cli *cli, const struct look_back *back,
	const struct look_back_table *table, const char *of)
{
	const struct stats_options *options = cli->options;
	for (size_t i = 0; !options->json && i < LOOK_BACK_COUNT; i++)
		printf("%9s", look_back_word((enum look_back_what)i));
	if (!options->json)
		printf("  by %s\n", of);
	for (size_t i = 0; i < table->n; i++)
		if (options->json)
			print_json(back, &table->v[i], of);
		else
			print_row(&cli->arena, &table->v[i]);
}

static bool stats_run(struct cli *cli, struct err *err)
{
	struct look_back back;
	if (!look_back_read(&cli->site, cli->store, &cli->arena, cli->now, &back, err))
		return false;
	print_table(cli, &back, &back.sources, "source");
	print_table(cli, &back, &back.editors, "editor");
	return true;
}

static const struct option OPTIONS[] = {
	{"json", .field = offsetof(struct stats_options, json)},
	{0},
};

const struct command COMMAND_STATS = {
	.name = "stats",
	.help = "the last twelve weeks: what sources brought, what editors decided, how soon",
	.arguments = {.wrong = "stats tells of all sources and editors"},
	.options = OPTIONS,
	.options_size = sizeof(struct stats_options),
	.needs = NEEDS_STORE | NEEDS_PAGER,
	.run = stats_run,
};
