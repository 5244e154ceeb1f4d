#include "render/view.h"

#include <assert.h>

#include "base/bidi.h"
#include "base/url.h"
#include "base/utf8.h"
#include "model/also.h"
#include "model/status_line.h"
#include "model/told.h"
#include "render/facts.h"
#include "render/notice.h"
#include "render/path.h"
#include "render/words.h"

static json_t *view_text(struct str text)
{
	struct arena a CLEANUP_ARENA = {0};
	struct str clean = bidi_close(&a, utf8_clean(&a, text));
	return clean.n ? json_stringn_nocheck(clean.p, clean.n) : json_false();
}

void view_set(json_t *object, const char *key, struct str text)
{
	json_object_set_new_nocheck(object, key, view_text(text));
}

json_t *view_texts(struct strs texts)
{
	json_t *list = json_array();
	for (size_t i = 0; i < texts.n; i++)
		json_array_append_new(list, view_text(texts.v[i]));
	return list;
}

/* Whether an address may hold the byte as it is (RFC 3986 appendix A): it is unreserved or
 * reserved, or the beginning of an escape. */
static bool may_stay(struct str rest)
{
	char c = rest.p[0];
	if (c == '%')
		return url_escape_value(rest) >= 0;
	return c > ' ' && c <= '~' && str_find_char(S("\"<>\\^`{|}"), c) == STR_NOT_FOUND;
}

struct str view_link(struct arena *a, struct str url)
{
	return url_is_web(url) ? url_encode_unless(a, url, may_stay) : STR_NONE;
}

struct str view_source_line(struct arena *a, const struct face *face)
{
	/* The label comes from the source: it turns nothing in the citation. */
	struct str label = bidi_close(a, face->label), citation = bidi_close(a, face->citation);
	if (!label.n && !citation.n)
		return STR_NONE;
	bool stopped = str_ends(str_or(citation, label), S("."));
	return STR_CAT(
		a, label, label.n && citation.n ? S(", ") : S(""), citation, stopped ? S("") : S("."));
}

struct str view_tag(struct arena *a, const struct site *site, const struct release *release)
{
	return STR_CAT(a, S("tag:"), site->authority, S(":"), release->tag);
}

/* House style 1. A full stop may stand inside closing quotation marks: “Cells.” */
static struct str with_full_stop(struct arena *a, struct str title)
{
	static const struct str quotes[] = {S("\""), S("'"), S("\u201D"), S("\u2019")};
	struct str bare = title;
	for (size_t i = 0; i < sizeof quotes / sizeof *quotes; i++)
		if (str_ends(bare, quotes[i]))
			bare = str_sub(bare, 0, bare.n - quotes[i].n);
	bool stopped = str_ends(bare, S(".")) || str_ends(bare, S("?")) || str_ends(bare, S("!"));
	return !title.n || stopped ? title : STR_CAT(a, title, S("."));
}

static struct str host_of(struct arena *a, struct str link)
{
	struct url url;
	if (!link.n || !url_parse(a, link, &url))
		return STR_NONE;
	return str_starts(url.host, S("www.")) ? str_sub(url.host, 4, SIZE_MAX) : url.host;
}

static bool stays_in_doi(struct str rest)
{
	return url_is_unreserved(rest.p[0]) || rest.p[0] == '/';
}

/* The record that the notice names, and its address; empty: it names none that has one. */
static struct str notice_names(struct arena *a, const struct face *face, struct str *url)
{
	struct corrections told = told_list(a, face->told);
	struct str doi = told.n ? told.v[0].doi : STR_NONE;
	*url = STR_NONE;
	if (face->notice_pmid.n) {
		*url = str_printf(
			a, "https://pubmed.ncbi.nlm.nih.gov/" STR_FMT "/", STR_ARG(face->notice_pmid));
		return str_printf(a, "PMID " STR_FMT, STR_ARG(face->notice_pmid));
	}
	if (!doi.n)
		return STR_NONE;
	*url = str_printf(
		a, "https://doi.org/" STR_FMT, STR_ARG(url_encode_unless(a, doi, stays_in_doi)));
	return str_printf(a, "doi:" STR_FMT, STR_ARG(doi));
}

