/* facts: what a record says of a trial or a paper besides the texts of its face, as one text in a
 * face, so that it is compared, approved and frozen with them. render/facts.h puts it in words.
 *
 * A mark, and a line for each fact that is known: its word, and its values, with tabs between:
 *
 *     typed
 *     phase\tPHASE2\tPHASE3
 *     ages\t18 Years|
 *     start\t2026-07
 *     places\tRECRUITING|Sample Hospital, Chicago\t+12
 *
 * The values are the registry's own words (ClinicalTrials.gov API v2):
 *
 *     phase                 elements of designModule.phases
 *     results               the day on which results were posted; FACTS_YES: on no known day
 *     ages                  minimumAge and maximumAge with "|" between; one of them may be empty
 *     sex                   eligibilityModule.sex
 *     start, …, verified    ISO 8601, as much as is known
 *     places                facts_place; last "+12": how many more there are
 *     preprint              FACTS_NOT_REVIEWED
 *     animals               FACTS_ANIMALS
 *     all others            texts of the record
 *
 * A text without the mark was made by an older version, which kept English words (face_17.h). A
 * text without any line is of a record that has no facts, or of a release that was made before
 * facts were kept: then nothing is known of what readers were told. */
#ifndef MODEL_FACTS_H
#define MODEL_FACTS_H

#include "base/buf.h"
#include "base/strs.h"

/* FACT(name, number, word, words, news): the number is the store's, as part of a reason's
 * (REASON_FACT), and is never given again; `words` are for people; news: a change of it brings a
 * published item back to the editors. Names are in the order in which readers find them. */
/* clang-format off */
#define FACTS(FACT) \
	FACT(PHASE, 0, "phase", "phase", true) \
	FACT(RESULTS, 1, "results", "results posted", true) \
	FACT(WHY_STOPPED, 2, "why-stopped", "reason for stopping", true) \
	FACT(CONDITIONS, 3, "conditions", "conditions", true) \
	FACT(AGES, 4, "ages", "ages", true) \
	FACT(SEX, 5, "sex", "sex", true) \
	FACT(START, 6, "start", "start", true) \
	FACT(PRIMARY_COMPLETION, 7, "primary-completion", "primary completion", true) \
	FACT(COMPLETION, 8, "completion", "completion", true) \
	FACT(SPONSOR, 9, "sponsor", "sponsor", false) \
	FACT(CONTACTS, 10, "contacts", "contact", true) \
	FACT(PLACES, 11, "places", "places", true) \
	FACT(VERIFIED, 12, "verified", "last verified", false) \
	FACT(PREPRINT, 13, "preprint", "preprint", true) \
	FACT(ANIMALS, 14, "animals", "kind of study", true) \
	FACT(TYPES, 15, "types", "publication type", false)
/* clang-format on */
#define FACT_CONSTANT(name, ...) FACT_##name,
enum fact { FACTS(FACT_CONSTANT) FACT_COUNT };
#undef FACT_CONSTANT

const char *facts_words(enum fact fact); /* "primary completion" */
/* Whether its change is news: a sponsor's stands in the label, a month of verification moves
 * without anything else, and PubMed adds publication types for months. */
bool facts_is_news(enum fact fact);

#define FACTS_YES "yes"
#define FACTS_NOT_REVIEWED "NOT_PEER_REVIEWED"
#define FACTS_ANIMALS "ANIMALS"
/* The first line of a text of this version. */
#define FACTS_MARK "typed"

/* Adds a fact, unless it has no values; empty values are left out. Facts are added in order. */
void facts_add(struct buf *facts, enum fact fact, struct strs values);
/* The values of a fact; none when it is not known. */
struct strs facts_get(struct arena *a, struct str facts, enum fact fact);
/* Whether anything is known of it. */
bool facts_have(struct str facts, enum fact fact);
/* A place with the status of the trial there, of which either may be empty, and its parts. */
struct str facts_place(struct arena *a, struct str status, struct str where);
void facts_place_parts(struct str value, struct str *status, struct str *where);
/* How many more places there are, of "+12"; 0 for a place. */
long facts_places_more(struct str value);
/* Texts on one line: "Phase 2; Phase 3". */
struct str facts_line(struct arena *a, struct strs values);
/* The values of `all` that are not among `some`. */
struct strs facts_without(struct arena *a, struct strs all, struct strs some);

#endif
