#include "desk/card.h"

#include <assert.h>

#include "store/item.h"
#include "desk/choices.h"
#include "desk/colleagues.h"
#include "desk/diff.h"
#include "desk/edit_form.h"
#include "desk/marks.h"
#include "desk/publication.h"
#include "desk/page.h"
#include "desk/words.h"
#include "item/filing.h"
#include "item/rejudge.h"
#include "item/update.h"
#include "judge/judge.h"
#include "publish/view.h"
#include "model/also.h"
#include "model/facts.h"
#include "render/reason.h"
#include "render/view.h"
#include "store/pair.h"
#include "store/release.h"
#include "store/presence.h"

enum { PREVIEW_MAX = 1 << 20 };

bool card_read(
	struct desk *desk, struct arena *a, const struct item *item, struct card *out, struct err *err)
{
	*out = (struct card){.item = *item};
	return store_entry_copies(desk->store, a, item->id, &out->copies, err) &&
		store_related_list(desk->store, a, item->id, &out->related, err);
}

/* Puts the drafted note on the preview of an update. */
static bool note_draft(struct desk *desk, struct arena *a, const struct item *item, int64_t now,
	struct release *preview, struct err *err)
{
	struct release live;
	struct shown shown;
	bool found;
	if (!store_release_get(desk->store, a, item->live, &live, &found, err) ||
		!store_shown_get(desk->store, item->id, &shown, err))
		return false;
	struct str note = found && shown.release ?
		update_note(a, &desk->site->words, &live.face, &preview->face, &item->changes) :
		STR_NONE;
	if (note.n) {
		preview->note = note;
		preview->noted = now;
	}
	return true;
}

/* A mistake in a template of the site keeps nobody from deciding: it is told in the preview's
 * place. */
static bool preview_html(
	const struct site *site, const struct release *release, struct buf *out, struct err *err)
{
	struct buf html CLEANUP_BUF = buf_new(1 << 20);
	if (publish_item_html(site, release, &html, err)) {
		buf_add(out, buf_str(&html));
		return true;
	}
	if (err->kind != ERR_USER)
		return false;
	buf_add(out, S("<p class=\"warn\">There is no preview: "));
	buf_add_html(out, str_of(err->text));
	buf_add(out, S("</p>\n"));
	return true;
}

/* The links of a public page lead up to the root of its site, which is ours here. Where that is a
 * path of a host, they would lead out of it. */
static void add_preview(const struct http_request *request, struct str html, struct buf *out)
{
	static const struct str up = S("=\"../"), here = S("=\"/");
	for (size_t at; request->root.n && (at = str_find(html, up)) != STR_NOT_FOUND;) {
		buf_add(out, str_sub(html, 0, at));
		buf_add(out, here);
		html = str_sub(html, at + up.n, SIZE_MAX);
	}
	buf_add(out, html);
}

bool card_preview(struct desk *desk, const struct http_request *request, const struct item *item,
	struct buf *out, struct err *err)
{
	const struct preview preview = {desk->site, desk->store, item, request->now};
	struct release release;
	bool live = item->live && !item_is_update(item);
	if (!(live ? store_release_get(desk->store, request->a, item->live, &release, &live, err) :
				 item_preview(&preview, request->a, &release, err)))
		return false;
	if (item_is_update(item) && !note_draft(desk, request->a, item, request->now, &release, err))
		return false;
	struct buf html CLEANUP_BUF = buf_new(PREVIEW_MAX);
	if (!preview_html(desk->site, &release, &html, err))
		return false;
	add_preview(request, buf_str(&html), out);
	return true;
}

json_t *card_diff(struct arena *a, struct str before, struct str after)
{
	struct diff_parts parts;
	json_t *list = json_array();
	diff_words(a, before, after, &parts);
	for (size_t i = 0; i < parts.n; i++) {
		json_t *part = json_pack(
			"{sb sb}", "out", parts.v[i].kind == DIFF_OUT, "in", parts.v[i].kind == DIFF_IN);
		view_set(part, "text", parts.v[i].text);
		json_array_append_new(list, part);
	}
	return list;
}

