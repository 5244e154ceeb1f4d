/* item: what an editor sees and a subscriber reads; one item gathers all the entries (copies) that
 * are the same publication. */
#ifndef MODEL_ITEM_H
#define MODEL_ITEM_H

#include "base/date.h"
#include "model/section.h"

/* 4 is what the tally of the store counts updates as. Withdrawn: readers saw it by our own mistake,
 * and see why it is gone. */
enum item_state { ITEM_QUEUED, ITEM_APPROVED, ITEM_REJECTED, ITEM_DEFERRED, ITEM_WITHDRAWN = 5 };
enum confidence { CONFIDENCE_LOW, CONFIDENCE_MEDIUM, CONFIDENCE_HIGH };

/* What readers are shown of an item. judge/ makes it from the entry; an editor's words replace
 * parts of it; an approval freezes it as a release. Equal texts, section and date (face_eq):
 * nothing changed for readers. */
struct face {
	enum section section;
	struct str title; /* papers, news: the title; trials: acronym or brief title with the status
						 words ("ASSIST Trial: Now Recruiting") */
	struct str official_title; /* trials: the title of the study */
	struct str url;
	struct str label;    /* "PubMed", "Scleroderma News", the sponsor of a trial */
	struct str citation; /* "PLoS One, 2019 Jul 17;14(7):e0218068"; news: "11/01/2018"; without
							label and full stop */
	struct str summary;  /* one sentence; may be empty */
	struct str summary_origin; /* "conclusion", "cue phrase", "last sentence", "lead", "brief
								  summary", "editor", "" */
	struct str status;         /* trials: overallStatus verbatim */
	struct str status_line;    /* trials: "Currently recruiting. Last updated 10/15/12." */
	struct str notice;         /* "Retracted: see PMID 123." and the like; shown to readers */
	struct date date;          /* for sorting and grouping: the day of publication or last update */
};
/* The texts of a face that readers see, for code that treats them alike (store, hash, diff):
 * offsets in declaration order. summary_origin is not among them: how a sentence was found is for
 * editors, and says nothing new to readers. */
enum { FACE_TEXTS = 9 };
extern const size_t FACE_TEXT_OFFSETS[FACE_TEXTS];
extern const char *const FACE_TEXT_NAMES[FACE_TEXTS];
struct str *face_text(struct face *face, size_t i);
struct str face_text_of(const struct face *face, size_t i);
bool face_eq(const struct face *a, const struct face *b);

/* What an editor tells readers of a change, or gives as the reason why an item was withdrawn: so
 * many characters at most. */
enum { NOTE_MAX = 300 };

/* What judge/ says about an entry, beyond the face. */
struct verdict {
	struct face face;
	enum confidence confidence;
	double score;         /* 0…1: how likely an editor will want it; orders the queue */
	struct strs why;      /* reasons in words: "A paper on PubMed." */
	struct strs warnings; /* "Retracted", "Preprint", "Animal study", "Not in English" … */
};

const char *item_state_word(
	enum item_state state); /* "queued", "approved", "rejected", "deferred", "withdrawn" */
const char *confidence_word(enum confidence c); /* "low", "medium", "high" */

#endif