void view_notice(json_t *view, const struct face *face)
{
	struct arena a CLEANUP_ARENA = {0};
	struct str text = face->notice, url = STR_NONE;
	struct str named = text.n ? notice_names(&a, face, &url) : STR_NONE;
	size_t at = named.n ? str_find(text, named) : STR_NOT_FOUND;
	if (at == STR_NOT_FOUND)
		at = text.n;
	size_t end = at < text.n ? at + named.n : at;
	assert(end <= text.n);
	view_set(view, "notice", text);
	view_set(view, "notice_start", str_sub(text, 0, at));
	view_set(view, "notice_link", str_sub(text, at, end - at));
	view_set(view, "notice_url", end > at ? url : STR_NONE);
	view_set(view, "notice_end", str_sub(text, end, SIZE_MAX));
}

bool view_is_recruiting(const struct face *face)
{
	return trial_status_is_recruiting(face_status(face));
}

struct str view_gone_reason(struct arena *a, const struct words *words, const struct gone *gone)
{
	return gone->reason.n ? with_full_stop(a, gone->reason) : words_text(words, WORD_undone);
}

/* "en" of "en-GB" and "en_US" */
static struct str primary_of(struct str language)
{
	size_t n = 0;
	while (n < language.n && is_alpha(language.p[n]))
		n++;
	return str_sub(language, 0, n);
}

static struct str other_language(const struct site *site, const struct release *release)
{
	struct str language = release->language, primary = primary_of(language);
	bool sound = primary.n == 2 || primary.n == 3;
	return sound && !str_ieq(primary, primary_of(site->language)) ? language : STR_NONE;
}

/* Each fact that is known, with its values. `language`: of the record, where it is not the
 * site's. */
static json_t *facts_of(
	struct arena *a, const struct words *words, struct str facts, struct str language)
{
	json_t *list = json_array();
	for (enum fact fact = 0; fact < FACT_COUNT; fact++) {
		struct strs values = facts_get(a, facts, fact);
		json_t *one = json_object(), *texts = json_array();
		view_set(one, "name", words_capital(a, words_text(words, words_fact(fact))));
		for (size_t i = 0; i < values.n; i++) {
			json_t *value = json_object();
			const struct fact_text shown = facts_text(a, words, fact, values.v[i]);
			view_set(value, "value", shown.text);
			view_set(value, "value_lang", shown.foreign ? language : STR_NONE);
			json_array_append_new(texts, value);
		}
		json_object_set_new(one, "values", texts);
		if (values.n)
			json_array_append(list, one);
		json_decref(one);
	}
	return view_list(list);
}

static void set_marks(json_t *view, struct str facts)
{
	bool preprint = facts_have(facts, FACT_PREPRINT), animals = facts_have(facts, FACT_ANIMALS);
	json_object_set_new(view, "preprint", json_boolean(preprint));
	json_object_set_new(view, "animals", json_boolean(animals));
	json_object_set_new(view, "marked", json_boolean(preprint || animals));
}

/* A release has the status in English. */
struct str view_heading(struct arena *a, const struct words *words, const struct face *face)
{
	enum word word = status_line_heading(face->status),
			  now = status_line_heading(face_status(face));
	struct str suffix = word == WORD_COUNT ? STR_NONE : words_english(word);
	if (face->kind != ENTRY_TRIAL || !suffix.n || !str_ends(face->title, suffix))
		return face->title;
	struct str heading = str_sub(face->title, 0, face->title.n - suffix.n);
	if (now == WORD_COUNT)
		return heading;
	return str_printf(a, STR_FMT STR_FMT, STR_ARG(heading), STR_ARG(words_text(words, now)));
}

