#include "judge/judge.h"

static bool matches(const struct topic *topic, struct str text)
{
	return topic->match && pattern_find(topic->match, text, NULL);
}

/* A source that fixes topics files its copies there and nowhere else; the copies of the others are
 * filed by the topic's expression. So a further copy never takes an item off a page. */
bool judge_on_topic(const struct site *site, const struct topic *topic, const struct filing *filing)
{
	if (filing->edited)
		return strs_have(*filing->edited, topic->slug);
	bool fixed = false, open = false;
	for (size_t i = 0; i < filing->sources.n; i++) {
		const struct source *source = site_source(site, filing->sources.v[i]);
		if (source && strs_have(source->topics, topic->slug))
			return true;
		fixed = fixed || (source && source->topics.n);
		open = open || (source && !source->topics.n);
	}
	if (fixed && !open)
		return false;
	return matches(topic, filing->title) || matches(topic, filing->official_title) ||
		matches(topic, filing->summary) || matches(topic, filing->text);
}
