#include <stdio.h>

#include "base/buf.h"
#include "cli/command.h"
#include "cli/json.h"
#include "publish/view.h"
#include "render/decision.h"
#include "render/notice.h"
#include "render/reason.h"
#include "render/view.h"
#include "store/decision.h"
#include "store/entry.h"
#include "store/item.h"
#include "store/item_note.h"
#include "store/related.h"
#include "store/release.h"

/* The item as readers see it now, or as they would after an approval. */
static bool public_form(
	struct cli *cli, const struct item *item, struct release *out, bool *live, struct err *err)
{
	const struct preview preview = {&cli->site, cli->store, item, cli->now};
	*live = false;
	if (item->live && !store_release_get(cli->store, &cli->arena, item->live, out, live, err))
		return false;
	return *live || item_preview(&preview, &cli->arena, out, err);
}

static json_t *json_history(struct arena *a, const struct decisions *log)
{
	json_t *array = json_array();
	for (size_t i = 0; i < log->n; i++)
		json_array_append_new(array,
			json_pack("{s:I, s:o, s:o, s:s, s:o, s:b}", "id", (json_int_t)log->v[i].id, "at",
				json_time(log->v[i].at), "editor",
				json_text(decision_actor_words(a, &log->v[i].actor)), "verb",
				decision_verb_word(log->v[i].verb), "detail",
				json_text(decision_words(a, &log->v[i], INSTANT_RFC3339)), "undone",
				log->v[i].undone));
	return array;
}

/* What editors wrote to each other; the text of what was taken back is not shown. */
static json_t *json_notes(const struct item_notes *notes)
{
	json_t *array = json_array();
	for (size_t i = 0; i < notes->n; i++) {
		const struct item_note *note = &notes->v[i];
		bool gone = note->taken_back != NO_TIME;
		json_array_append_new(array,
			json_pack("{s:I, s:o, s:o, s:o, s:b}", "id", (json_int_t)note->id, "at",
				json_time(note->at), "editor", json_text(note->editor), "text",
				json_text(gone ? STR_NONE : note->text), "taken_back", gone));
	}
	return array;
}

static bool show_json(struct cli *cli, const struct item *item, const struct decisions *log,
	const struct release *release, bool live, struct err *err)
{
	json_t *object = json_item(cli, &cli->arena, item, err);
	struct item_notes notes;
	struct buf html CLEANUP_BUF = buf_new(1 << 20);
	if (!object || !store_item_note_list(cli->store, &cli->arena, item->id, 0, &notes, err) ||
		!publish_item_html(&cli->site, release, &html, err))
		return json_decref(object), false;
	json_object_set_new(object, "history", json_history(&cli->arena, log));
	json_object_set_new(object, "notes", json_notes(&notes));
	json_object_set_new(object, "live", json_boolean(live));
	json_object_set_new(object, "note", json_text(release->note));
	json_object_set_new(object, "html", json_text(buf_str(&html)));
	json_line(object);
	return true;
}

static void print_lines(const char *heading, struct strs lines)
{
	for (size_t i = 0; i < lines.n; i++)
		printf("%-10s " STR_FMT "\n", i ? "" : heading, STR_ARG(lines.v[i]));
}

static void print_field(const char *heading, struct str text)
{
	if (text.n)
		printf("%-10s " STR_FMT "\n", heading, STR_ARG(text));
}

static void print_face(struct cli *cli, const struct face *face)
{
	print_field("title", face->title);
	print_field("notice", face->notice);
	print_field("status", face->status_line);
	print_field("study", face->official_title);
	print_field("summary", face->summary);
	print_field("from", str_of(face_origin_word(face->summary_origin)));
	print_field("source", view_source_line(&cli->arena, face));
	print_field("link", face->url);
}

/* In the words of the site's language, which are the readers'. */
static void print_seen(struct cli *cli, const struct release *release)
{
	struct arena *a = &cli->arena;
	const struct words *words = &cli->site.words;
	struct face seen = release->face;
	seen.title = view_heading(a, words, &release->face);
	seen.notice = notice_words(a, words, &release->face);
	seen.status_line = view_status_line(a, words, &release->face);
	print_face(cli, &seen);
	print_field("note", release->note);
}

