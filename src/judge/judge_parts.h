/* judge_parts: what the files of judge/ share with each other. */
#ifndef JUDGE_JUDGE_PARTS_H
#define JUDGE_JUDGE_PARTS_H

#include "judge/judge.h"
#include "judge/sentence_model.h"

/* words.c: words; phrases are in base/phrases.h. */

/* At most `max` words of the text, in order, without the punctuation around them; each is a part of
 * the text. Behind the last word of a sentence stands an empty string, which counts. */
struct strs judge_words(struct arena *a, struct str text, size_t max);
/* Whether the word is one of "a|b|c". ASCII case is ignored. */
bool judge_word_in(struct str word, const char *alternatives);
/* The length of the space at the front of the text, perhaps one of Unicode's, such as one that does
 * not break; 0 when there is none. */
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
/* The sentence without the marks at its end that close brackets and quotations. */
struct str judge_unclosed(struct str sentence);
/* Whether it ends as a sentence does: a teaser is often cut in the middle of one. */
bool judge_is_whole(struct str sentence);

/* candidates.c: the sentences of a text that could be its summary, each a part of the text, without
 * labels, list numbers and copyright marks. Left out are lines about registration, funding and
 * copyright, and what is too short or too long to be a sentence. */
struct strs judge_candidates(struct arena *a, struct str text);
/* The same one by one. */
bool judge_candidate_next(struct judge_scan *scan, struct str *out);
/* Whether this sentence could be; *out is what is left of it. */
bool judge_candidate_of(struct str sentence, struct str *out);

/* weigh.c: what the phrases of a sentence of a paper show. False, and no traits, when no paper is
 * told by it: it is a question, or calls for more studies, hopes, takes back. Not empty. */
bool judge_sentence_traits(struct str sentence, struct traits *out);
/* Whether it begins so that it is not understood without the sentence before it. */
bool judge_leans(struct str sentence);
/* Whether it speaks, within its first words, of something that only the text before it names: "To
 * overcome these hurdles, …", "Integration of these approaches …". */
bool judge_dangles(struct str sentence);
/* Whether it says what the paper is about, and not what it found. Not empty. */
bool judge_is_about(struct str sentence);

/* choose.c: the step of a sentence's length, as traits have it. */
size_t judge_length_step(struct str sentence);
/* The sentences of a paper to choose from, without its title perhaps. */
struct judge_text {
	struct str title;
	struct strs sentences;
	bool concludes; /* they are what the paper calls its conclusion; else the whole text */
};
/* What each of them shows, by itself and where it stands; none of what cannot be chosen. */
struct traits *judge_traits(struct arena *a, const struct judge_text *text);
enum { JUDGE_ANY = -10000 }; /* a score that each has that can be chosen */
/* Which of them says best what was found, if its score is at least this; their number when none
 * does. */
size_t judge_choose(struct arena *a, const struct judge_text *text, int least);

/* summary.c: the first text of a paper of which a sentence is chosen. False when it has none. */
bool judge_paper_text(struct arena *a, const struct entry *entry, struct judge_text *out);

/* brief.c: of the brief summary of a trial the sentence that says what the study does, perhaps with
 * the next one (house style 2); of few the first one when none does. Empty when that says no more
 * than the title. */
struct str judge_brief(struct arena *a, struct str title, struct str text);
/* Whether it names this study: "In this single-blinded controlled trial", "The SAMPLE study". */
bool judge_names_study(struct arena *a, struct str sentence);
/* The first whole sentence of a text that says what a study is for; empty when none does. */
struct str judge_aim(struct arena *a, struct str text);

/* dateline.c: a text without the datelines and marks of agencies in front: "LONDON (Reuters) - ".
 * In doubt as it is. */
struct str judge_skip_dateline(struct str text);

/* lead.c: the sentence that tells a news story, mostly its first one: whole, and without tickers.
 * Empty when there is none. */
struct judge_story {
	struct str title, lead, text; /* its teaser and itself */
};
struct str judge_lead(struct arena *a, const struct judge_story *story);
/* The sentences that could be it; *traits is what each of them shows. */
struct strs judge_leads(struct arena *a, const struct judge_story *story, struct traits **traits);

/* asides.c: what the sentence with which a text begins is, when it is none of a story. */
enum aside {
	ASIDE_NONE,
	ASIDE_ABOUT, /* who published it: "About Sample Wire: …" */
	ASIDE_NOTE,  /* of the editors, on what was wrong before */
	ASIDE_SITE,  /* of its site: on cookies, subscriptions, pictures, other pages */
};
enum aside judge_aside(struct str text);
/* Whether the line, which is an aside, only stands above it. */
bool judge_heads_aside(struct str line);

/* tickers.c: a sentence without the tickers of the companies that it names. */
struct str judge_without_tickers(struct arena *a, struct str sentence);

/* listing.c: whether a text is a calendar or a list of contacts, of which no entry is the news. */
bool judge_is_listing(struct str title, struct str text);

/* abstract.c: whether a text begins with the label of a part of an abstract: "BACKGROUND: …". */
bool judge_begins_as_abstract(struct str text);
/* Of an abstract that breaks off, the first whole sentence that says what the paper found, or
 * else what it is for, or else what it did; empty when all of them are background. */
struct str judge_tried(struct arena *a, struct str text);
/* Whether an abstract breaks off: what follows it, such as its DOI, is no part of it. */
bool judge_is_cut_abstract(struct str text);

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
