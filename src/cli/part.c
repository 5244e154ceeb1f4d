/* The parts of a topic's page, and where its items stand. */
#include <stdio.h>

#include "cli/command.h"
#include "cli/json.h"
#include "cli/terminal.h"
#include "item/arrange.h"
#include "store/item.h"

/* The options of all actions. */
struct part_options {
	struct str title, intro, section, kind, status, match, part;
	int64_t position;
	bool headings, by_hand, by_date, by_rule, json;
};

static const struct topic *topic_named(struct cli *cli, struct err *err)
{
	struct str slug = str_of(cli_argument(cli, 0));
	const struct topic *topic = site_topic(&cli->site, slug);
	if (!topic)
		err_set(err, "there is no topic “" STR_FMT "” in feeds/", STR_ARG(slug));
	return topic;
}

/* The words of a list with commas. */
static struct strs words_of(struct cli *cli, struct str text)
{
	struct strs words = {0};
	while (text.n) {
		struct str word = str_trim(str_cut(&text, ','));
		if (word.n)
			strs_add(&cli->arena, &words, word);
	}
	return words;
}

/* Takes over what the options say; what they leave out stays. */
static bool take_options(struct cli *cli, struct page_part *part, struct err *err)
{
	const struct part_options *options = cli->options;
	if (options->title.p)
		part->title = options->title;
	if (options->intro.p)
		part->intro = options->intro;
	if (options->match.p)
		part->match = options->match;
	if (options->status.p)
		part->statuses = words_of(cli, options->status);
	part->by_hand |= options->by_hand;
	part->headings |= options->headings;
	if (options->section.p)
		part->section = section_of(options->section);
	if (options->section.n && !part->section)
		return err_set(err, "the sections are research, news and trials");
	return !options->kind.p || part_kinds_of(words_of(cli, options->kind), &part->kinds, err);
}

/* Moves the part of that number to the position of the options. */
static void move_part(struct cli *cli, struct page_parts *parts, size_t from)
{
	const struct part_options *options = cli->options;
	size_t to = options->position ? (size_t)options->position - 1 : from;
	if (to >= parts->n)
		to = parts->n - 1;
	part_reorder(parts, from, to);
}

struct arranging {
	const struct topic *topic;
	struct arrangement now;
};

static bool read_page(struct cli *cli, struct arranging *out, struct err *err)
{
	out->topic = topic_named(cli, err);
	return out->topic && arrange_read(cli->store, &cli->arena, out->topic, &out->now, err);
}

static bool write_page(struct cli *cli, const struct arranging *page, struct err *err)
{
	struct arrange_result result;
	const struct arrange_request request = {.topic = page->topic,
		.parts = page->now.parts,
		.seen = page->now.id,
		.editor = cli_request(cli, VERB_EDIT, 0).actor.name,
		.now = cli->now};
	if (!arrange_put(cli->store, &cli->arena, &request, &result, err))
		return false;
	puts(result.row ? "The page is arranged so from the next publication on." :
					  "The page is arranged so already.");
	return true;
}

static struct page_part *part_given(const struct arranging *page, struct str name, struct err *err)
{
	struct page_part *part = part_find(&page->now.parts, name);
	if (!part)
		err_set(err,
			"the page has no part “" STR_FMT "”; `tidings part list " STR_FMT "` names them",
			STR_ARG(name), STR_ARG(page->topic->slug));
	return part;
}

/* A part that has the title already is the one that is meant: the same said twice is one part. */
static bool part_add_run(struct cli *cli, struct err *err)
{
	struct arranging page;
	struct str title = str_collapse(&cli->arena, str_of(cli_argument(cli, 1)));
	struct page_parts *parts = &page.now.parts;
	if (!read_page(cli, &page, err))
		return false;
	size_t number = part_titled(parts, title);
	if (number == parts->n)
		part_append(&cli->arena, parts,
			(struct page_part){.name = part_name_for(&cli->arena, parts, title), .title = title});
	if (!take_options(cli, &parts->v[number], err))
		return false;
	printf(STR_FMT ": ", STR_ARG(parts->v[number].name));
	move_part(cli, parts, number);
	return write_page(cli, &page, err);
}

