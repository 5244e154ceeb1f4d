#include "item/update.h"

#include "base/buf.h"
#include "base/utf8.h"
#include "model/face_17.h"
#include "model/status_line.h"
#include "model/told.h"
#include "render/facts.h"
#include "render/notice.h"
#include "render/words.h"

bool update_is_older(const struct entry *now, const struct entry *before)
{
	if (now->trial && before->trial && now->trial->last_update_post.year &&
		before->trial->last_update_post.year)
		return date_cmp(now->trial->last_update_post, before->trial->last_update_post) < 0;
	if (now->paper && before->paper) {
		if (now->paper->version != before->paper->version)
			return now->paper->version < before->paper->version;
		return now->paper->revised.year && before->paper->revised.year &&
			date_cmp(now->paper->revised, before->paper->revised) < 0;
	}
	return false;
}

static void add_change(
	struct arena *a, struct reasons *out, int kind, struct str from, struct str to)
{
	if (!str_eq(from, to))
		reason_add(a, out, (struct reason){(enum reason_kind)kind, from, to});
}

/* Two faces that are compared, and the words in which it is said how they differ. */
struct faces {
	struct arena *a;
	const struct words *words;
	const struct face *published, *now;
};

static bool is_list(enum fact fact)
{
	return fact == FACT_PLACES || fact == FACT_CONTACTS || fact == FACT_CONDITIONS;
}

static enum reason_kind reason_of_fact(enum fact fact)
{
	switch (fact) {
	case FACT_PHASE: return REASON_PHASE;
	case FACT_RESULTS: return REASON_RESULTS;
	default: return (enum reason_kind)(REASON_FACT + (int)fact);
	}
}

static struct str fact_line(
	struct arena *a, const struct words *words, enum fact fact, struct strs values)
{
	return facts_line(a, facts_texts(a, words, fact, values));
}

/* A fact by itself. Sets what went and what came, in words; false when nothing did. */
static bool fact_changed(const struct faces *f, enum fact fact, struct reason *out)
{
	struct arena *a = f->a;
	struct strs before = facts_get(a, f->published->facts, fact),
				after = facts_get(a, f->now->facts, fact);
	if (is_list(fact)) {
		struct strs went = facts_without(a, before, after);
		after = facts_without(a, after, before);
		before = went;
	}
	*out = (struct reason){reason_of_fact(fact), fact_line(a, f->words, fact, before),
		fact_line(a, f->words, fact, after)};
	return !str_eq(out->from, out->to);
}

/* Facts of which nothing was kept are not compared. */
static bool facts_compare(const struct face *published, const struct face *now)
{
	return published->facts.n && now->facts.n;
}

static void describe_facts(
	struct arena *a, const struct face *published, const struct face *now, struct reasons *out)
{
	const struct faces f = {a, &WORDS_ENGLISH, published, now};
	for (enum fact fact = 0; facts_compare(published, now) && fact < FACT_COUNT; fact++) {
		struct reason reason;
		if (facts_is_news(fact) && fact_changed(&f, fact, &reason))
			reason_add(a, out, reason);
	}
}

/* Whether readers would be told what they do not know. A notice of which another service gives a
 * better name is the same notice. */
static bool notice_is_news(struct arena *a, const struct face *published, const struct face *now)
{
	return !published->told.n || !now->told.n || !told_same(a, published->told, now->told);
}

void update_describe(
	struct arena *a, const struct face *published, const struct face *now, struct reasons *out)
{
	for (enum face_text i = 0; i < FACE_TEXTS; i++)
		if (face_text_is_news(i) && (i != FACE_NOTICE || notice_is_news(a, published, now)))
			add_change(
				a, out, REASON_FACE + (int)i, face_text_of(published, i), face_text_of(now, i));
	add_change(a, out, REASON_SECTION, str_of(section_word(published->section)),
		str_of(section_word(now->section)));
	describe_facts(a, published, now, out);
}

/* The face with those facts alone whose change is news, and the kinds of notices without their
 * names. */
static struct face news_of(struct arena *a, const struct face *face)
{
	enum { LONGEST = 1 << 20 };
	struct buf b CLEANUP_BUF = buf_new(LONGEST);
	struct face news = *face;
	for (enum fact fact = 0; fact < FACT_COUNT; fact++)
		if (facts_is_news(fact))
			facts_add(&b, fact, facts_get(a, face->facts, fact));
	news.facts = str_copy(a, buf_str(&b));
	if (face->told.n)
		news.notice = told_kinds(a, face->told);
	return news;
}

static struct hash hash_of(
	struct arena *a, const struct face *news, struct strs live_topics, struct strs topics)
{
	struct hash face = face_hash(news);
	struct strs all = {0};
	if (strs_eq(live_topics, topics))
		return face;
	strs_add(a, &all, hash_hex(a, face));
	for (size_t i = 0; i < topics.n; i++)
		strs_add(a, &all, topics.v[i]);
	return hash_strs(all.v, all.n);
}

struct hash update_hash(
	struct arena *a, const struct face *now, struct strs live_topics, struct strs topics)
{
	const struct face news = news_of(a, now);
	return hash_of(a, &news, live_topics, topics);
}