static void change_add(
	struct arena *a, json_t *list, const char *name, struct str before, struct str after)
{
	if (str_eq(before, after))
		return;
	json_t *change = json_pack("{so}", "diff", card_diff(a, before, after));
	view_set(change, "name", str_of(name));
	json_array_append_new(list, change);
}

/* A trial's status is compared by the line that readers see, not by the registry's word. */
json_t *card_changes(struct arena *a, const struct face *before, const struct face *after)
{
	json_t *list = json_array();
	const struct {
		const char *name;
		struct str before, after;
	} fields[] = {
		{"Section", str_of(section_title(before->section)), str_of(section_title(after->section))},
		{"Title", before->title, after->title},
		{"Notice", before->notice, after->notice},
		{"Status", before->status_line, after->status_line},
		{"Summary", before->summary, after->summary},
		{"Citation", before->citation, after->citation},
		{"Label", before->label, after->label},
		{"Official title", before->official_title, after->official_title},
		{"Address", before->url, after->url},
		{"Lead line", before->lead, after->lead},
		{"Also see", also_typed(a, before->also), also_typed(a, after->also)},
	};
	for (size_t i = 0; i < sizeof fields / sizeof *fields; i++)
		change_add(a, list, fields[i].name, fields[i].before, fields[i].after);
	return list;
}

/* An editor's own words stay as they are, whatever the source says now. */
static void add_own_words(struct arena *a, const struct item *item, json_t *why)
{
	const struct {
		bool edited;
		const char *what;
	} words[] = {
#define WORDED_OWN(name, member, bit) {item->has_edited_##member, face_text_name(FACE_##name)},
		WORDED_LIST(WORDED_OWN)
#undef WORDED_OWN
	};
	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (words[i].edited) {
			struct str text = str_printf(a,
				"The %s was worded by an editor before this change: read whether it still holds",
				words[i].what);
			json_array_append_new(why, json_stringn(text.p, text.n));
		}
}

/* Sets what readers see now against what they would see after an approval, and the draft of a note
 * to them. */
static bool set_update(struct desk *desk, const struct http_request *request,
	const struct item *item, json_t *card, struct err *err)
{
	struct release live;
	struct shown shown;
	bool found = false;
	if (!store_shown_get(desk->store, item->id, &shown, err))
		return false;
	json_t *why = json_array();
	/* The changes of words are shown as such, further down. */
	for (size_t i = 0; i < item->changes.n; i++)
		if (!reason_is_of_face(&item->changes.v[i])) {
			struct str words = reason_words(request->a, &item->changes.v[i]);
			json_array_append_new(why, json_stringn(words.p, words.n));
		}
	if (item_is_update(item))
		add_own_words(request->a, item, why);
	json_object_set_new(card, "update_why", view_list(why));
	json_object_set_new(card, "update", json_boolean(item_is_update(item)));
	json_object_set_new(card, "live", json_boolean(item->live != 0));
	json_object_set_new(card, "has_readers", json_boolean(shown.release != 0));
	json_object_set_new(card, "changes", json_false());
	json_object_set_new(card, "note", json_false());
	if (!item_is_update(item))
		return true;
	if (!store_release_get(desk->store, request->a, item->live, &live, &found, err))
		return false;
	struct face now = item_face(item);
	if (!found)
		return true;
	json_object_set_new(card, "changes", view_list(card_changes(request->a, &live.face, &now)));
	view_set(card, "note",
		update_note(request->a, &desk->site->words, &live.face, &now, &item->changes));
	return true;
}

static bool is_typed(const struct copy *copy)
{
	return str_eq(copy->source, source_built_in(SOURCE_ADDED).name);
}

struct str card_number(const struct copy *copy)
{
	return is_typed(copy) ? STR_NONE : copy->entry.native;
}

/* Where the summary comes from, so that an editor can judge how far to trust it: "the last sentence
 * of the abstract (sentence 7 of 7)". */
