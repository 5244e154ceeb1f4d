/* judge_parts: what the files of judge/ share. */
#ifndef JUDGE_JUDGE_PARTS_H
#define JUDGE_JUDGE_PARTS_H

#include "judge/judge.h"

/* words.c: the words of a text, for rules that look at words. */

/* At most `max` words of the text, in order, without the punctuation around them; each is a part of
 * the text. A word that ends a sentence is followed by an empty string, which counts. */
struct strs judge_words(struct arena *a, struct str text, size_t max);
/* True when the word is one of "a|b|c" (ASCII case ignored). */
bool judge_word_in(struct str word, const char *alternatives);
/* The offset of the first of the phrases, standing alone as words (ASCII case ignored);
 * STR_NOT_FOUND when there is none. */
size_t judge_phrase_find(struct str text, const char *const *phrases, size_t count);
static inline bool judge_has_phrase(struct str text, const char *const *phrases, size_t count)
{
	return judge_phrase_find(text, phrases, count) != STR_NOT_FOUND;
}

/* sentences.c: the sentences of a text one after the other, so that who wants the first does not
 * read the rest: struct judge_scan scan = {.text = text}; while (judge_sentence_next(&scan,
 * &sentence)) … */
struct judge_scan {
	struct str text;
	size_t begin; /* of the sentence that is open */
	size_t at;    /* how far the text was read */
};
bool judge_sentence_next(struct judge_scan *s, struct str *out);

/* candidates.c: the sentences of a text that could stand for it, without labels, numbers of a list
 * and copyright marks; no registration, funding or copyright lines, nor what is too short or too
 * long to be a sentence. Each is a part of the text. */
struct strs judge_candidates(struct arena *a, struct str text);
bool judge_candidate_next(struct arena *a, struct judge_scan *scan, struct str *out);

/* section.c: sets section and confidence, and adds the reason. */
void judge_section(
	struct arena *a, const struct entry *entry, const struct source *source, struct verdict *out);

/* warnings.c */
enum caution {
	CAUTION_NOTE,     /* worth knowing */
	CAUTION_UNLIKELY, /* seldom what readers are shown: animal study, not in English, a letter */
	CAUTION_RETRACTED,
	CAUTION_NOTICE, /* of a retraction, correction or concern: judge_is_notice */
};
/* Adds the warnings and sets the notice for readers; returns the gravest. */
enum caution judge_warnings(struct arena *a, const struct entry *entry, struct verdict *out);

/* score.c: sets the score from what the verdict holds so far, and adds the reasons. */
void judge_score(struct arena *a, const struct entry *entry, const struct source *source,
	enum caution caution, struct verdict *out);

/* citation.c: the day to sort a paper by: what its citation shows, made more exact by ArticleDate
 * where that agrees. */
struct date judge_paper_date(const struct paper *paper);

/* status.c: the name of a trial as its heading, with the suffix of its status. */
struct str judge_trial_heading(struct arena *a, const struct entry *entry);

#endif
