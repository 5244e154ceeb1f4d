/* filing: on which topics' pages an item stands.
 *
 * A waiting item is filed by the rule of judge_on_topic (judge/judge.h), from what its copies say
 * now. An approval freezes that: a release stands on the pages that it was approved for, whatever
 * its sources or the configuration say later (filing_topics). Where the two differ, an update waits
 * (item/rejudge.h). */
#ifndef ITEM_FILING_H
#define ITEM_FILING_H

#include "model/release.h"
#include "model/site.h"
#include "store/entry.h"

/* The slugs of the topics for which the item would be approved with this face; in the order of
 * site->topics, in the arena. */
struct strs filing_of_face(struct arena *a, const struct site *site, const struct item *item,
	const struct face *face, const struct copies *copies);
/* The same with the item's own face (item_face). */
struct strs filing_of_item(
	struct arena *a, const struct site *site, const struct item *item, const struct copies *copies);

/* Whether the release was approved for the topic's page. */
bool filing_on_topic(const struct topic *topic, const struct release *release);
/* The same for each topic of the site, in the order of site->topics; in the arena. */
bool *filing_topics(struct arena *a, const struct site *site, const struct release *release);
/* The present slugs of those topics, in the same order. */
struct strs filing_of_release(
	struct arena *a, const struct site *site, const struct release *release);
/* Their titles in one line: "Antibodies, Immunosuppressants". */
struct str filing_titles(struct arena *a, const struct site *site, struct strs slugs);

/* Files the releases of an older version once, as that version showed them. Before anybody else
 * reads the store. */
bool filing_complete(const struct site *site, struct store *store, struct err *err) MUST_USE;

#endif