static struct str origin_words(struct arena *a, const struct face *face, const struct copy *lead)
{
	static const char *const origins[] = {
		[SUMMARY_NONE] = "nothing to draft it from",
		[SUMMARY_CONCLUSION] = "from the conclusion of the abstract",
		[SUMMARY_CUE] = "the sentence of the abstract that says what was found",
		[SUMMARY_LAST] = "the last sentence of the abstract",
		[SUMMARY_LEAD] = "the beginning of the article",
		[SUMMARY_BRIEF] = "the registry’s own summary",
		[SUMMARY_EDITOR] = "an editor’s words",
		[SUMMARY_PLAIN] = "from the authors’ summary in plain language",
	};
	assert(face->summary_origin < sizeof origins / sizeof *origins);
	struct str words = str_of(origins[face->summary_origin]);
	if (lead && face->summary_origin == SUMMARY_NONE && (lead->entry.text.n || lead->entry.lead.n))
		return S("no sentence of the text says it well enough by itself");
	if (lead && is_typed(lead) && face->summary_origin == SUMMARY_LEAD)
		return S("the beginning of what an editor typed");
	struct strs sentences = judge_sentences(a, lead ? lead->entry.text : STR_NONE);
	for (size_t i = 0; i < sentences.n; i++)
		if (face->summary.n &&
			str_ends(sentences.v[i],
				face->summary)) /* in the text, a label may stand before it: "CONCLUSION: …" */
			return str_printf(
				a, STR_FMT " (sentence %zu of %zu)", STR_ARG(words), i + 1, sentences.n);
	return words;
}

static void set_face(
	struct arena *a, json_t *card, const struct item *item, const struct copy *lead)
{
	struct face face = item_face(item);
	view_set(card, "title", face.title);
	view_set(card, "official_title", face.official_title);
	view_set(card, "url", view_link(a, face.url));
	view_set(card, "url_own", face.url);
	view_set(card, "label", face.label);
	view_set(card, "citation", face.citation);
	view_set(card, "source_line", view_source_line(a, &face));
	view_set(card, "status_line", str_or(face.lead, face.status_line));
	view_set(card, "lead_line", face.lead);
	view_set(card, "also_typed", also_typed(a, face.also));
	view_set(card, "lead_over",
		item->has_edited_lead && !item_lead_holds(item) ? item->edited_lead : STR_NONE);
	json_object_set_new(card, "is_trial", json_boolean(face.kind == ENTRY_TRIAL));
	view_notice(card, &face);
	view_set(card, "summary", face.summary);
	view_set(card, "origin", origin_words(a, &face, lead));
	json_object_set_new(card, "sections", choices_sections(face.section));
}

/* Sets how the item stands: its state, whether it was put off and until when, whether readers see
 * it. */
static bool set_state(struct desk *desk, const struct http_request *request, json_t *card,
	const struct item *item, struct err *err)
{
	char day[TIME_TEXT];
	enum publication publication;
	bool update = item_is_update(item), due = item_is_due(item, request->now),
		 deferred = item->state == ITEM_DEFERRED;
	view_set(card, "state", str_of(item_word(item)));
	json_object_set_new(
		card, "decided", json_boolean(!update && item->state != ITEM_QUEUED && !due));
	json_object_set_new(card, "settled", json_boolean(item->live && !update));
	json_object_set_new(card, "came_back", json_boolean(due));
	view_set(card, "until_day",
		deferred ? str_of(date_us(date_local(item->deferred_until), day)) : STR_NONE);
	view_set(
		card, "week_from_now", str_of(date_iso(date_add_days(date_local(request->now), 7), day)));
	view_set(card, "confidence", str_of(item_confidence_word(item->confidence)));
	view_set(card, "age", words_ago(request->a, item->first_seen, request->now));
	if (!publication_find(desk, item, &publication, err))
		return false;
	view_set(card, "publication", publication_words(publication));
	return true;
}

/* The copy that speaks for the item; NULL when there is none. */
static const struct copy *leading(const struct copies *copies)
{
	return copies->n ? &copies->v[item_main_copy(copies)] : NULL;
}

