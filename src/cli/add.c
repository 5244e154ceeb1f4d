#include <stdio.h>

#include "cli/command.h"
#include "cli/json.h"
#include "cli/report.h"
#include "cli/terminal.h"
#include "item/wish.h"
#include "render/wish.h"
#include "store/item.h"
#include "store/wish.h"

enum { LISTED = 50 };

struct add_options {
	struct typed_item typed;
	struct str topics, day;
	bool list, wait, json;
};

/* What became of it, and the item as it stands: *item is empty where there is none. */
static bool read_item(struct cli *cli, const struct wish *wish, struct item *item, struct err *err)
{
	bool found = false;
	*item = (struct item){0};
	return !wish->item || store_item_follow(cli->store, &cli->arena, wish->item, item, &found, err);
}

static bool print_wish(struct cli *cli, const struct wish *wish, struct err *err)
{
	const struct add_options *options = cli->options;
	const struct terminal t = terminal_of_output();
	struct arena *a = &cli->arena;
	struct item item;
	if (!read_item(cli, wish, &item, err))
		return false;
	struct str words = wish_words(a, wish, item.id ? &item : NULL);
	if (options->json)
		json_line(json_pack("{s:o, s:s, s:o, s:o, s:o, s:o, s:b}", "what",
			json_text(wish_name(a, wish)), "state", wish_state_word(wish->state), "words",
			json_text(words), "editor", json_text(wish->editor), "asked", json_time(wish->asked),
			"item", item.id ? json_integer(item.id) : json_null(), "held", wish->held));
	else
		terminal_line(&t, "", STR_CAT(a, wish_name(a, wish), S(": "), words), MARK_NONE);
	return true;
}

static bool list_all(struct cli *cli, struct err *err)
{
	const struct add_options *options = cli->options;
	struct wishes wishes;
	if (!store_wish_list(cli->store, &cli->arena, LISTED, &wishes, err))
		return false;
	for (size_t i = 0; i < wishes.n; i++)
		if (!print_wish(cli, &wishes.v[i], err))
			return false;
	if (!wishes.n && !options->json)
		puts("Nothing was added by hand.");
	return true;
}

static bool is_typed(const struct add_options *options)
{
	return options->typed.title.p != NULL;
}

/* Visits the services that have what waits. */
static bool look_up(struct cli *cli, const struct wishes *wishes)
{
	struct report report = {.cli = cli, .counts = true};
	struct work work = report_work(&report);
	struct strs names = {0};
	for (enum source_kind kind = 0; kind < SOURCE_KIND_COUNT; kind++)
		for (size_t i = 0; i < wishes->n; i++) {
			struct str name = cli->site.built_in[kind].name;
			if (wishes->v[i].state == WISH_WAITS && !strs_have(names, name) &&
				str_eq(wishes->v[i].source, str_of(source_kind_word(kind))))
				strs_add(&cli->arena, &names, name);
		}
	work.only_visits = true;
	return !names.n || work_sources(&work, names);
}

/* As they stand now. */
static bool print_all(struct cli *cli, struct wishes *wishes, struct err *err)
{
	for (size_t i = 0; i < wishes->n; i++) {
		struct wish *wish = &wishes->v[i], before = *wish;
		bool found;
		if (!store_wish_find(cli->store, &cli->arena, before.kind, before.text, wish, &found, err))
			return false;
		if (before.held)
			*wish = before;
		if (!print_wish(cli, wish, err))
			return false;
		cli->failed |= wish->state == WISH_MISSING || wish->state == WISH_DELETED;
	}
	return true;
}

static bool add_each(struct cli *cli, struct err *err)
{
	const struct add_options *options = cli->options;
	struct wishes wishes = {.v = arena_array(&cli->arena, cli->arguments.n, sizeof *wishes.v)};
	struct str editor = cli_request(cli, VERB_EDIT, 0).actor.name;
	for (size_t i = 0; i < cli->arguments.n; i++) {
		const struct wish_request request = {str_of(cli_argument(cli, i)), editor, cli->now};
		if (!item_wish(cli->store, &cli->arena, &request, &wishes.v[wishes.n++], err))
			return false;
	}
	if (options->wait && !look_up(cli, &wishes))
		return true; /* it was said why */
	return print_all(cli, &wishes, err);
}

static bool read_topics(struct cli *cli, struct add_options *options, struct err *err)
{
	struct str rest = options->topics;
	options->typed.set_topics = rest.p != NULL;
	while (rest.n) {
		struct str slug = str_trim(str_cut(&rest, ','));
		if (!site_topic(&cli->site, slug))
			return err_set(err, "there is no topic “" STR_FMT "” in feeds/", STR_ARG(slug));
		strs_add(&cli->arena, &options->typed.topics, slug);
	}
	return true;
}

static bool type_one(struct cli *cli, struct err *err)
{
	struct add_options *options = cli->options;
	struct wish wish;
	options->typed.editor = cli_request(cli, VERB_EDIT, 0).actor.name;
	options->typed.now = cli->now;
	return read_topics(cli, options, err) &&
		item_type(&cli->site, cli->store, &cli->arena, &options->typed, &wish, err) &&
		print_wish(cli, &wish, err);
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
		return err_set(
			err, "what is to be added? A PMID, PMCID, NCT number or DOI, or --title and more");
	for (size_t i = 0; i < cli->arguments.n; i++)
		if (!item_wish_read(&cli->arena, str_of(cli_argument(cli, i)), &key, err))
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
	.help = "an item by hand: a PMID, PMCID, NCT number, DOI or their address; or typed",
	.arguments = {"WHAT…", 0, ARGUMENTS_ANY, NULL},
	.options = OPTIONS,
	.options_size = sizeof(struct add_options),
	.needs = NEEDS_STORE | NEEDS_EDITOR,
	.check = add_check,
	.run = add_run,
};
