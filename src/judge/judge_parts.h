/* judge_parts: what the files of judge/ share with each other. */
#ifndef JUDGE_JUDGE_PARTS_H
#define JUDGE_JUDGE_PARTS_H

#include "judge/judge.h"

/* words.c: words; phrases are in base/phrases.h. */

/* At most `max` words of the text, in order, without the punctuation around them; each is a part of
 * the text. Behind the last word of a sentence stands an empty string, which counts. */
struct strs judge_words(struct arena *a, struct str text, size_t max);
/* Whether the word is one of "a|b|c". ASCII case is ignored. */
bool judge_word_in(struct str word, const char *alternatives);
/* The length of the space at the front of the text, perhaps a wide one; 0 when there is none. */
size_t judge_space_length(struct str text);
/* Whether a word begins small and goes on with a capital: "electroLamp", "mRNA". */
bool judge_is_camel(struct str word);

/* sentences.c: the sentences of a text one by one, so that a caller that wants the first one does
 * not pay for the rest:
 *
 *     struct judge_scan scan = {.text = text};
 *     while (judge_sentence_next(&scan, &sentence)) … */
struct judge_scan {
	struct str text;
	size_t begin; /* of the sentence that is being read */
	size_t at;    /* how far the text was read */
};
bool judge_sentence_next(struct judge_scan *s, struct str *out);

/* candidates.c: the sentences of a text that could be its summary, each a part of the text, without
 * labels, list numbers and copyright marks. Left out are lines about registration, funding and
 * copyright, and what is too short or too long to be a sentence. */
struct strs judge_candidates(struct arena *a, struct str text);
/* The same one by one. */
bool judge_candidate_next(struct arena *a, struct judge_scan *scan, struct str *out);

/* weigh.c: how well a sentence says what a paper found, by itself: the more the better; at
 * JUDGE_WEIGHT_BAD and below, it does not. It leans on others ("Its …", "In addition"), calls for
 * more studies, says what the paper is about, takes back, hopes. Not empty. */
enum { JUDGE_WEIGHT_BAD = -9 };
struct judge_weight {
	int weight;
	bool closes; /* it says that it closes the paper: "In conclusion", "Overall," */
	bool speaks; /* it speaks of the paper's own results: "Our findings suggest that" */
};
struct judge_weight judge_weigh(struct str sentence);
/* Whether it begins so that it is not understood without the sentence before it. */
bool judge_leans(struct str sentence);

/* announce.c: how a sentence announces the work that it stands in. */
enum {
	JUDGE_ANNOUNCES_NOTHING,
	JUDGE_ANNOUNCES_THING,   /* "In this paper, we propose a lamp that …" */
	JUDGE_ANNOUNCES_FINDING, /* "Here we show that …" */
};
int judge_announces(struct str sentence);

/* brief.c: of the brief summary of a trial the sentence that says what the study does, perhaps with
 * the next one (house style 2); the first one when none does. */
struct str judge_brief(struct arena *a, struct str text);
/* The first sentence of a text that says what a study is for; empty when none does. */
struct str judge_aim(struct arena *a, struct str text);

/* dateline.c: a text without the datelines and marks of agencies in front: "LONDON (Reuters) - ".
 * In doubt as it is. */
struct str judge_skip_dateline(struct str text);

/* lead.c: the sentence with which a news story begins, by its title, its teaser and its text:
 * whole, and without tickers. Empty when there is none. */
struct str judge_lead(struct arena *a, struct str title, struct str lead, struct str text);

/* facts.c: what its record says of a trial, a paper or a preprint besides
 * (model/facts.h). */
struct str judge_facts(struct arena *a, const struct entry *entry);

/* section.c: sets section and confidence, and adds the reason. */
void judge_section(
	struct arena *a, const struct entry *entry, const struct source *source, struct verdict *out);

/* warnings.c: how a warning bears on the score, the gravest last. */
enum caution {
	CAUTION_NOTE,     /* worth knowing */
	CAUTION_UNLIKELY, /* readers are seldom shown such: animal study, not in English, a letter */
	CAUTION_RETRACTED,
	CAUTION_NOTICE, /* of a retraction, a correction or a concern: judge_is_notice */
};
/* Whether it is a preprint: by its publication type, its server or its DOI. */
bool judge_is_preprint(const struct entry *entry);
/* Whether MEDLINE indexed the paper as a study of animals and not of humans. */
bool judge_is_of_animals(const struct paper *paper);
/* Sets the warnings and the notice for readers, and returns the gravest caution. */
enum caution judge_warnings(struct arena *a, const struct entry *entry, struct verdict *out);

/* score.c: sets the score from what the verdict holds so far, and adds the reasons. */
void judge_score(struct arena *a, const struct entry *entry, const struct source *source,
	enum caution caution, struct verdict *out);

/* citation.c: the day to sort a paper by: the date that its citation shows, made more exact by
 * ArticleDate where the two agree. */
struct date judge_paper_date(const struct paper *paper);

/* status.c: the heading of a trial: its acronym or brief title, with the suffix of its status. */
struct str judge_trial_heading(struct arena *a, const struct entry *entry);

#endif
