/* face: what readers are shown of an item. */
#ifndef MODEL_FACE_H
#define MODEL_FACE_H

#include "base/hash.h"
#include "model/entry.h"
#include "model/section.h"

/* SUMMARY(name, number, word): where the summary of a face comes from. The numbers are those of the
 * store: a number that was given is never given again. The words are those of JSON. */
#define SUMMARY_ORIGINS(SUMMARY) \
	SUMMARY(NONE, 0, "") \
	SUMMARY(CONCLUSION, 1, "conclusion") \
	SUMMARY(CUE, 2, "cue phrase") \
	SUMMARY(LAST, 3, "last sentence") \
	SUMMARY(LEAD, 4, "lead") \
	SUMMARY(BRIEF, 5, "brief summary") \
	SUMMARY(EDITOR, 6, "editor") \
	SUMMARY(PLAIN, 7, "plain-language summary")
enum summary_origin {
#define SUMMARY_CONSTANT(name, number, word) SUMMARY_##name = number,
	SUMMARY_ORIGINS(SUMMARY_CONSTANT)
#undef SUMMARY_CONSTANT
};
/* "cue phrase"; "" for a number that is none of them. */
const char *face_origin_word(enum summary_origin origin);

/* What readers are shown of an item. judge/ makes it from the entry; an editor's words replace
 * parts of it; an approval freezes it as a release. Equal texts, section and date (face_eq):
 * nothing changed for readers. What kind of thing it is and what its notice names come with the
 * texts, and are frozen with them. */
struct face {
	enum entry_kind kind; /* of the copy that speaks for the item: a trial is shown otherwise than a
						   * paper, and a health topic page stands first on a topic's page */
	enum section section;
	enum summary_origin summary_origin;
	struct str title; /* papers, news: the title; trials: acronym or brief title with the status
					   * words ("ASSIST Trial: Now Recruiting") */
	struct str official_title; /* trials: the title of the study */
	struct str url;
	struct str label;       /* "PubMed", "Scleroderma News", the sponsor of a trial */
	struct str citation;    /* "PLoS One, 2019 Jul 17;14(7):e0218068"; news: "11/01/2018"; without
							 * label and full stop */
	struct str summary;     /* one sentence; may be empty */
	struct str status;      /* trials: overallStatus verbatim (model/trial_status.h) */
	struct str status_line; /* trials: "Currently recruiting. Last updated 10/15/12." */
	struct str notice;      /* "Retracted: see PMID 123." and the like; shown to readers */
	struct str facts;       /* what else the record says (model/facts.h) */
	struct str lead;        /* an editor's line above the text, in the place of the status line */
	struct str also;        /* an editor's "(Also see …)" (model/also.h); empty: its topics */
	struct str notice_pmid; /* the PMID that the notice names first; empty: none */
	struct str told;        /* what the notice speaks of (model/told.h); empty: nothing, or frozen
							 * by an older version */
	bool retracted;         /* the notice says that the publication was retracted */
	struct date unverified; /* of a release: the month in which the trial was verified last, when
							 * that became too long ago after it was approved (face_status) */
	struct date date;       /* for sorting and grouping: the day of publication or last update */
};
/* The texts of a face that readers see, for code that treats them alike (store, hash, comparison).
 * summary_origin is not among them: how a sentence was found is for editors, and says nothing new
 * to readers. */
#define FACE_TEXTS_LIST(TEXT) \
	TEXT(TITLE, title, "title") \
	TEXT(OFFICIAL_TITLE, official_title, "official title") \
	TEXT(URL, url, "address") \
	TEXT(LABEL, label, "label") \
	TEXT(CITATION, citation, "citation") \
	TEXT(SUMMARY, summary, "summary") \
	TEXT(STATUS, status, "status") \
	TEXT(STATUS_LINE, status_line, "status line") \
	TEXT(NOTICE, notice, "notice") \
	TEXT(FACTS, facts, "facts") \
	TEXT(LEAD, lead, "lead line") \
	TEXT(ALSO, also, "also see")
enum face_text {
#define FACE_TEXT_CONSTANT(name, member, words) FACE_##name,
	FACE_TEXTS_LIST(FACE_TEXT_CONSTANT)
#undef FACE_TEXT_CONSTANT
		FACE_TEXTS
};
/* The text of that number: to be written, and to be read. */
struct str *face_text(struct face *face, enum face_text which);
struct str face_text_of(const struct face *face, enum face_text which);
const char *face_text_name(enum face_text which); /* "official title" */
/* The status as readers see it: as it was approved; UNKNOWN of a trial that was to go on and that
 * nobody verified since. */
struct str face_status(const struct face *face);
/* Whether readers would see the same: equal texts, section and date. */
bool face_eq(const struct face *a, const struct face *b);
/* Whether a change of this text is news. That of the status line is not: the line repeats the
 * status, and the day on which the registry last touched the record, which says nothing by
 * itself. Facts are compared one by one (item/update.h). */
bool face_text_is_news(enum face_text which);
/* The hash of the section and of the texts whose change is news. When it is equal there is nothing
 * to tell an editor. */
struct hash face_hash(const struct face *face);
/* The hash that stores of versions up to 6 kept: of all texts, the section and the date. */
struct hash face_hash_6(const struct face *face);

#endif