/* Why this copy speaks for the item, and not another. */
static const char *lead_why(const struct copies *copies)
{
	static const char *const kinds[] = {
		[ENTRY_NEWS] = "it names the publication that it is about",
		[ENTRY_PAPER] = "it is the record of the publication itself",
		[ENTRY_TRIAL] = "it is the registry’s own record",
		[ENTRY_PAGE] = "it is the topic page itself",
		[ENTRY_WORK] = "it is what the publisher registered with the DOI",
	};
	enum main_copy_cause why;
	const struct copy *lead = &copies->v[item_main_copy_why(copies, &why)];
	assert(lead->entry.kind < sizeof kinds / sizeof *kinds);
	return why == MAIN_COPY_NEWEST ? "it was revised last" :
		why == MAIN_COPY_FIRST     ? "it came first" :
		why == MAIN_COPY_KEPT      ? "it spoke for the item before the others joined it" :
		why == MAIN_COPY_HEIR      ? "the source that had it first is not configured any more" :
									 kinds[lead->entry.kind];
}

static bool has_alias(const struct entry *entry, struct str nct)
{
	for (size_t i = 0; entry->trial && i < entry->trial->aliases.n; i++)
		if (str_ieq(entry->trial->aliases.v[i], nct))
			return true;
	return false;
}

/* Why the copy belongs to the item: what the matcher noted when it joined; of older stores, what
 * can be told from the copies. */
static struct str copy_why(const struct copies *copies, const struct copy *copy)
{
	if (copy->match_why.n)
		return copy->match_why;
	for (size_t i = 0; i < copies->n; i++)
		if (copy->entry.trial &&
			(has_alias(&copies->v[i].entry, copy->entry.native) ||
				has_alias(&copy->entry, copies->v[i].entry.native)))
			return S("the registry gave the same study another number");
	return copy == copies->v ? S("it came first, and the others joined it") :
							   S("an editor took them together");
}

static json_t *copy_view(
	struct arena *a, const struct copies *copies, const struct copy *copy, const struct copy *lead)
{
	char day[TIME_TEXT];
	json_t *one = json_pack("{sI sb}", "id", (json_int_t)copy->id, "leads", copy == lead);
	view_set(one, "source", copy->source);
	view_set(one, "url", view_link(a, copy->entry.url));
	view_set(one, "why", copy_why(copies, copy));
	view_set(one, "day",
		copy->entry.published == NO_TIME ? STR_NONE :
										   str_of(date_us(date_local(copy->entry.published), day)));
	return one;
}

static void set_copies(struct arena *a, json_t *card, const struct copies *copies)
{
	json_t *list = json_array(), *sources = json_array();
	const struct copy *lead = leading(copies);
	for (size_t i = 0; i < copies->n; i++) {
		json_array_append_new(list, copy_view(a, copies, &copies->v[i], lead));
		json_t *source = json_object();
		view_set(source, "title", copies->v[i].source);
		json_array_append_new(sources, source);
	}
	view_join(sources, &WORDS_ENGLISH);
	json_object_set_new(card, "from", view_list(sources));
	json_object_set_new(card, "copies", copies->n > 1 ? view_list(list) : json_false());
	view_set(card, "main_copy",
		!lead              ? STR_NONE :
			is_typed(lead) ? lead->source :
							 str_printf(a, STR_FMT " (" STR_FMT ")", STR_ARG(lead->source),
								 STR_ARG(lead->entry.native)));
	view_set(card, "main_copy_why", lead ? str_of(lead_why(copies)) : STR_NONE);
	if (copies->n < 2)
		json_decref(list);
}

static json_t *marked_view(const struct markeds *pieces)
{
	json_t *list = json_array();
	for (size_t i = 0; i < pieces->n; i++) {
		json_t *piece = json_pack("{sb}", "hit", pieces->v[i].hit);
		view_set(piece, "text", pieces->v[i].text);
		json_array_append_new(list, piece);
	}
	return list;
}

/* The text of an entry; of a paper with its summary in plain language, from which a sentence may be
 * drafted. */
static struct str whole_text(struct arena *a, const struct entry *entry)
{
	struct str plain = entry->paper ? entry->paper->plain_summary : STR_NONE;
	return plain.n ? str_printf(a, STR_FMT "\nPlain-language summary: " STR_FMT,
						 STR_ARG(entry->text), STR_ARG(plain)) :
					 entry->text;
}

/* Sets why the item is in the queue: the search that found it, the reasons of the judgement, and
 * the words that were looked for, marked in the text. `best` is the copy that speaks for the item,
 * or NULL. */
