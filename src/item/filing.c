#include "item/filing.h"

#include "judge/judge.h"

bool filing_on_topic(
	const struct site *site, const struct topic *topic, const struct release *release)
{
	const struct filing filing = {
		.edited = release->has_topics ? &release->topics : NULL,
		.sources = release->sources,
		.title = release->face.title,
		.official_title = release->face.official_title,
		.summary = release->face.summary,
		.text = release->text,
	};
	return judge_on_topic(site, topic, &filing);
}

bool *filing_topics(struct arena *a, const struct site *site, const struct release *release)
{
	bool *on = arena_array(a, site->topic_count + 1, sizeof *on);
	for (size_t i = 0; i < site->topic_count; i++)
		on[i] = filing_on_topic(site, &site->topics[i], release);
	return on;
}
