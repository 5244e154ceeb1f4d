#include "publish/hub.h"

#include <assert.h>

#include "store/hub.h"
#include "store/job.h"

static bool note_topic(
	const struct out *out, const struct out_topic *topic, bool *changed, struct err *err)
{
	const struct hub_topic now = {topic->url, topic->path, topic->hash};
	*changed = true;
	return topic->gone ?
		store_hub_topic_remove(out->store, topic->url, out->now, err) :
		store_hub_topic_write(out->store, &now, out->hubs->hub_urls, out->now, changed, err);
}

bool hub_note_topics(const struct out *out, struct err *err)
{
	bool well = true, any = false;
	assert(out->hubs);
	for (size_t i = 0; i < out->topic_count && well; i++) {
		bool changed;
		well = note_topic(out, &out->topics[i], &changed, err);
		any = any || changed;
	}
	return well && (!any || store_job_ask(out->store, JOB_HUB, STR_NONE, STR_NONE, out->now, err));
}