static void print_history(struct arena *a, const struct decisions *log)
{
	char day[TIME_TEXT];
	for (size_t i = 0; i < log->n; i++) {
		const struct decision *d = &log->v[i];
		struct str who = decision_actor_words(a, &d->actor),
				   what = decision_words(a, d, INSTANT_RFC3339);
		printf("%-10s %s " STR_FMT " %s%s " STR_FMT "\n", i ? "" : "history",
			date_iso(date_local(d->at), day), STR_ARG(who), decision_verb_word(d->verb),
			d->undone ? " (undone)" : "", STR_ARG(what));
	}
}

static void print_notes(struct arena *a, const struct item_notes *notes)
{
	char day[TIME_TEXT];
	for (size_t i = 0; i < notes->n; i++) {
		const struct item_note *note = &notes->v[i];
		struct str text = note->taken_back != NO_TIME ? S("(taken back)") :
														str_collapse(a, note->text);
		printf("%-10s %lld: %s " STR_FMT ": " STR_FMT "\n", i ? "" : "notes", (long long)note->id,
			date_iso(date_local(note->at), day), STR_ARG(note->editor), STR_ARG(text));
	}
}

static bool show_text(struct cli *cli, const struct item *item, const struct decisions *log,
	const struct release *release, bool live, struct err *err)
{
	struct copies copies;
	struct relateds related;
	struct item_notes notes;
	if (!store_item_note_list(cli->store, &cli->arena, item->id, 0, &notes, err) ||
		!store_entry_copies(cli->store, &cli->arena, item->id, &copies, err) ||
		!store_related_list(cli->store, &cli->arena, item->id, &related, err))
		return false;
	struct face face = item_face(item);
	printf("item %lld  %s, %s (%s)%s\n", (long long)item->id, item_state_word(item->state),
		section_word(face.section), item_confidence_word(item->confidence),
		item_is_update(item) ? ", changed since it was published" : "");
	print_face(cli, &face);
	if (item->assignee)
		print_field("for", STR_CAT(&cli->arena, item->assignee_name, S(": "), item->assigned_word));
	print_notes(&cli->arena, &notes);
	print_lines("why", item_why(&cli->arena, item));
	print_lines("warning", reason_warnings_words(&cli->arena, item->warnings));
	print_lines("changed", reason_list_words(&cli->arena, &item->changes));
	for (size_t i = 0; i < copies.n; i++)
		printf("%-10s %lld: " STR_FMT ", " STR_FMT "  " STR_FMT "\n", i ? "" : "copies",
			(long long)copies.v[i].id, STR_ARG(copies.v[i].source),
			STR_ARG(copies.v[i].entry.native), STR_ARG(copies.v[i].match_why));
	for (size_t i = 0; i < related.n; i++)
		printf("%-10s %lld: " STR_FMT "\n", i ? "" : "related", (long long)related.v[i].item,
			STR_ARG(related.v[i].title));
	print_history(&cli->arena, log);
	printf("\n%s\n",
		live ? "Readers see:" :
			item->state == ITEM_WITHDRAWN ?
			   "Readers are told that it was withdrawn. If that is undone, they see:" :
			   "Readers would see:");
	print_seen(cli, release);
	return true;
}

struct show_options {
	bool json;
};

static bool show_run(struct cli *cli, struct err *err)
{
	const struct show_options *options = cli->options;
	bool found, live;
	int64_t id;
	struct item item;
	struct decisions log;
	struct release release;
	if (!cli_id(str_of(cli_argument(cli, 0)), &id, err) ||
		!store_item_follow(cli->store, &cli->arena, id, &item, &found, err))
		return false;
	if (!found)
		return err_set(err, "there is no item %lld", (long long)id);
	return store_decision_list(cli->store, &cli->arena, item.id, 0, &log, err) &&
		public_form(cli, &item, &release, &live, err) &&
		(options->json ? show_json(cli, &item, &log, &release, live, err) :
						 show_text(cli, &item, &log, &release, live, err));
}

static const struct option OPTIONS[] = {
	{"json", .field = offsetof(struct show_options, json)},
	{0},
};

const struct command COMMAND_SHOW = {
	.name = "show",
	.help = "one item, its copies, history and published form",
	.arguments = {"ID", 1, 1, "which item?"},
	.options = OPTIONS,
	.options_size = sizeof(struct show_options),
	.needs = NEEDS_STORE | NEEDS_PAGER,
	.check = cli_check_ids,
	.run = show_run,
};