static bool part_edit_run(struct cli *cli, struct err *err)
{
	struct arranging page;
	struct page_part *part;
	if (!read_page(cli, &page, err) ||
		!(part = part_given(&page, str_of(cli_argument(cli, 1)), err)) ||
		!take_options(cli, part, err))
		return false;
	move_part(cli, &page.now.parts, (size_t)(part - page.now.parts.v));
	return write_page(cli, &page, err);
}

static bool part_remove_run(struct cli *cli, struct err *err)
{
	struct arranging page;
	struct page_part *part;
	if (!read_page(cli, &page, err) ||
		!(part = part_given(&page, str_of(cli_argument(cli, 1)), err)))
		return false;
	part_remove(&page.now.parts, (size_t)(part - page.now.parts.v));
	return write_page(cli, &page, err);
}

/* An item that is on the topic's page, or would be. */
static bool place_one(
	struct cli *cli, struct arranging *page, int64_t id, int64_t place, struct err *err)
{
	const struct part_options *options = cli->options;
	struct item item;
	bool found;
	if (!store_item_follow(cli->store, &cli->arena, id, &item, &found, err))
		return false;
	if (!found)
		return err_set(err, "there is no item %lld", (long long)id);
	return part_put(&cli->arena, &page->now.parts, item.id,
		options->by_rule ? STR_NONE : options->part, place, err);
}

static bool part_place_run(struct cli *cli, struct err *err)
{
	const struct part_options *options = cli->options;
	struct arranging page;
	int64_t place = options->by_date ? 0 : options->position ? options->position : PLACED_MAX + 1;
	if (!read_page(cli, &page, err))
		return false;
	for (size_t i = 1; i < cli->arguments.n; i++) {
		int64_t id;
		if (!option_id(cli, str_of(cli_argument(cli, i)), &id, err) ||
			!place_one(cli, &page, id, place, err))
			return false;
		place += place && place <= PLACED_MAX;
	}
	return write_page(cli, &page, err);
}

static bool part_place_check(struct cli *cli, struct err *err)
{
	const struct part_options *options = cli->options;
	if ((options->part.n > 0) + options->by_rule != 1)
		return err_set(err, "where to? --part NAME, or --by-rule");
	return !options->by_date || !options->position ||
		err_set(err, "either a --position, or --by-date");
}

static bool part_undo_run(struct cli *cli, struct err *err)
{
	struct arranging page;
	struct arrange_result result;
	if (!read_page(cli, &page, err) ||
		!arrange_back(cli->store, &cli->arena, page.topic, page.now.id,
			cli_request(cli, VERB_EDIT, 0).actor.name, cli->now, &result, err))
		return false;
	puts("The page is arranged as before from the next publication on.");
	return true;
}

static struct str with(struct arena *a, struct str words, const char *join, struct str more)
{
	return more.n ? STR_CAT(a, words, words.n ? str_of(join) : S(""), more) : words;
}

static struct str any_of(struct arena *a, struct strs words)
{
	struct str text = STR_NONE;
	for (size_t i = 0; i < words.n; i++)
		text = with(a, text, " or ", words.v[i]);
	return text;
}

/* "trials, RECRUITING", "by hand" */
static struct str rule_words(struct arena *a, const struct page_part *part)
{
	struct str words = str_of(section_word(part->section));
	words = with(a, words, ", ", any_of(a, part_kinds_words(a, part->kinds)));
	words = with(a, words, ", ", any_of(a, part->statuses));
	words = with(a, words, ", ", part->match);
	if (part_is_usual(part))
		return S("as usual");
	return part->by_hand || !words.n ? S("by hand") : words;
}

