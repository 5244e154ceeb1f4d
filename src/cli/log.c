#include <stdio.h>

#include "cli/commands.h"
#include "cli/json.h"

static void print_decision(const struct decision *d)
{
	char at[TIME_TEXT];
	printf("%s  %-12.*s %-8.*s %5lld  " STR_FMT "%s%s" STR_FMT "\n", time_rfc3339(d->at, at),
		STR_ARG(d->editor), STR_ARG(d->verb), (long long)d->item, STR_ARG(d->title),
		d->undone ? " (undone)" : "", d->detail.n ? ": " : "", STR_ARG(d->detail));
}

static void print_json(const struct decision *d)
{
	json_t *object = json_pack("{s:I, s:o, s:o, s:o, s:I, s:o, s:o, s:b}", "id", (json_int_t)d->id,
		"at", json_time(d->at), "editor", json_text(d->editor), "verb", json_text(d->verb), "item",
		(json_int_t)d->item, "title", json_text(d->title), "detail", json_text(d->detail), "undone",
		d->undone);
	if (d->other)
		json_object_set_new(object, "other", json_integer(d->other));
	if (d->undoes)
		json_object_set_new(object, "undoes", json_integer(d->undoes));
	json_line(object);
}

static int log_run(struct cli *cli, int argc, char **argv)
{
	struct str word = STR_NONE;
	bool json = false;
	struct option options[] = {{"item", &word, NULL}, {"json", NULL, &json}, {0}};
	struct decisions log;
	struct err err;
	int64_t item = 0;
	if (cli_options(&COMMAND_LOG, options, &argc, argv))
		return CLI_USAGE;
	if (argc || (word.p && !cli_id(str_cstr(&cli->arena, word), &item, &err)))
		return cli_usage(&COMMAND_LOG, "%s", argc ? "use --item ID for one item" : err.text);
	if (!cli_open(cli))
		return CLI_FAILED;
	if (!decision_list(cli->store, &cli->arena, item, 0, &log, &err))
		return cli_fail(&err);
	for (size_t i = 0; i < log.n; i++)
		(json ? print_json : print_decision)(&log.v[i]);
	return CLI_OK;
}

const struct command COMMAND_LOG = {
	"log", "[--item ID] [--json]", "who decided what, when; newest first", log_run};