static struct str first_fact(struct arena *a, const struct face *face, enum fact fact)
{
	struct strs values = facts_get(a, face->facts, fact);
	return values.n ? values.v[0] : STR_NONE;
}

/* The status of a trial; of a release that keeps no facts to say it from, as it was approved. */
static struct status_line status_of(
	struct arena *a, const struct words *words, const struct face *face)
{
	struct status_said said = {.status = face_status(face),
		.verified = face->unverified,
		.why_stopped = first_fact(a, face, FACT_WHY_STOPPED),
		.updated = face->date};
	if (face->lead.n && str_eq(said.status, face->status))
		return (struct status_line){.end = face->lead};
	if (face->kind != ENTRY_TRIAL || !face->status.n ||
		(status_line_has_detail(said.status) && !face->facts.n && !face->unverified.year))
		return (struct status_line){.end = face->status_line};
	if (!face->unverified.year)
		(void)date_parse_partial(first_fact(a, face, FACT_VERIFIED), &said.verified);
	return status_line_parts(a, words, &said);
}

struct str view_status_line(struct arena *a, const struct words *words, const struct face *face)
{
	const struct status_line line = status_of(a, words, face);
	return str_printf(
		a, STR_FMT STR_FMT STR_FMT, STR_ARG(line.start), STR_ARG(line.why), STR_ARG(line.end));
}

/* Whole, and in parts where the sponsor's words in it are of another language. */
static void set_status(json_t *view, struct arena *a, const struct words *words,
	const struct face *face, struct str language)
{
	const struct status_line line = status_of(a, words, face);
	bool parts = line.why.n && language.n;
	view_set(view, "status", face_status(face));
	view_set(view, "status_line", view_status_line(a, words, face));
	view_set(view, "status_lang", parts ? language : STR_NONE);
	view_set(view, "status_start", parts ? str_trim(line.start) : STR_NONE);
	view_set(view, "status_why", parts ? line.why : STR_NONE);
	view_set(view, "status_end", parts ? line.end : STR_NONE);
	json_object_set_new(view, "recruiting", json_boolean(view_is_recruiting(face)));
}

static void set_face(
	json_t *view, struct arena *a, const struct site *site, const struct release *release)
{
	char date[TIME_TEXT];
	const struct words *words = &site->words;
	struct str language = other_language(site, release);
	const struct face *face = &release->face;
	bool trial = face->kind == ENTRY_TRIAL, heading = trial || face->lead.n;
	struct str link = view_link(a, face->url);
	view_set(
		view, "title", heading ? view_heading(a, words, face) : with_full_stop(a, face->title));
	view_set(view, "url", link);
	view_set(view, "host", host_of(a, link));
	view_set(view, "official_title", face->official_title);
	view_set(view, "summary", face->summary);
	view_set(view, "label", face->label);
	view_set(view, "citation", face->citation);
	view_set(view, "source_line", view_source_line(a, face));
	set_status(view, a, words, face, language);
	json_object_set_new(
		view, "facts", face->facts.n ? facts_of(a, words, face->facts, language) : json_false());
	struct face noticed = *face;
	noticed.notice = notice_words(a, words, face);
	view_notice(view, &noticed);
	json_object_set_new(view, "retracted", json_boolean(face->retracted));
	set_marks(view, face->facts);
	view_set(view, "date", str_of(date_iso(face->date, date)));
	json_object_set_new(view, "is_trial", json_boolean(trial));
	json_object_set_new(view, "is_heading", json_boolean(heading));
	view_set(view, "section", str_of(section_word(face->section)));
}

struct str view_language(const struct site *site, const struct release *release)
{
	return release->face.kind == ENTRY_TRIAL ? STR_NONE : other_language(site, release);
}

