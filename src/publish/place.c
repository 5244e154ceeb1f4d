#include "judge/judge.h"
#include "publish/publish.h"

static bool has_slug(struct strs slugs, struct str slug)
{
	for (size_t i = 0; i < slugs.n; i++)
		if (str_eq(slugs.v[i], slug))
			return true;
	return false;
}

/* A source that fixes topics files its copies there and nowhere else; the copies of the others are filed by the topic's expression. So a further copy
 * never takes an item off a page. */
bool publish_on_topic(const struct site *site, const struct topic *topic, const struct release *release)
{
	if (release->has_topics)
		return has_slug(release->topics, topic->slug);
	bool fixed = false, open = false;
	for (size_t i = 0; i < release->sources.n; i++) {
		const struct source *source = site_source(site, release->sources.v[i]);
		if (source && has_slug(source->topics, topic->slug))
			return true;
		fixed = fixed || (source && source->topics.n);
		open = open || (source && !source->topics.n);
	}
	if (fixed && !open)
		return false;
	const struct face *face = &release->face;
	return judge_on_topic(topic, face->title, face->summary, release->text) || judge_on_topic(topic, face->official_title, STR_NONE, STR_NONE);
}
