#include "item/topics.h"

#include "store/topic.h"
#include "store/unit.h"

static struct stored_topic *stored(struct stored_topics *known, struct str slug)
{
	for (size_t i = 0; i < known->n; i++)
		if (str_eq(known->v[i].slug, slug))
			return &known->v[i];
	return NULL;
}

/* Whether its slug left the configuration, and no other topic was found to be it under a new
 * one. */
static bool is_left(const struct site *site, const struct stored_topic *topic)
{
	return !topic->moved_to.n && !site_topic(site, topic->slug);
}

/* The topic of before that this new one is, by its title or by its expression; NULL when no topic
 * that left is like it, or several are. */
static struct stored_topic *former(
	const struct site *site, struct stored_topics *known, const struct topic *topic, bool by_title)
{
	struct stored_topic *one = NULL;
	struct str match = pattern_text(topic->match);
	for (size_t i = 0; i < known->n; i++) {
		struct stored_topic *old = &known->v[i];
		bool same = by_title ? str_ieq(old->title, topic->title) :
							   match.n && str_eq(old->match, match);
		if (!same || !is_left(site, old))
			continue;
		if (one)
			return NULL;
		one = old;
	}
	return one;
}

static bool rename_former(struct store *store, const struct site *site, struct stored_topics *known,
	const struct topic *topic, struct err *err)
{
	struct stored_topic *old = former(site, known, topic, true);
	if (!old)
		old = former(site, known, topic, false);
	if (!old)
		return true;
	old->moved_to = topic->slug;
	return store_topic_put(store, old, err);
}

static bool is_as_stored(const struct topic *topic, const struct stored_topic *old)
{
	return old && !old->moved_to.n && str_eq(old->title, topic->title) &&
		str_eq(old->match, pattern_text(topic->match));
}

/* A slug that comes back is the topic's own again, and leads nowhere else. */
static bool remember(struct store *store, const struct site *site, struct stored_topics *known,
	const struct topic *topic, struct err *err)
{
	const struct stored_topic now = {
		.slug = topic->slug, .title = topic->title, .match = pattern_text(topic->match)};
	struct stored_topic *old = stored(known, topic->slug);
	if (is_as_stored(topic, old))
		return true;
	bool came = !old || old->moved_to.n;
	if (old)
		*old = now;
	return store_topic_put(store, &now, err) &&
		(!came || rename_former(store, site, known, topic, err));
}

static bool remember_all(
	struct store *store, const struct site *site, struct stored_topics *known, struct err *err)
{
	bool well = true;
	for (size_t i = 0; i < site->topic_count && well; i++)
		well = remember(store, site, known, &site->topics[i], err);
	return well;
}

/* Where a slug that was renamed, perhaps more than once, leads now. */
static struct str leads_to(struct stored_topics *known, struct str slug)
{
	const struct stored_topic *topic = stored(known, slug);
	for (size_t steps = 0; topic && topic->moved_to.n && steps < known->n; steps++) {
		slug = topic->moved_to;
		topic = stored(known, slug);
	}
	return slug;
}

static void fill_was(struct site *site, struct stored_topics *known)
{
	for (size_t i = 0; i < site->topic_count; i++)
		for (size_t k = 0; k < known->n; k++) {
			struct topic *topic = &site->topics[i];
			struct str slug = known->v[k].slug;
			if (known->v[k].moved_to.n && !str_eq(slug, topic->slug) &&
				str_eq(leads_to(known, slug), topic->slug))
				strs_add(&site->arena, &topic->was, slug);
		}
}

static bool is_new(const struct site *site, struct stored_topics *known)
{
	for (size_t i = 0; i < site->topic_count; i++)
		if (!is_as_stored(&site->topics[i], stored(known, site->topics[i].slug)))
			return true;
	return false;
}

/* Another process may do the same: what is known is read again once we alone may write. */
static bool take_in(
	struct site *site, struct store *store, struct stored_topics *known, struct err *err)
{
	struct unit unit;
	if (!unit_begin(&unit, store, err))
		return false;
	bool well = store_topic_list(store, &site->arena, known, err) &&
		remember_all(store, site, known, err);
	return unit_end(&unit, well, err) && store_topic_list(store, &site->arena, known, err);
}

bool topics_remember(struct site *site, struct store *store, struct err *err)
{
	struct stored_topics known;
	if (!store_topic_list(store, &site->arena, &known, err))
		return false;
	if (is_new(site, &known) && !take_in(site, store, &known, err))
		return false;
	fill_was(site, &known);
	return true;
}