struct hash update_hash_17(
	struct arena *a, const struct face *now, struct strs live_topics, struct strs topics)
{
	struct face news = *now;
	face_to_17(a, &news);
	news = news_of(a, &news);
	news.facts = str_sub(news.facts, news.facts.n ? sizeof FACTS_MARK : 0, SIZE_MAX);
	return hash_of(a, &news, live_topics, topics);
}

static struct str joined(struct arena *a, struct strs list)
{
	struct str all = STR_NONE;
	for (size_t i = 0; i < list.n; i++)
		all = all.n ? str_printf(a, STR_FMT ", " STR_FMT, STR_ARG(all), STR_ARG(list.v[i])) :
					  list.v[i];
	return all;
}

void update_facts(
	struct arena *a, const struct entry *before, const struct entry *now, struct reasons *out)
{
	bool record = (before->trial && now->trial) || (before->paper && now->paper);
	if (record && before->text.n && now->text.n && !str_eq(before->text, now->text))
		reason_add(a, out, (struct reason){.kind = REASON_ABSTRACT});
	if (!before->trial || !now->trial)
		return;
	add_change(
		a, out, REASON_PHASE, joined(a, before->trial->phases), joined(a, now->trial->phases));
	if (now->trial->has_results && !before->trial->has_results)
		reason_add(a, out, (struct reason){.kind = REASON_RESULTS});
}

/* A note while it is made. */
struct note {
	struct arena *a;
	const struct words *words;
	struct buf *b;
};

/* "status", or "Status" at the beginning. */
static void note_begin(const struct note *n, struct str what)
{
	buf_add(n->b, n->b->n ? S("; ") : S(""));
	buf_add(n->b, n->b->n ? what : words_capital(n->a, what));
}

static void note_say(const struct note *n, enum word what)
{
	note_begin(n, words_text(n->words, what));
}

static void note_add(const struct note *n, enum word what, struct str from, struct str to)
{
	if (str_eq(from, to))
		return;
	note_say(n, what);
	buf_addf(n->b, ": " STR_FMT "%s" STR_FMT, STR_ARG(from), from.n ? " → " : "",
		STR_ARG(str_or(to, words_text(n->words, WORD_note_none))));
}

static void note_facts(const struct note *n, const struct face *published, const struct face *now)
{
	const struct faces f = {n->a, n->words, published, now};
	for (enum fact fact = 0; facts_compare(published, now) && fact < FACT_COUNT; fact++) {
		struct reason reason;
		enum word what = words_fact(fact);
		if (!facts_is_news(fact) || !fact_changed(&f, fact, &reason))
			continue;
		if (is_list(fact))
			note_begin(n,
				words_with(n->a, n->words, WORD_note_changed, "what", words_text(n->words, what)));
		else
			note_add(n, what, reason.from, reason.to);
	}
}

/* Texts that are short enough to be told. */
static void note_texts(const struct note *n, const struct face *published, const struct face *now)
{
	if (!now->notice.n) /* readers see a notice that stands beside the note */
		note_add(n, WORD_note_notice, notice_words(n->a, n->words, published), STR_NONE);
	note_add(n, WORD_note_status, status_line_short(n->words, published->status),
		status_line_short(n->words, now->status));
	if (str_eq(published->status, now->status)) /* else the title of a trial changed with it */
		note_add(n, WORD_note_title, published->title, now->title);
	note_add(n, WORD_note_source, published->label, now->label);
	note_add(n, WORD_note_citation, published->citation, now->citation);
	note_add(n, WORD_note_section, words_section(n->words, published->section),
		words_section(n->words, now->section));
}

/* What was read again though its summary is the same. */
static void note_text(const struct note *n, const struct face *now, const struct reasons *changes)
{
	for (size_t i = 0; changes && i < changes->n; i++)
		if (changes->v[i].kind == REASON_ABSTRACT)
			note_say(n,
				now->kind == ENTRY_TRIAL ? WORD_note_description_changed :
										   WORD_note_abstract_changed);
}

struct str update_note(struct arena *a, const struct words *words, const struct face *published,
	const struct face *now, const struct reasons *changes)
{
	enum { LONGEST = 1 << 14, DOTS = sizeof "…" - 1 };
	struct buf b CLEANUP_BUF = buf_new(LONGEST);
	const struct note note = {a, words, &b};
	note_texts(&note, published, now);
	note_facts(&note, published, now);
	if (!str_eq(published->summary, now->summary))
		note_say(&note, WORD_note_summary_changed);
	else
		note_text(&note, now, changes);
	if (!str_eq(published->official_title, now->official_title))
		note_say(&note, WORD_note_official_title_changed);
	if (!str_eq(published->url, now->url))
		note_say(&note, WORD_note_address_changed);
	struct str text = str_collapse(a, buf_str(&b));
	return utf8_length(text) <= NOTE_MAX ?
		text :
		str_printf(a, STR_FMT "…", STR_ARG(utf8_cut(text, NOTE_MAX - DOTS)));
}