static bool part_list_run(struct cli *cli, struct err *err)
{
	const struct part_options *options = cli->options;
	const struct terminal t = terminal_of_output();
	struct arranging page;
	if (!read_page(cli, &page, err))
		return false;
	for (size_t i = 0; i < page.now.parts.n; i++) {
		const struct page_part *part = &page.now.parts.v[i];
		struct str rule = rule_words(&cli->arena, part);
		if (options->json)
			json_line(json_pack("{s:o, s:o, s:o, s:o, s:I}", "name", json_text(part->name), "title",
				json_text(part->title), "intro", json_text(part->intro), "rule", json_text(rule),
				"placed", (json_int_t)part->placed_count));
		else
			terminal_line(&t, "",
				str_printf(&cli->arena, STR_FMT ": " STR_FMT " (" STR_FMT "; %zu put there)",
					STR_ARG(part->name), STR_ARG(str_or(part->title, S("as usual"))), STR_ARG(rule),
					part->placed_count),
				MARK_NONE);
	}
	return true;
}

/* clang-format off */
#define TEXT_OPTION(name, value, field) \
	{name, value, option_line, offsetof(struct part_options, field), NULL}
#define FLAG_OPTION(name, field_) {name, .field = offsetof(struct part_options, field_)}
#define POSITION_OPTION \
	{"position", "N", option_count, offsetof(struct part_options, position), NULL}
#define RULE_OPTIONS \
	TEXT_OPTION("intro", "TEXT", intro), TEXT_OPTION("section", "S", section), \
	TEXT_OPTION("kind", "K,...", kind), TEXT_OPTION("status", "S,...", status), \
	TEXT_OPTION("match", "RE", match), FLAG_OPTION("by-hand", by_hand), \
	FLAG_OPTION("headings", headings), POSITION_OPTION
#define ACTION(word, needs_, ...) \
	{.name = "part " #word, .run = part_##word##_run, .needs = NEEDS_STORE | (needs_), \
		.options_size = sizeof(struct part_options), __VA_ARGS__}
#define OPTIONS(...) .options = (const struct option[]){__VA_ARGS__, {0}}
#define ONE_TOPIC .arguments = {"SLUG", 1, 1, "of which topic?"}
#define ONE_PART .arguments = {"SLUG NAME", 2, 2, "the topic, and the name of the part"}

static const struct command ACTIONS[] = {
	ACTION(list, NEEDS_PAGER, ONE_TOPIC, OPTIONS(FLAG_OPTION("json", json)),
		.help = "the parts of a topic's page"),
	ACTION(add, NEEDS_EDITOR, OPTIONS(RULE_OPTIONS),
		.arguments = {"SLUG TITLE", 2, 2, "the topic, and the title of the part"},
		.help = "a new part, filled by a rule or by hand"),
	ACTION(edit, NEEDS_EDITOR, ONE_PART, OPTIONS(TEXT_OPTION("title", "T", title), RULE_OPTIONS),
		.help = "another title, introduction, rule or position"),
	ACTION(remove, NEEDS_EDITOR, ONE_PART,
		.help = "takes a part away; its items stand elsewhere"),
	ACTION(place, NEEDS_EDITOR,
		OPTIONS(TEXT_OPTION("part", "NAME", part), POSITION_OPTION,
			FLAG_OPTION("by-date", by_date), FLAG_OPTION("by-rule", by_rule)),
		.arguments = {"SLUG ID…", 2, ARGUMENTS_ANY, "the topic, and which items?"},
		.check = part_place_check, .help = "puts items into a part, in this order"),
	ACTION(undo, NEEDS_EDITOR, ONE_TOPIC, .help = "arranges the page as before"),
	{0},
};
/* clang-format on */

const struct command COMMAND_PART = {
	.name = "part",
	.help = "the parts of a topic's page, and what stands in them",
	.actions = ACTIONS,
};
