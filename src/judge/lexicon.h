/* lexicon: the classes of words from which cues are made. Inside judge/. */
#ifndef JUDGE_LEXICON_H
#define JUDGE_LEXICON_H

#include "base/arena.h"
#include "base/strs.h"

/* A word may be of several classes. */
enum word_class {
	WORD_STUDY = 1 << 0,   /* trial, Studie, essai, ensayo, studio */
	WORD_STAGE = 1 << 1,   /* phase, cohort: what a study has */
	WORD_BEGIN = 1 << 2,   /* initiates, launched */
	WORD_MOVE = 1 << 3,    /* enters, advances */
	WORD_RECRUIT = 1 << 4, /* enrolment, recruiting, randomisation */
	WORD_SEEK = 1 << 5,    /* seeking, wanted */
	WORD_PEOPLE = 1 << 6,  /* patients, volunteers */
	WORD_FIRST = 1 << 7,
	WORD_DOSE = 1 << 8, /* dosed, treated, randomised: what happens to a participant */
	WORD_FINISH = 1 << 9,
	WORD_STOP = 1 << 10,
	WORD_PERMIT = 1 << 11,
	WORD_AGENCY = 1 << 12, /* the FDA, regulators, an IND */
	WORD_PLAN = 1 << 13,
	WORD_RESULT = 1 << 14,
	WORD_BUSINESS = 1 << 15,
	WORD_FOUND = 1 << 16,
	WORD_ADVICE = 1 << 17,
	WORD_JOB = 1 << 18,
	WORD_JOIN = 1 << 19,
	WORD_SITE = 1 << 20,
	WORD_NOT = 1 << 21,
	WORD_PRESS = 1 << 22, /* announces, Inc. */
	WORD_WE = 1 << 23,
	WORD_EXAMINE = 1 << 24, /* investigated, compared */
	WORD_AIM = 1 << 25,
	WORD_THIS = 1 << 26,
	WORD_NOW = 1 << 27,
	WORD_NUMBER = 1 << 28,      /* "2b", "III" */
	WORD_INVESTIGATE = 1 << 29, /* an application to try a drug: IND, CTA, investigational */
	WORD_PART = 1 << 30,        /* take part, teilnehmen an */
};

/* The classes of each word of a text, as judge_words gives them; 0 for one without any, and for the
 * end of a sentence. In the arena. The words must be folded (utf8_fold). */
const uint32_t *lexicon_classes(struct arena *a, const struct strs *words);

#endif
