#include <stdio.h>

#include "cli/command.h"
#include "cli/json.h"
#include "render/decision.h"
#include "store/decision.h"

static void print_decision(struct arena *a, const struct decision *d)
{
	char at[TIME_TEXT];
	struct str who = decision_actor_words(a, &d->actor),
			   detail = decision_words(a, d, INSTANT_RFC3339);
	printf("%s  %-12.*s %-8s %5lld  " STR_FMT "%s%s" STR_FMT "\n", time_rfc3339(d->at, at),
		STR_ARG(who), decision_verb_word(d->verb), (long long)d->item, STR_ARG(d->title),
		d->undone ? " (undone)" : "", detail.n ? ": " : "", STR_ARG(detail));
}

static void print_json(struct arena *a, const struct decision *d)
{
	json_t *object = json_pack("{s:I, s:o, s:o, s:s, s:I, s:o, s:o, s:b}", "id", (json_int_t)d->id,
		"at", json_time(d->at), "editor", json_text(decision_actor_words(a, &d->actor)), "verb",
		decision_verb_word(d->verb), "item", (json_int_t)d->item, "title", json_text(d->title),
		"detail", json_text(decision_words(a, d, INSTANT_RFC3339)), "undone", d->undone);
	if (d->other)
		json_object_set_new(object, "other", json_integer(d->other));
	if (d->undoes)
		json_object_set_new(object, "undoes", json_integer(d->undoes));
	json_line(object);
}

struct log_options {
	int64_t item; /* 0: all */
	bool json;
};

static bool log_run(struct cli *cli, struct err *err)
{
	const struct log_options *options = cli->options;
	struct decisions log;
	if (!store_decision_list(cli->store, &cli->arena, options->item, 0, &log, err))
		return false;
	for (size_t i = 0; i < log.n; i++)
		if (options->json)
			print_json(&cli->arena, &log.v[i]);
		else
			print_decision(&cli->arena, &log.v[i]);
	return true;
}

static const struct option OPTIONS[] = {
	{"item", "ID", option_id, offsetof(struct log_options, item), NULL},
	{"json", .field = offsetof(struct log_options, json)},
	{0},
};

const struct command COMMAND_LOG = {
	.name = "log",
	.help = "who decided what, when; newest first",
	.arguments = {.wrong = "use --item ID for one item"},
	.options = OPTIONS,
	.options_size = sizeof(struct log_options),
	.needs = NEEDS_STORE | NEEDS_PAGER,
	.run = log_run,
};
