/* filing: on which topics' pages a release stands, by the rule of judge_on_topic (judge/judge.h).
 * Waiting items are filed by the same rule: catalog_topics (item/catalog.h). */
#ifndef ITEM_FILING_H
#define ITEM_FILING_H

#include "model/release.h"
#include "model/site.h"

/* Whether the release belongs on the topic's page. */
bool filing_on_topic(
	const struct site *site, const struct topic *topic, const struct release *release);
/* The same for each topic of the site, in the order of site->topics; in the arena. */
bool *filing_topics(struct arena *a, const struct site *site, const struct release *release);

#endif