static void set_languages(json_t *view, const struct site *site, const struct release *release)
{
	struct str language = other_language(site, release);
	bool ours = release->face.summary_origin == SUMMARY_EDITOR;
	view_set(view, "title_lang", view_language(site, release));
	view_set(view, "official_lang", language);
	view_set(view, "summary_lang", ours || !release->face.summary.n ? STR_NONE : language);
}

static void set_times(
	json_t *view, struct arena *a, const struct words *words, const struct release *release)
{
	char text[TIME_TEXT];
	view_set(view, "updated", str_of(time_rfc3339(release->at, text)));
	view_set(view, "updated_day", words_instant(a, words, release->at));
	view_set(view, "published", str_of(time_rfc3339(release->published, text)));
	view_set(view, "published_day", words_instant(a, words, release->published));
	json_object_set_new(view, "corrected", json_boolean(release_is_corrected(release)));
	bool noted = release->note.n && release->noted != NO_TIME;
	view_set(view, "note", noted ? release->note : STR_NONE);
	view_set(view, "noted", noted ? str_of(time_rfc3339(release->noted, text)) : STR_NONE);
	view_set(view, "noted_day", noted ? words_instant(a, words, release->noted) : STR_NONE);
}

void view_join(json_t *list, const struct words *words)
{
	size_t n = json_array_size(list), i;
	json_t *element;
	json_array_foreach (list, i, element) {
		view_set(element, "join",
			i == 0 ? STR_NONE : words_text(words, i + 1 == n ? WORD_join_last : WORD_join));
		json_object_set_new(element, "last", json_boolean(i + 1 == n));
	}
}

json_t *view_list(json_t *items)
{
	assert(json_is_array(items));
	json_t *list = json_array_size(items) ? json_pack("{s:O}", "items", items) : json_false();
	json_decref(items);
	return list;
}

static void add_also(json_t *also, struct str title, struct str url)
{
	json_t *link = json_object();
	view_set(link, "title", title);
	view_set(link, "url", url);
	json_array_append_new(also, link);
}

/* The pages that an editor chose; a topic by the title that it has now. */
static void add_chosen(
	struct arena *a, const struct site *site, struct str chosen, struct str root, json_t *also)
{
	const struct also_links links = also_list(a, chosen);
	for (size_t i = 0; i < links.n; i++) {
		const struct topic *topic = links.v[i].slug.n ? site_topic_now(site, links.v[i].slug) :
														NULL;
		if (topic)
			add_also(also, topic->title, path_topic(a, root, topic->slug));
		else
			add_also(also, links.v[i].title, view_link(a, links.v[i].url));
	}
}

/* House style 8: the pages that an editor chose, else the other pages that an item is on. */
static json_t *also_of(struct arena *a, const struct site *site, const struct release *release,
	const bool *on, const struct topic *here, struct str root)
{
	json_t *also = json_array();
	if (release->face.also.n)
		add_chosen(a, site, release->face.also, root, also);
	for (size_t i = 0; i < site->topic_count && !release->face.also.n; i++)
		if (on[i] && &site->topics[i] != here)
			add_also(also, site->topics[i].title, path_topic(a, root, site->topics[i].slug));
	view_join(also, &site->words);
	return also;
}

json_t *view_release(const struct site *site, const struct release *release, const bool *on,
	const struct topic *here, struct str root)
{
	struct arena a CLEANUP_ARENA = {0};
	assert(on || !site->topic_count);
	json_t *view = json_object(), *also = also_of(&a, site, release, on, here, root);
	set_face(view, &a, site, release);
	set_times(view, &a, &site->words, release);
	set_languages(view, site, release);
	view_set(view, "page", path_item(&a, root, release->tag));
	view_set(view, "tag", view_tag(&a, site, release));
	json_object_set_new(view, "id", json_integer(release->item));
	json_object_set_new(view, "has_also", json_boolean(json_array_size(also) > 0));
	json_object_set_new(view, "also", also);
	return view;
}
