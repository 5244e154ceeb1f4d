#include "judge/judge.h"
#include "publish/publish.h"
#include "render/view.h"

bool publish_on_topic(
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

json_t *publish_view(const struct site *site, const struct release *release, struct str root)
{
	struct arena a CLEANUP_ARENA = {0};
	bool *on = arena_array(&a, site->topic_count + 1, sizeof *on);
	for (size_t i = 0; i < site->topic_count; i++)
		on[i] = publish_on_topic(site, &site->topics[i], release);
	return view_placed(site, release, on, NULL, root);
}
