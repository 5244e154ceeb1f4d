#include "judge/judge.h"
#include "publish/publish.h"

bool publish_on_topic(const struct site *site, const struct topic *topic, const struct release *release)
{
	const struct filing filing = {
		.edited = release->has_topics ? &release->topics : NULL, .sources = release->sources,
		.title = release->face.title, .official_title = release->face.official_title, .summary = release->face.summary, .text = release->text,
	};
	return judge_on_topic(site, topic, &filing);
}
