#include "judge/judge.h"

#include <assert.h>
#include <string.h>

#include "base/array.h"
#include "base/utf8.h"
#include "judge/judge_parts.h"
#include "model/trial_status.h"
#include "model/unverified.h"

enum { FIRST_WORDS_MAX = 120 /* bytes */ };

/* "Northwestern University, Chicago, Illinois": with the place when the trial has just one (house
 * style 3). */
static struct str trial_label(
	struct arena *a, const struct entry *entry, const struct source *source)
{
	const struct trial *trial = entry->trial;
	if (!trial->sponsor.n)
		return source->label;
	struct str label = trial->sponsor;
	const struct str places[] = {
		trial->city, str_eq(trial->city, trial->state) ? STR_NONE : trial->state};
	for (size_t i = 0; i < ARRAY_COUNT(places); i++)
		if (places[i].n)
			label = str_printf(a, STR_FMT ", " STR_FMT, STR_ARG(label), STR_ARG(places[i]));
	return label;
}

/* The first sentence of a text; as many of its words as a title may have, when it is long. */
static struct str first_words(struct arena *a, struct str text)
{
	struct judge_scan scan = {.text = str_trim(text)};
	struct str sentence = STR_NONE;
	if (!judge_sentence_next(&scan, &sentence) || sentence.n <= FIRST_WORDS_MAX)
		return sentence;
	struct str words = utf8_cut(sentence, FIRST_WORDS_MAX);
	size_t end = words.n;
	while (end && !is_space(words.p[end - 1]))
		end--;
	/* Chinese and Japanese have no spaces. */
	words = str_trim(str_sub(words, 0, end ? end : words.n));
	while (words.n && strchr(",;:-(", words.p[words.n - 1]))
		words = str_trim(str_sub(words, 0, words.n - 1));
	return str_printf(a, STR_FMT "…", STR_ARG(words));
}

/* A link needs a text. News without a title gets the words that it begins with, a record its
 * number. */
static struct str title_of(struct arena *a, const struct entry *entry, const struct source *source)
{
	struct str title = entry->title;
	if (!title.n && (entry->kind == ENTRY_NEWS || entry->kind == ENTRY_PAGE))
		title = first_words(a, str_or(entry->lead, entry->text));
	return title.n ?
		title :
		str_printf(a, STR_FMT " " STR_FMT, STR_ARG(source->label), STR_ARG(entry->native));
}

static void show_paper(
	struct arena *a, const struct entry *entry, const struct source *source, struct face *face)
{
	face->title = title_of(a, entry, source);
	face->label = source->label;
	face->citation = judge_citation(a, entry->paper);
	face->date = judge_paper_date(entry->paper);
}

/* Its address leads to the publisher. */
static void show_work(
	struct arena *a, const struct entry *entry, const struct source *source, struct face *face)
{
	show_paper(a, entry, source, face);
	face->label = str_or(entry->paper->publisher, face->label);
}

static void show_trial(
	struct arena *a, const struct entry *entry, const struct source *source, struct face *face)
{
	const struct trial *trial = entry->trial;
	face->title = str_or(judge_trial_heading(a, entry), title_of(a, entry, source));
	face->official_title = str_or(
		trial->official_title, trial->acronym.n ? trial->brief_title : STR_NONE);
	face->label = trial_label(a, entry, source);
	face->status = trial->overall_status;
	face->status_line = judge_status_line(a, trial);
	face->date = trial->last_update_post;
}

static void show_news(
	struct arena *a, const struct entry *entry, const struct source *source, struct face *face)
{
	char day[TIME_TEXT];
	face->title = title_of(a, entry, source);
	face->label = str_or(entry->publisher, source->label);
	face->date = date_local(entry->published);
	if (face->date.year)
		face->citation = str_copy(a, str_of(date_us(face->date, day)));
}

static void show_page(
	struct arena *a, const struct entry *entry, const struct source *source, struct face *face)
{
	face->title = title_of(a, entry, source);
	face->label = source->label;
}

