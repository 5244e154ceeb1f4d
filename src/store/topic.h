/* store/topic: the topics that the configuration ever had, so that a slug that was renamed is known
 * (what that means is item/topics.h). */
#ifndef STORE_TOPIC_H
#define STORE_TOPIC_H

#include "base/strs.h"
#include "store/store.h"

struct stored_topic {
	struct str slug, title;
	struct str match;    /* the expression; empty: none */
	struct str moved_to; /* the slug that it has now; empty: it has this one, or is gone */
};
struct stored_topics {
	struct stored_topic *v;
	size_t n;
};
/* By their slugs. */
bool store_topic_list(struct store *s, struct arena *a, struct stored_topics *out, struct err *err)
	MUST_USE;
/* Adds the topic, or writes what is new about it. */
bool store_topic_put(struct store *s, const struct stored_topic *topic, struct err *err) MUST_USE;

#endif
