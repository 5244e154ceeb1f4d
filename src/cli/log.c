#include <stdio.h>

#include "cli/command.h"
#include "cli/json.h"
#include "render/decision.h"
#include "store/batch.h"
#include "store/edition_act.h"
#include "store/log.h"

struct log_options {
	int64_t item;  /* 0: all */
	bool editions; /* what was done with editions instead */
	bool json;
};

/* A row stands for its batch, unless the rows of one item are listed. */
static bool is_whole(const struct log_options *options, const struct decision *d)
{
	return d->batch.all > 1 && !options->item;
}

/* Of a batch: "300 items: “First”, “Second”, …". */
static struct str title_of(struct arena *a, const struct decision *d, const struct decisions *batch)
{
	enum { NAMED = 2 };
	if (!batch->n)
		return d->title;
	struct str title = str_printf(a, "%zu items:", batch->n);
	for (size_t i = 0; i < batch->n && i < NAMED; i++)
		title = str_printf(
			a, STR_FMT " “" STR_FMT "”,", STR_ARG(title), STR_ARG(batch->v[i].title));
	return batch->n > NAMED ? str_printf(a, STR_FMT " …", STR_ARG(title)) :
							  str_sub(title, 0, title.n - 1);
}

static bool is_undone(const struct decision *d, const struct decisions *batch)
{
	return batch->n ? decision_is_taken_back(d) : d->undone;
}

static void print_decision(struct arena *a, const struct decision *d, const struct decisions *batch)
{
	char at[TIME_TEXT];
	struct str who = decision_actor_words(a, &d->actor), title = title_of(a, d, batch),
			   detail = decision_words(a, d, INSTANT_RFC3339);
	printf("%s  %-12.*s %-8s %5lld  " STR_FMT "%s%s" STR_FMT "\n", time_rfc3339(d->at, at),
		STR_ARG(who), decision_verb_word(d->verb), (long long)d->item, STR_ARG(title),
		is_undone(d, batch) ? " (undone)" : "", detail.n ? ": " : "", STR_ARG(detail));
}

static void print_json(struct arena *a, const struct decision *d, const struct decisions *batch)
{
	json_t *object = json_pack("{s:I, s:o, s:o, s:s, s:I, s:o, s:o, s:b}", "id", (json_int_t)d->id,
		"at", json_time(d->at), "editor", json_text(decision_actor_words(a, &d->actor)), "verb",
		decision_verb_word(d->verb), "item", (json_int_t)d->item, "title", json_text(d->title),
		"detail", json_text(decision_words(a, d, INSTANT_RFC3339)), "undone", is_undone(d, batch));
	if (d->other)
		json_object_set_new(object, "other", json_integer(d->other));
	if (d->undoes)
		json_object_set_new(object, "undoes", json_integer(d->undoes));
	if (batch->n) {
		json_t *items = json_array();
		for (size_t i = 0; i < batch->n; i++)
			json_array_append_new(items, json_integer(batch->v[i].item));
		json_object_set_new(object, "items", items);
		json_object_set_new(object, "matched", json_text(d->batch.what));
	}
	json_line(object);
}

static void print_act(struct arena *a, const struct edition_act *act, bool json)
{
	char at[TIME_TEXT];
	struct str name = edition_name(a, act->edition.period, act->edition.list);
	const char *verb = edition_verb_word(act->verb);
	if (json)
		json_line(json_pack("{s:I, s:o, s:o, s:s, s:o, s:I}", "id", (json_int_t)act->id, "at",
			json_time(act->at), "editor", json_text(act->editor), "verb", verb, "edition",
			json_text(name), "people", (json_int_t)act->people));
	else
		printf("%s  %-12.*s %-8s " STR_FMT "%s\n", time_rfc3339(act->at, at),
			STR_ARG(str_or(act->editor, S("-"))), verb, STR_ARG(name),
			act->verb == EDITION_FREEZE || act->verb == EDITION_GIVE ?
				"" :
				str_printf(a, ": %lld %s", (long long)act->people, edition_people(act->people)).p);
}

static bool print_acts(struct cli *cli, struct err *err)
{
	const struct log_options *options = cli->options;
	struct edition_acts acts;
	bool well = store_edition_act_list(
		cli->store, &cli->arena, &(struct edition_acts_wanted){0}, &acts, err);
	for (size_t i = 0; well && i < acts.n; i++)
		print_act(&cli->arena, &acts.v[i], options->json);
	return well;
}

static bool log_check(struct cli *cli, struct err *err)
{
	const struct log_options *options = cli->options;
	return !options->editions || !options->item ||
		err_set(err, "--editions lists what was done with all editions, and takes no item");
}

static bool log_run(struct cli *cli, struct err *err)
{
	const struct log_options *options = cli->options;
	if (options->editions)
		return print_acts(cli, err);
	const struct log_filter filter = {
		.item = options->item, .fold = true, .from = NO_TIME, .to = NO_TIME};
	struct decisions log;
	if (!store_log_list(cli->store, &cli->arena, &filter, &log, err))
		return false;
	for (size_t i = 0; i < log.n; i++) {
		struct decisions batch = {0};
		if (is_whole(options, &log.v[i]) &&
			!store_batch_list(cli->store, &cli->arena, log.v[i].batch.id, &batch, err))
			return false;
		if (options->json)
			print_json(&cli->arena, &log.v[i], &batch);
		else
			print_decision(&cli->arena, &log.v[i], &batch);
	}
	return true;
}

static const struct option OPTIONS[] = {
	{"item", "ID", option_id, offsetof(struct log_options, item), NULL},
	{"editions", .field = offsetof(struct log_options, editions)},
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
	.check = log_check,
	.run = log_run,
};
