#include <stdio.h>

#include "cli/command.h"
#include "cli/json.h"
#include "cli/report.h"
#include "cli/terminal.h"
#include "item/addition.h"
#include "render/addition.h"
#include "store/item.h"
#include "store/addition.h"

enum { LISTED = 50 };

struct add_options {
	struct typed_item typed;
	struct str topics, day;
	bool list, wait, json;
};

/* What became of it, and the item as it stands: *item is empty where there is none. */
static bool read_item(
	struct cli *cli, const struct addition *addition, struct item *item, struct err *err)
{
	bool found = false;
	*item = (struct item){0};
	return !addition->item ||
		store_item_follow(cli->store, &cli->arena, addition->item, item, &found, err);
}

static bool print_addition(struct cli *cli, const struct addition *addition, struct err *err)
{
	const struct add_options *options = cli->options;
	const struct terminal t = terminal_of_output();
	struct arena *a = &cli->arena;
	struct item item;
	if (!read_item(cli, addition, &item, err))
		return false;
	struct str words = addition_words(a, addition, item.id ? &item : NULL);
	if (options->json)
		json_line(json_pack("{s:o, s:s, s:o, s:o, s:o, s:o, s:b}", "what",
			json_text(addition_name(a, addition)), "state", addition_state_word(addition->state),
			"words", json_text(words), "editor", json_text(addition->editor), "asked",
			json_time(addition->asked), "item", item.id ? json_integer(item.id) : json_null(),
			"held", addition->held));
	else
		terminal_line(&t, "", STR_CAT(a, addition_name(a, addition), S(": "), words), MARK_NONE);
	return true;
}

static bool list_all(struct cli *cli, struct err *err)
{
	const struct add_options *options = cli->options;
	struct additions additions;
	if (!store_addition_list(cli->store, &cli->arena, LISTED, &additions, err))
		return false;
	for (size_t i = 0; i < additions.n; i++)
		if (!print_addition(cli, &additions.v[i], err))
			return false;
	if (!additions.n && !options->json)
		puts("Nothing was added by hand.");
	return true;
}

static bool is_typed(const struct add_options *options)
{
	return options->typed.title.p != NULL;
}

/* Visits the services that have what waits. */
static bool look_up(struct cli *cli, const struct additions *additions)
{
	struct report report = {.cli = cli, .counts = true};
	struct work work = report_work(&report);
	struct strs names = {0};
	for (enum source_kind kind = 0; kind < SOURCE_KIND_COUNT; kind++)
		for (size_t i = 0; i < additions->n; i++) {
			struct str name = cli->site.built_in[kind].name;
			if (additions->v[i].state == ADDITION_WAITS && !strs_have(names, name) &&
				str_eq(additions->v[i].source, str_of(source_kind_word(kind))))
				strs_add(&cli->arena, &names, name);
		}
	work.only_visits = true;
	return !names.n || work_sources(&work, names);
}

/* As they stand now. */
static bool print_all(struct cli *cli, struct additions *additions, struct err *err)
{
	for (size_t i = 0; i < additions->n; i++) {
		struct addition *addition = &additions->v[i], before = *addition;
		bool found;
		if (!store_addition_find(
				cli->store, &cli->arena, before.kind, before.text, addition, &found, err))
			return false;
		if (before.held)
			*addition = before;
		if (!print_addition(cli, addition, err))
			return false;
		cli->failed |= addition->state != ADDITION_WAITS && addition->state != ADDITION_CAME;
	}
	return true;
}

static bool add_each(struct cli *cli, struct err *err)
{
	const struct add_options *options = cli->options;
	struct additions additions = {
		.v = arena_array(&cli->arena, cli->arguments.n, sizeof *additions.v)};
	struct str editor = cli_request(cli, VERB_EDIT, 0).actor.name;
	for (size_t i = 0; i < cli->arguments.n; i++) {
		const struct addition_request request = {str_of(cli_argument(cli, i)), editor, cli->now};
		if (!item_addition_ask(cli->store, &cli->arena, &request, &additions.v[additions.n++], err))
			return false;
	}
	if (options->wait && !look_up(cli, &additions))
		return true; /* it was said why */
	return print_all(cli, &additions, err);
}

static bool type_one(struct cli *cli, struct err *err)
{
	struct add_options *options = cli->options;
	struct addition addition;
	options->typed.editor = cli_request(cli, VERB_EDIT, 0).actor.name;
	options->typed.now = cli->now;
	options->typed.set_topics = options->topics.p != NULL;
	return cli_read_topics(cli, options->topics, &options->typed.topics, err) &&
		item_type(&cli->site, cli->store, &cli->arena, &options->typed, &addition, err) &&
		print_addition(cli, &addition, err);
}

static bool add_run(struct cli *cli, struct err *err)
{
	const struct add_options *options = cli->options;
	if (options->list)
		return list_all(cli, err);
	return is_typed(options) ? type_one(cli, err) : add_each(cli, err);
}

static bool check_typed(struct add_options *options, struct err *err)
{
	struct typed_item *typed = &options->typed;
	if (!typed->title.n)
		return err_set(err, "an item needs a title");
	return !options->day.n || (date_parse_partial(options->day, &typed->day) && typed->day.day) ||
		err_set(err, "“" STR_FMT "” is no day; write it as 2026-11-02", STR_ARG(options->day));
}

/* All that is pasted is read before anything is added. */
static bool add_check(struct cli *cli, struct err *err)
{
	struct add_options *options = cli->options;
	const struct typed_item *typed = &options->typed;
	struct key key;
	bool words = typed->summary.p || typed->label.p || typed->url.p || options->day.p ||
		options->topics.p || typed->section;
	if (options->list + is_typed(options) + (cli->arguments.n > 0) > 1)
		return err_set(err, "either what is to be looked up, or --title, or --list");
	if (is_typed(options))
		return check_typed(options, err);
	if (words)
		return err_set(err, "an item that is typed needs a --title");
	if (!options->list && !cli->arguments.n)
		return err_set(err,
			"what is to be added? A PMID, PMCID, NCT number, DOI or address, or --title and more");
	for (size_t i = 0; i < cli->arguments.n; i++)
		if (!item_addition_read(&cli->arena, str_of(cli_argument(cli, i)), &key, err))
			return false;
	return true;
}

static const struct option OPTIONS[] = {
	{"title", "T", option_line, offsetof(struct add_options, typed.title), NULL},
	{"summary", "S", option_line, offsetof(struct add_options, typed.summary), NULL},
	{"label", "L", option_line, offsetof(struct add_options, typed.label), NULL},
	{"url", "U", option_line, offsetof(struct add_options, typed.url), NULL},
	{"section", "S", option_section, offsetof(struct add_options, typed.section), NULL},
	{"day", "D", option_line, offsetof(struct add_options, day), NULL},
	{"topics", "A,B", option_text, offsetof(struct add_options, topics), NULL},
	{"wait", .field = offsetof(struct add_options, wait)},
	{"list", .field = offsetof(struct add_options, list)},
	{"json", .field = offsetof(struct add_options, json)},
	{0},
};

const struct command COMMAND_ADD = {
	.name = "add",
	.help = "an item by hand: a PMID, PMCID, NCT number, DOI or the address of a page; or typed",
	.arguments = {"WHAT…", 0, ARGUMENTS_ANY, NULL},
	.options = OPTIONS,
	.options_size = sizeof(struct add_options),
	.needs = NEEDS_STORE | NEEDS_EDITOR,
	.check = add_check,
	.run = add_run,
};
