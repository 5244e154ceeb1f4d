/* judge: what an entry is, how it is cited, which sentence stands for it. Pure: values in, values
 * out. */
#ifndef JUDGE_JUDGE_H
#define JUDGE_JUDGE_H

#include "base/arena.h"
#include "model/entry.h"
#include "model/item.h"
#include "model/site.h"

/* The whole verdict on an entry of this source: section with confidence and reasons, face (title,
 * citation, summary, status), warnings, score. An item with several copies is judged by the
 * strongest (judge_rank); the others only fill what it leaves empty. */
void judge_entry(
	struct arena *a, const struct entry *entry, const struct source *source, struct verdict *out);
/* True for a notice of retraction, correction or concern: not an item of its own but a fact about
 * the record that its corrections name. It belongs to that item and is never to be queued as
 * research; its score is near 0 and it has no summary. */
bool judge_is_notice(const struct verdict *verdict);
/* False when the source's keep and drop expressions (on title and text) say that this entry is not
 * wanted. */
bool judge_wanted(const struct entry *entry, const struct source *source);
/* What decides the topics' pages that an item is on. */
struct filing {
	const struct strs *edited; /* the slugs that an editor chose; NULL: nobody did */
	struct strs sources; /* the names of its copies' sources; one that left the configuration says
							nothing */
	struct str title, official_title, summary, text;
};
/* True when the item belongs on the topic's page: as an editor says, else as a source that fixes
 * topics says, else by the topic's own expression on both titles, summary and text. Waiting and
 * published items are filed by this one rule. */
bool judge_on_topic(
	const struct site *site, const struct topic *topic, const struct filing *filing);
/* Which copy speaks for the item: higher is stronger (PubMed, registry > MedlinePlus > feed). */
int judge_rank(const struct entry *entry);
/* Fills what `face` leaves empty from `weaker`; a summary comes with its origin, and a trial takes
 * no citation. */
void judge_fill(struct face *face, const struct face *weaker);

/* The citation without label and full stop, house style 4 to 6: "PLoS One, 2019 Jul
 * 17;14(7):e0218068"; without volume "Rheumatology (Oxford), 12/10/2016". Books: "Publisher, 2020".
 * Empty when the record gives neither journal nor date. */
struct str judge_citation(struct arena *a, const struct paper *paper);
/* PubMed's own DP text from a PubDate: "2019 Jul 17", "2019 Sep-Oct", "2001 Summer"; day without a
 * leading zero. */
struct str judge_pub_date(struct arena *a, const struct pub_date *date);

/* The trial's status in words, house style 7: "Currently recruiting. Last updated 10/15/12.";
 * UNKNOWN is never recruiting: "Status unknown; last verified October 2020. …" */
struct str judge_status_line(struct arena *a, const struct trial *trial);
/* ": Now Recruiting", ": Enrollment Completed" or "": what the heading ends in. */
struct str judge_heading_suffix(const struct trial *trial);

/* One sentence taken word for word, and where it came from (origin: "conclusion", "cue phrase",
 * "last sentence", "lead", "brief summary"). Both empty when there is no text. */
void judge_summary(
	struct arena *a, const struct entry *entry, struct str *sentence, struct str *origin);
/* The sentences of a text, in order; abbreviations, decimals and initials do not end one. Each is a
 * part of the text. */
struct strs judge_sentences(struct arena *a, struct str text);

#endif
