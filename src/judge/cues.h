/* cues: what the words of news say about studies and about publications. Inside judge/.
 *
 * A cue is a turn of phrase, in English, German, French, Spanish or Italian: "first patient dosed",
 * "enrolment complete", "OBJECTIVE:". None decides; section_weights.h weighs them. */
#ifndef JUDGE_CUES_H
#define JUDGE_CUES_H

#include "base/arena.h"

enum cue {
	/* Where a study stands */
	CUE_STUDY_BEGINS,     /* "initiates a phase 3 trial" */
	CUE_ENROLMENT_BEGINS, /* "opens recruitment" */
	CUE_FIRST_PATIENT,    /* "first patient dosed" */
	CUE_ENROLMENT_DONE,   /* "completes enrolment", "fully enrolled" */
	CUE_RECRUITS,         /* "recruiting participants", "volunteers wanted" */
	CUE_NOT_RECRUITING,   /* "no longer recruiting" */
	CUE_TAKE_PART,        /* "may be eligible", "join a trial" */
	CUE_PERMITTED,        /* "IND cleared" */
	CUE_STOPPED,          /* "trial on hold", "enrolment halted" */
	CUE_PLANNED,          /* "to start a phase 2 study" */
	CUE_MOVES_ON,         /* "enters phase 3", "moving into clinical trials" */
	CUE_SITE,             /* "joins the trial", "trial sites opened" */
	CUE_STUDY,            /* a study at all */
	CUE_PHASE,            /* "phase 2b" */
	CUE_NCT,              /* a number of ClinicalTrials.gov */
	/* What else news tell */
	CUE_RESULTS,       /* "topline results", "met its endpoint" */
	CUE_STUDY_RESULTS, /* the same of a study, in one breath */
	CUE_BUSINESS,      /* money, meetings, people */
	CUE_FOUND,         /* "study finds", "researchers say" */
	CUE_ADVICE,        /* "how to", a question */
	CUE_JOB,           /* "nurses", "helpline", "jury": who else is recruited or tried */
	CUE_PRESS,         /* "announced", "Inc.": a company or a hospital speaks */
	/* What publications say */
	CUE_LABEL,     /* "OBJECTIVE:" */
	CUE_STATISTIC, /* "p < 0.05", "95% CI" */
	CUE_WE,        /* "we investigated" */
	CUE_AIM,       /* "the aim of this study" */
	CUE_DESIGN,    /* "a systematic review" */
	CUE_FULL_STOP, /* at the end of the title, as bibliographies write them */
	/* Made from the others */
	CUE_STANDS,       /* one of where a study stands */
	CUE_STANDS_ALONE, /* and nothing of what else news tell of studies */
	CUE_COUNT
};
/* A set of cues: bit 1 << cue. */
typedef uint32_t cue_set;

/* The cues of a title, and of the beginning of a text. */
struct cues {
	cue_set title, text;
};
struct cues cues_of_news(struct arena *a, struct str title, struct str text);
/* A name for tests and measurements: "first patient". */
const char *cues_word(enum cue cue);

#endif
