#include "cli/import_page.h"

#include <stdio.h>

#include "base/file.h"
#include "cli/command.h"
#include "cli/json.h"
#include "cli/terminal.h"
#include "item/take_page.h"
#include "source/hand.h"

enum { MAX_PAGE = 8 << 20 };

/* -- The page -- */

static bool page_read(struct cli *cli, struct hand_page *page, struct err *err)
{
	const struct import_options *options = cli->options;
	struct str bytes;
	return file_read(&cli->arena, cli_argument(cli, 0), MAX_PAGE, &bytes, err) &&
		hand_read_apart(&cli->arena, bytes, options->url, page, err);
}

static const struct topic *topic_named(struct cli *cli, struct err *err)
{
	const struct import_options *options = cli->options;
	const struct topic *topic = site_topic(&cli->site, options->topic);
	if (!topic)
		err_set(err, "there is no topic “" STR_FMT "” in feeds/", STR_ARG(options->topic));
	return topic;
}

/* -- The review, as lines -- */

static void line_print(struct cli *cli, const char *name, struct str text)
{
	const struct terminal t = terminal_of_output();
	if (text.n)
		terminal_line(&t, "", STR_CAT(&cli->arena, S("    "), str_of(name), text), MARK_NONE);
}

static struct str also_text(struct arena *a, const struct hand_entry *entry)
{
	struct str text = STR_NONE;
	for (size_t i = 0; i < entry->also_count; i++)
		text = STR_CAT(a, text, i ? S("; ") : S(""), entry->also[i].title,
			entry->also[i].url.n ? S(" | ") : S(""), entry->also[i].url);
	return text;
}

static struct str record_text(struct arena *a, const struct taken_entry *taken)
{
	if (!taken->key.text.n)
		return STR_NONE;
	return STR_CAT(a, str_of(key_kind_word(taken->key.kind)), S(" "), taken->key.text,
		taken->waits ? S(", asked for") : S(""));
}

static const char *outcome_word(enum take_outcome outcome)
{
	switch (outcome) {
	case TAKE_NEW: return "new";
	case TAKE_JOINED: return "joins";
	case TAKE_LEFT: return "held";
	case TAKE_AGAIN: return "again";
	}
	return "";
}

static void entry_print(struct cli *cli, const struct taken_entry *taken)
{
	const struct terminal t = terminal_of_output();
	const struct hand_entry *entry = taken->entry;
	struct arena *a = &cli->arena;
	struct strs notes = take_page_notes(a, taken);
	terminal_line(&t, "",
		STR_CAT(a, S("  "), str_of(outcome_word(taken->outcome)), S(": "), entry->title),
		MARK_NONE);
	line_print(cli, "lead line: ", entry->lead);
	line_print(cli, "official title: ", entry->official);
	line_print(cli, "sentence: ", entry->summary);
	line_print(cli, "label: ", entry->label);
	line_print(cli, "citation: ", entry->citation);
	line_print(cli, "address: ", entry->url);
	line_print(cli, "record: ", record_text(a, taken));
	line_print(cli, "also see: ", also_text(a, entry));
	for (size_t i = 0; i < notes.n; i++)
		line_print(cli, "! ", notes.v[i]);
}

/* -- The review, as JSON -- */

static json_t *also_json(const struct hand_entry *entry)
{
	json_t *list = json_array();
	for (size_t i = 0; i < entry->also_count; i++)
		json_array_append_new(list,
			json_pack("{s:o, s:o}", "title", json_text(entry->also[i].title), "url",
				json_text(entry->also[i].url)));
	return list;
}

static void entry_json(struct cli *cli, const struct taken_entry *taken)
{
	char day[TIME_TEXT];
	const struct hand_entry *entry = taken->entry;
	struct str key = str_of(taken->key.text.n ? key_kind_word(taken->key.kind) : "");
	json_t *line = json_pack("{s:o, s:s, s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:s, s:o, s:o}", "part",
		json_text(taken->part->title), "outcome", outcome_word(taken->outcome), "item",
		taken->item ? json_integer(taken->item) : json_null(), "title", json_text(entry->title),
		"lead", json_text(entry->lead), "official_title", json_text(entry->official), "summary",
		json_text(entry->summary), "label", json_text(entry->label), "citation",
		json_text(entry->citation), "day", date_iso(entry->day, day), "url", json_text(entry->url),
		"also", also_json(entry));
	json_t *more = json_pack("{s:o, s:o, s:b, s:o, s:o, s:b, s:o}", "key_kind", json_text(key),
		"key", json_text(taken->key.text), "waits", taken->waits, "status",
		json_text(entry->status), "registry_status", json_text(taken->status), "out_of_date",
		(taken->notes & TAKE_OUTDATED) > 0, "notes",
		json_texts(take_page_notes(&cli->arena, taken)));
	json_object_update(line, more);
	json_decref(more);
	json_line(line);
}

/* -- The whole -- */

static void part_print(struct cli *cli, const struct hand_part *part)
{
	const struct import_options *options = cli->options;
	const struct terminal t = terminal_of_output();
	if (options->json) {
		json_line(json_pack("{s:o, s:o, s:o}", "part", json_text(part->title), "intro",
			json_text(part->intro), "not_understood", json_texts(part->rest)));
		return;
	}
	terminal_line(&t, "", str_or(part->title, S("(under no heading)")), MARK_TITLE);
	line_print(cli, "words before its items: ", part->intro);
	for (size_t i = 0; i < part->rest.n; i++)
		line_print(cli, "! Not understood: ", part->rest.v[i]);
}

static void parts_print(
	struct cli *cli, const struct hand_page *page, const struct page_taken *taken)
{
	const struct import_options *options = cli->options;
	size_t next = 0;
	for (size_t i = 0; i < page->part_count; i++) {
		part_print(cli, &page->parts[i]);
		for (; next < taken->n && taken->v[next].part == &page->parts[i]; next++)
			if (options->json)
				entry_json(cli, &taken->v[next]);
			else
				entry_print(cli, &taken->v[next]);
	}
}

static void end_print(struct cli *cli, const struct hand_page *page, const struct page_taken *taken)
{
	const struct import_options *options = cli->options;
	if (options->json)
		return;
	for (size_t i = 0; i < page->outside.n; i++)
		line_print(cli, "! Left out, as it seems to be a menu or a foot: ", page->outside.v[i]);
	if (page->cut.n)
		line_print(cli, "! The page was not read to its end: ", page->cut);
	printf("%zu entries: %zu new, %zu were held, %zu were taken over before; %zu records are asked "
		   "for, %zu entries are out of date; %zu new parts\n",
		taken->n, taken->added, taken->joined, taken->again, taken->waiting, taken->outdated,
		taken->parts_made);
	if (options->dry_run)
		puts("Nothing was changed: it was a trial.");
}

bool import_page_run(struct cli *cli, struct err *err)
{
	const struct import_options *options = cli->options;
	struct hand_page page;
	struct page_taken taken;
	const struct take_request request = {.site = &cli->site,
		.topic = topic_named(cli, err),
		.page = &page,
		.editor = cli_request(cli, VERB_EDIT, 0).actor.name,
		.now = cli->now,
		.try_only = options->dry_run};
	if (!request.topic || !page_read(cli, &page, err) ||
		!take_page(cli->store, &cli->arena, &request, &taken, err))
		return false;
	parts_print(cli, &page, &taken);
	end_print(cli, &page, &taken);
	return true;
}
