#include "judge/judge.h"

static bool topic_matches(const struct topic *topic, struct str text)
{
	return topic->match && pattern_find(topic->match, text, NULL);
}

/* A copy from a source that fixes topics is filed under those and no others; copies from other
 * sources are filed by the expression. So one more copy never takes an item off a page. */
bool judge_on_topic(const struct site *site, const struct topic *topic, const struct filing *filing)
{
	if (filing->edited)
		return site_topic_is_among(topic, *filing->edited);
	bool fixed = false, open = false; /* whether some source fixes topics, whether some does not */
	for (size_t i = 0; i < filing->sources.n; i++) {
		const struct source *source = site_source(site, filing->sources.v[i]);
		if (source && strs_have(source->topics, topic->slug))
			return true;
		fixed = fixed || (source && source->topics.n);
		open = open || (source && !source->topics.n);
	}
	if (fixed && !open)
		return false;
	return topic_matches(topic, filing->title) || topic_matches(topic, filing->official_title) ||
		topic_matches(topic, filing->summary) || topic_matches(topic, filing->text);
}
