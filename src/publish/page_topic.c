/* The page of each topic, in five parts. */
#include "publish/page.h"
#include "render/path.h"
#include "render/view.h"

enum part { PART_OVERVIEW, PART_OPEN, PART_TRIALS, PART_RESEARCH, PART_NEWS, PART_COUNT };
static const char *const PART_NAMES[PART_COUNT] = {
	"overview", "open", "trials", "research", "news"};

static enum part part_of(const struct placed *placed)
{
	const struct face *face = &placed->release->face;
	if (face->kind == ENTRY_PAGE)
		return PART_OVERVIEW;
	switch (face->section) {
	case SECTION_TRIALS: return view_is_recruiting(face) ? PART_OPEN : PART_TRIALS;
	case SECTION_NEWS: return PART_NEWS;
	default: return PART_RESEARCH;
	}
}

/* The related pages that the topic's configuration names: [{title, url, join, last}], with a link
 * where the site has a topic of that title. */
static json_t *see_also(const struct output_context *c, const struct topic *topic)
{
	json_t *list = json_array();
	for (size_t i = 0; i < topic->also.n; i++) {
		json_t *link = json_object();
		struct str url = STR_NONE;
		for (size_t k = 0; k < c->site->topic_count; k++)
			if (str_ieq(c->site->topics[k].title, topic->also.v[i]))
				url = path_topic_beside(c->a, c->site->topics[k].slug);
		view_set(link, "title", topic->also.v[i]);
		view_set(link, "url", url);
		json_array_append_new(list, link);
	}
	view_join(list);
	return list;
}

static void set_parts(const struct output_context *c, size_t t, json_t *shell)
{
	json_t *parts[PART_COUNT];
	int64_t changed = NO_TIME;
	for (size_t i = 0; i < PART_COUNT; i++)
		parts[i] = json_array();
	for (size_t i = 0; i < c->count; i++) {
		const struct release *release = c->by_date[i].release;
		if (!c->by_date[i].on[t])
			continue;
		json_array_append_new(parts[part_of(&c->by_date[i])],
			view_release(c->site, release, c->by_date[i].on, &c->site->topics[t], S("../")));
		if (release->at > changed)
			changed = release->at;
	}
	for (size_t i = 0; i < PART_COUNT; i++)
		json_object_set_new(shell, PART_NAMES[i], view_list(parts[i]));
	json_object_set_new(shell, "empty", json_boolean(changed == NO_TIME));
	page_set_changed(shell, page_last_change(c, SECTION_NONE, &c->site->topics[t], changed));
}

static bool topic_page(const struct output_context *c, size_t t, struct err *err)
{
	const struct topic *topic = &c->site->topics[t];
	struct str path = path_topic(c->a, STR_NONE, topic->slug);
	json_t *shell = page_shell(c, topic->title, path, SECTION_NONE), *also = see_also(c, topic);
	set_parts(c, t, shell);
	json_object_set_new(shell, "has_page_also", json_boolean(json_array_size(also) > 0));
	json_object_set_new(shell, "page_also", also);
	return page_add(c, "topic", path, shell, err);
}

/* The page of a slug that the topic had before leads on. */
static bool renamed_pages(
	const struct output_context *c, const struct topic *topic, struct err *err)
{
	bool well = true;
	for (size_t i = 0; i < topic->was.n && well; i++)
		well = page_add_moved(c, path_topic(c->a, STR_NONE, topic->was.v[i]), topic->title,
			path_topic(c->a, STR_NONE, topic->slug), path_topic_beside(c->a, topic->slug), err);
	return well;
}

bool output_topics(const struct output_context *c, struct err *err)
{
	for (size_t t = 0; t < c->site->topic_count; t++)
		if (!topic_page(c, t, err) || !renamed_pages(c, &c->site->topics[t], err))
			return false;
	return true;
}