static void set_why(struct desk *desk, struct arena *a, json_t *card, const struct card *c,
	const struct entry *best)
{
	struct marks marks = marks_of(a, desk->site, &c->copies);
	struct markeds title, text;
	struct strs words = {0};
	marks_find(a, &marks, best ? best->title : STR_NONE, &title, &words);
	marks_find(a, &marks, best ? whole_text(a, best) : STR_NONE, &text, &words);
	json_object_set_new(card, "abstract", view_list(marked_view(&text)));
	view_set(card, "abstract_name",
		best && best->paper                   ? S("Abstract") :
			best && best->kind == ENTRY_TRIAL ? S("Summary at the registry") :
												S("Text"));
	json_object_set_new(card, "words", view_list(view_texts(words)));
	json_object_set_new(card, "why", view_list(view_texts(item_why(a, &c->item))));
	json_object_set_new(
		card, "warnings", view_list(view_texts(reason_warnings_words(a, c->item.warnings))));
	const struct copy *lead = leading(&c->copies);
	const struct source *source = lead ? site_source(desk->site, lead->source) : NULL;
	struct strs searches = source ? source_searches(a, source) : (struct strs){0};
	view_set(card, "query", searches.n ? searches.v[0] : STR_NONE);
}

static void set_topics(struct desk *desk, struct arena *a, json_t *card, const struct card *c)
{
	struct strs slugs = filing_of_item(a, desk->site, &c->item, &c->copies);
	json_t *topics = choices_topics(desk->site, slugs), *on = json_array(), *one;
	size_t i;
	json_array_foreach (topics, i, one)
		if (json_is_true(json_object_get(one, "checked")))
			json_array_append(on, one);
	view_join(on, &WORDS_ENGLISH);
	json_object_set_new(card, "topics", view_list(topics));
	json_object_set_new(card, "on_topics", view_list(on));
	struct face face = item_face(&c->item);
	view_set(card, "seen", edit_form_seen(a, desk->site, &face, slugs));
}

/* Appends an item that shares a key with this one but was not taken for the same, to be compared
 * with it. */
static bool duplicate_add(struct desk *desk, const struct http_request *request, json_t *list,
	const struct related *related, struct str title, struct err *err)
{
	struct item other;
	enum publication publication;
	bool found;
	if (!store_item_get(desk->store, request->a, related->item, &other, &found, err))
		return false;
	if (!found || other.merged_into)
		return true;
	if (!publication_find(desk, &other, &publication, err))
		return false;
	struct face face = item_face(&other);
	json_t *one = json_pack(
		"{sI sI}", "id", (json_int_t)other.id, "version", (json_int_t)other.version);
	view_set(one, "title", face.title);
	view_set(one, "source_line", view_source_line(request->a, &face));
	view_set(one, "summary", face.summary);
	view_set(one, "url", view_link(request->a, face.url));
	view_set(one, "why", related->why);
	view_set(one, "likeness", words_likeness(request->a, title, face.title));
	view_set(one, "state", words_state(request->a, &other, request->now));
	view_set(one, "publication", publication_word(publication));
	json_array_append_new(list, one);
	return true;
}

/* Sets the items that may be the same publication, without those of which an editor said that they
 * are not; and the others that are about the same work. */
static bool set_related(struct desk *desk, const struct http_request *request, json_t *card,
	const struct card *c, struct err *err)
{
	struct ids distinct;
	struct str title = item_face(&c->item).title;
	json_t *duplicates = json_array(), *related = json_array();
	bool ok = store_pair_list(desk->store, request->a, c->item.id, true, &distinct, err);
	for (size_t i = 0; ok && i < c->related.n; i++) {
		const struct related *r = &c->related.v[i];
		if (r->relation == RELATION_POSSIBLE && !ids_have(&distinct, r->item)) {
			ok = duplicate_add(desk, request, duplicates, r, title, err);
			continue;
		}
		json_t *one = json_pack("{sI sb}", "id", (json_int_t)r->item, "live", r->live);
		view_set(one, "title", r->title);
		view_set(one, "why", r->why);
		view_set(one, "likeness", words_likeness(request->a, title, r->title));
		json_array_append_new(related, one);
	}
	json_object_set_new(card, "duplicates", view_list(duplicates));
	json_object_set_new(card, "related", view_list(related));
	return ok;
}

