/* judge: what an entry is, how it is cited, and which of its sentences is its summary. Pure. "House
 * style N" is rule N of the style of the pages that this program continues. */
#ifndef JUDGE_JUDGE_H
#define JUDGE_JUDGE_H

#include "base/arena.h"
#include "model/entry.h"
#include "model/item.h"
#include "model/site.h"

/* The whole verdict on an entry of this source: its section with confidence and reasons, its face
 * (title, citation, summary, status), its warnings and its score. An item with several copies is
 * judged by the strongest of them (judge_rank); the others fill what it leaves empty
 * (judge_fill). */
void judge_entry(
	struct arena *a, const struct entry *entry, const struct source *source, struct verdict *out);
/* The same at a time when everything that was verified before that month (unverified_before; none:
 * any time) was verified too long ago: the status of a trial that goes on by its record is unknown
 * then. Sets out->verified. */
void judge_at(struct arena *a, const struct entry *entry, const struct source *source,
	struct date before, struct verdict *out);
/* The same of a record that its service no longer has: what it said last, with a notice for
 * readers; the status of a trial is unknown since it was verified last. */
void judge_gone(
	struct arena *a, const struct entry *entry, const struct source *source, struct verdict *out);
/* Adds what others say of the publication: notices of its retraction or correction, whose own
 * records name it. They are shown as if its record named them. */
void judge_told(struct arena *a, const struct entry *entry, const struct corrections *told,
	struct verdict *out);
/* Adds that the service no longer has the record. */
void judge_told_gone(struct arena *a, const struct entry *entry, struct verdict *out);
/* Whether the entry is a notice of a retraction, a correction or a concern. Such a notice is no
 * item of its own but a fact about the record that its corrections name. It is never queued as
 * research, has no summary, and its score is near 0. */
bool judge_is_notice(const struct verdict *verdict);
/* Whether no learning moves an item with this score: a retraction stays low, whatever its words. */
bool judge_score_is_fixed(double score);
/* False when the `keep` and `drop` expressions of the source, on title and text, exclude the
 * entry. */
bool judge_wanted(const struct entry *entry, const struct source *source);
/* What decides on which topics' pages an item is. */
struct filing {
	const struct strs *edited; /* the slugs that an editor chose; NULL: no editor did */
	struct strs sources;       /* names of the sources of its copies; names that the configuration
								* does not have count for nothing */
	struct str title, official_title, summary, text;
};
/* Whether the item belongs on the topic's page: as an editor says; else as a source that fixes
 * topics says; else when the topic's expression is found in a title, the summary or the text. This
 * one rule holds for waiting and for published items. */
bool judge_on_topic(
	const struct site *site, const struct topic *topic, const struct filing *filing);
/* How strong a copy is; the strongest speaks for the item. PubMed and the registry are above
 * MedlinePlus and Crossref, which are above feeds. */
int judge_rank(const struct entry *entry);
/* Whether what a weaker copy says could fill anything of the face. News say less than records, so
 * that most need not be judged. */
bool judge_may_fill(const struct face *face, const struct entry *weaker);
/* Fills what `face` leaves empty from `weaker`. A summary comes with its origin, and a notice with
 * what it names; a trial takes no citation. */
void judge_fill(struct face *face, const struct face *weaker);

/* The citation without label and full stop (house style 4 to 6): "PLoS One, 2019 Jul
 * 17;14(7):e0218068"; ahead of print "Rheumatology (Oxford), 12/10/2016"; of a book "Publisher,
 * 2020". Empty when the record gives neither journal nor date. */
struct str judge_citation(struct arena *a, const struct paper *paper);
/* A PubDate as PubMed shows it in its DP field: "2019 Jul 17" (no leading zero), "2019 Sep-Oct",
 * "2001 Summer". */
struct str judge_pub_date(struct arena *a, const struct pub_date *date);

/* The status of a trial in words (house style 7): "Currently recruiting. Last updated 10/15/12.";
 * "Status unknown; last verified October 2020. …", since UNKNOWN never counts as recruiting. */
struct str judge_status_line(struct arena *a, const struct trial *trial);
/* What the heading of a trial ends in: ": Now Recruiting", ": Enrollment Completed" or "". */
struct str judge_heading_suffix(const struct trial *trial);

/* The title of a trial with the suffix of this status, and without that of any other one which it
 * may have: a suffix is the status's, whoever worded the rest. */
struct str judge_title_with_status(struct arena *a, struct str title, struct str overall_status);

/* One sentence of the entry, word for word but for tickers of companies (of a trial perhaps two),
 * and where it comes from. Empty and SUMMARY_NONE when no sentence of it would do by itself. */
void judge_summary(
	struct arena *a, const struct entry *entry, struct str *sentence, enum summary_origin *origin);
/* The sentences of a text, in order, each a part of the text. Abbreviations, decimals and initials
 * do not end one. */
struct strs judge_sentences(struct arena *a, struct str text);

#endif
