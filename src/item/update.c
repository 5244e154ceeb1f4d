#include "item/update.h"

#include "base/buf.h"
#include "base/utf8.h"
#include "model/told.h"

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

/* A fact by itself. Sets what went and what came; false when nothing did. */
static bool fact_changed(struct arena *a, const struct face *published, const struct face *now,
	enum fact fact, struct reason *out)
{
	struct strs before = facts_get(a, published->facts, fact),
				after = facts_get(a, now->facts, fact);
	if (is_list(fact)) {
		struct strs went = facts_without(a, before, after);
		after = facts_without(a, after, before);
		before = went;
	}
	*out = (struct reason){reason_of_fact(fact), facts_line(a, before), facts_line(a, after)};
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
	for (enum fact fact = 0; facts_compare(published, now) && fact < FACT_COUNT; fact++) {
		struct reason reason;
		if (facts_is_news(fact) && fact_changed(a, published, now, fact, &reason))
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

struct hash update_hash(
	struct arena *a, const struct face *now, struct strs live_topics, struct strs topics)
{
	const struct face news = news_of(a, now);
	struct hash face = face_hash(&news);
	struct strs all = {0};
	if (strs_eq(live_topics, topics))
		return face;
	strs_add(a, &all, hash_hex(a, face));
	for (size_t i = 0; i < topics.n; i++)
		strs_add(a, &all, topics.v[i]);
	return hash_strs(all.v, all.n);
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

/* "ACTIVE_NOT_RECRUITING" as "Active not recruiting"; anything else as it is. */
static struct str status_words(struct arena *a, struct str status)
{
	char *p = arena_alloc(a, status.n + 1);
	for (size_t i = 0; i < status.n; i++) {
		char c = status.p[i];
		if (c != '_' && !(c >= 'A' && c <= 'Z'))
			return status;
		p[i] = c == '_' ? ' ' : i ? to_lower(c) : c;
	}
	return (struct str){p, status.n};
}

/* "status", or "Status" at the beginning. */
static void note_begin(struct buf *b, const char *what)
{
	buf_add(b, b->n ? S("; ") : S(""));
	buf_add_char(b, b->n ? what[0] : (char)(what[0] - 'a' + 'A'));
	buf_add(b, str_of(what + 1));
}

static void note_add(struct buf *b, const char *what, struct str from, struct str to)
{
	if (str_eq(from, to))
		return;
	note_begin(b, what);
	buf_addf(b, ": " STR_FMT "%s" STR_FMT, STR_ARG(from), from.n ? " → " : "",
		STR_ARG(str_or(to, S("none"))));
}

static void note_facts(
	struct arena *a, struct buf *b, const struct face *published, const struct face *now)
{
	for (enum fact fact = 0; facts_compare(published, now) && fact < FACT_COUNT; fact++) {
		struct reason reason;
		if (!facts_is_news(fact) || !fact_changed(a, published, now, fact, &reason))
			continue;
		if (is_list(fact)) {
			note_begin(b, facts_words(fact));
			buf_add(b, S(" changed"));
		} else {
			note_add(b, facts_words(fact), reason.from, reason.to);
		}
	}
}

struct str update_note(struct arena *a, const struct face *published, const struct face *now)
{
	enum { LONGEST = 1 << 14, DOTS = sizeof "…" - 1 };
	struct buf b CLEANUP_BUF = buf_new(LONGEST);
	if (!now->notice.n) /* readers see a notice that stands beside the note */
		note_add(&b, "notice", published->notice, now->notice);
	note_add(&b, "status", status_words(a, published->status), status_words(a, now->status));
	if (str_eq(published->status, now->status)) /* else the title of a trial changed with it */
		note_add(&b, "title", published->title, now->title);
	note_add(&b, "source", published->label, now->label);
	note_add(&b, "citation", published->citation, now->citation);
	note_add(&b, "section", str_of(section_title(published->section)),
		str_of(section_title(now->section)));
	note_facts(a, &b, published, now);
	if (!str_eq(published->summary, now->summary))
		note_begin(&b, "summary changed");
	if (!str_eq(published->official_title, now->official_title))
		note_begin(&b, "official title changed");
	if (!str_eq(published->url, now->url))
		note_begin(&b, "address changed");
	struct str text = str_collapse(a, buf_str(&b));
	return utf8_length(text) <= NOTE_MAX ?
		text :
		str_printf(a, STR_FMT "…", STR_ARG(utf8_cut(text, NOTE_MAX - DOTS)));
}