static bool set_presence(struct desk *desk, const struct http_request *request, json_t *card,
	int64_t item, struct err *err)
{
	struct presences others;
	const struct presence here = {item, desk->visitor.editor.name, request->now};
	/* The script fetches cards before the editor comes to them. */
	bool ahead = http_param(&request->query, "ahead").n > 0;
	if (!ahead) /* a card can be read when nothing can be written */
		(void)!store_presence_touch(desk->store, &here, NULL);
	if (!store_presence_others(desk->store, request->a, &here, &others, err))
		return false;
	json_t *list = json_array();
	for (size_t i = 0; i < others.n; i++) {
		json_t *one = json_object();
		view_set(one, "name", others.v[i].editor);
		view_set(one, "ago", words_ago(request->a, others.v[i].at, request->now));
		json_array_append_new(list, one);
	}
	json_object_set_new(card, "others", view_list(list));
	return true;
}

static bool set_preview(struct desk *desk, const struct http_request *request, json_t *card,
	const struct item *item, struct err *err)
{
	struct buf html CLEANUP_BUF = buf_new(PREVIEW_MAX);
	if (!card_preview(desk, request, item, &html, err))
		return false;
	view_set(card, "preview", buf_str(&html));
	return true;
}

json_t *card_view(struct desk *desk, const struct http_request *request, const struct card *c,
	struct str back, int64_t next, struct err *err)
{
	struct arena *a = request->a;
	const struct item *item = &c->item;
	const struct copy *lead = leading(&c->copies);
	const struct entry *best = lead ? &lead->entry : NULL;
	json_t *card = json_pack("{sI sI sb}", "id", (json_int_t)item->id, "version",
		(json_int_t)item->version, "can_decide",
		desk_may(desk, PERMISSION_DECIDE) && item->state != ITEM_WITHDRAWN);
	view_set(card, "csrf", desk->visitor.csrf);
	view_set(card, "back", back);
	json_object_set_new(card, "next", next ? json_integer(next) : json_false());
	set_face(a, card, item, lead);
	set_copies(a, card, &c->copies);
	set_why(desk, a, card, c, best);
	set_topics(desk, a, card, c);
	if (set_state(desk, request, card, item, err) && set_update(desk, request, item, card, err) &&
		set_related(desk, request, card, c, err) &&
		set_presence(desk, request, card, item->id, err) &&
		colleagues_set(desk, request, item, card, err) &&
		set_preview(desk, request, card, item, err))
		return card;
	json_decref(card);
	return NULL;
}

/* The day of the publication or of the record's last update; empty when no source said one. */
static struct str day_words(struct arena *a, const struct face *face)
{
	char day[TIME_TEXT];
	return face->date.year ? str_copy(a, str_of(date_us(face->date, day))) : STR_NONE;
}

json_t *card_row(
	const struct http_request *request, const struct item *item, struct str url, bool current)
{
	struct face face = item_face(item);
	bool update = item_is_update(item);
	json_t *row = json_pack("{sI sI sb sb sb}", "id", (json_int_t)item->id, "version",
		(json_int_t)item->version, "current", current, "update", update, "came_back",
		item_is_due(item, request->now));
	view_set(row, "title", str_or(face.title, S("(no title)")));
	view_set(row, "url", url);
	view_set(row, "section", str_of(section_word(face.section)));
	view_set(row, "section_title", str_of(section_title(face.section)));
	view_set(row, "confidence", str_of(item_confidence_word(item->confidence)));
	view_set(row, "label", face.label);
	view_set(row, "day", day_words(request->a, &face));
	view_set(row, "condition",
		facts_line(request->a, facts_get(request->a, face.facts, FACT_CONDITIONS)));
	view_set(row, "age", words_age(request->a, item->first_seen, request->now));
	view_set(row, "set_aside", item->assignee_name);
	json_object_set_new(row, "warned", json_boolean(item->warnings != 0));
	return row;
}