void judge_entry(
	struct arena *a, const struct entry *entry, const struct source *source, struct verdict *out)
{
	static void (*const show[])(struct arena *, const struct entry *, const struct source *,
		struct face *) = {[ENTRY_NEWS] = show_news,
		[ENTRY_PAPER] = show_paper,
		[ENTRY_TRIAL] = show_trial,
		[ENTRY_PAGE] = show_page,
		[ENTRY_WORK] = show_work};
	assert(!entry_kind_is_paper(entry->kind) || entry->paper);
	assert(entry->kind != ENTRY_TRIAL || entry->trial);
	*out = (struct verdict){.face = {.kind = entry->kind, .url = entry->url}};
	judge_section(a, entry, source, out);
	show[entry->kind](a, entry, source, &out->face);
	out->face.facts = judge_facts(a, entry);
	enum caution caution = judge_warnings(a, entry, out);
	if (caution != CAUTION_NOTICE)
		judge_summary(a, entry, &out->face.summary, &out->face.summary_origin);
	/* A sentence that was taken for the title is not the summary as well. */
	if (!entry->title.n && str_eq(out->face.summary, out->face.title)) {
		out->face.summary = STR_NONE;
		out->face.summary_origin = SUMMARY_NONE;
	}
	judge_score(a, entry, source, caution, out);
	assert((caution == CAUTION_NOTICE) == judge_is_notice(out));
}

/* The entry, and if it is a trial its status is unknown. */
static struct entry with_unknown_status(struct arena *a, const struct entry *entry)
{
	struct entry last = *entry;
	if (entry->trial) {
		struct trial *trial = arena_new(a, struct trial);
		*trial = *entry->trial;
		trial->overall_status = trial_status_word(TRIAL_STATUS_UNKNOWN);
		last.trial = trial;
	}
	return last;
}

void judge_gone(
	struct arena *a, const struct entry *entry, const struct source *source, struct verdict *out)
{
	const struct entry last = with_unknown_status(a, entry);
	judge_entry(a, &last, source, out);
	judge_told_gone(a, entry, out);
}

/* What ended, or what is unknown to the registry itself, needs no verification. */
static enum verified verified_of(const struct trial *trial, struct date before)
{
	if (!before.year || !trial || !trial->status_verified.year ||
		!unverified_may_be(trial->overall_status))
		return VERIFIED_UNSAID;
	return unverified_since(trial->status_verified, before) ? VERIFIED_LONG_AGO : VERIFIED_RECENTLY;
}

void judge_at(struct arena *a, const struct entry *entry, const struct source *source,
	struct date before, struct verdict *out)
{
	enum verified verified = verified_of(entry->trial, before);
	if (verified == VERIFIED_LONG_AGO) {
		const struct entry last = with_unknown_status(a, entry);
		judge_entry(a, &last, source, out);
		out->warnings |= WARNING_UNVERIFIED;
		out->verified_in = entry->trial->status_verified;
	} else
		judge_entry(a, entry, source, out);
	out->verified = verified;
}

static bool found_in_entry(const struct pattern *pattern, const struct entry *entry)
{
	return pattern_find(pattern, entry->title, NULL) || pattern_find(pattern, entry->lead, NULL) ||
		pattern_find(pattern, entry->text, NULL);
}

bool judge_wanted(const struct entry *entry, const struct source *source)
{
	if (source->keep && !found_in_entry(source->keep, entry))
		return false;
	return !source->drop || !found_in_entry(source->drop, entry);
}

int judge_rank(const struct entry *entry)
{
	static const int ranks[] = {
		[ENTRY_NEWS] = 1, [ENTRY_PAGE] = 3, [ENTRY_WORK] = 3, [ENTRY_PAPER] = 4, [ENTRY_TRIAL] = 4};
	/* An item of a journal's own feed says more about its paper than news about it does. */
	bool is_publication = entry->kind == ENTRY_NEWS &&
		keys_name_publication(&entry->keys) != KEYS_NAME_NOTHING;
	return ranks[entry->kind] + is_publication;
}

bool judge_may_fill(const struct face *face, const struct entry *weaker)
{
	if (weaker->kind != ENTRY_NEWS || (!face->facts.n && judge_is_preprint(weaker)))
		return true;
	return face->section == SECTION_NONE || !face->title.n || !face->url.n || !face->label.n ||
		!face->citation.n || !face->date.year || !face->summary.n;
}

void judge_fill(struct face *face, const struct face *weaker)
{
	if (face->section == SECTION_NONE)
		face->section = weaker->section;
	if (!face->summary.n)
		face->summary_origin =
			weaker->summary_origin; /* the summary itself is among the texts below */
	if (!face->date.year)
		face->date = weaker->date;
	struct str citation = face->citation;
	if (!face->notice.n) {
		face->notice_pmid = weaker->notice_pmid;
		face->told = weaker->told;
		face->retracted = weaker->retracted;
	}
	for (enum face_text i = 0; i < FACE_TEXTS; i++)
		if (!face_text(face, i)->n)
			*face_text(face, i) = face_text_of(weaker, i);
	/* A trial is dated by its status line, not by the feed that announced it. */
	if (face->status.n)
		face->citation = citation;
}
