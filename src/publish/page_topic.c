#include "publish/page.h"
#include "render/view.h"

enum part { PART_OVERVIEW, PART_OPEN, PART_TRIALS, PART_RESEARCH, PART_NEWS, PART_COUNT };
static const char *const PART_NAMES[PART_COUNT] = {
	"overview", "open", "trials", "research", "news"};

/* Open enrollments are those whose status is RECRUITING and nothing else: "NOT_YET_RECRUITING" or a
 * title that says "recruiting" does not count. */
static enum part part_of(const struct placed *placed)
{
	const struct face *face = &placed->release->face;
	if (face->kind == ENTRY_PAGE)
		return PART_OVERVIEW;
	switch (face->section) {
	case SECTION_TRIALS: return str_eq(face->status, S("RECRUITING")) ? PART_OPEN : PART_TRIALS;
	case SECTION_NEWS: return PART_NEWS;
	default: return PART_RESEARCH;
	}
}

/* The topic's own "also": linked where the site has a page of that title. */
static json_t *see_also(const struct output_context *c, const struct topic *topic)
{
	json_t *list = json_array();
	for (size_t i = 0; i < topic->also.n; i++) {
		json_t *link = json_object();
		struct str url = STR_NONE;
		for (size_t k = 0; k < c->site->topic_count; k++)
			if (str_ieq(c->site->topics[k].title, topic->also.v[i]))
				url = str_printf(c->a, STR_FMT ".html", STR_ARG(c->site->topics[k].slug));
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
	for (size_t i = 0; i < c->n; i++) {
		const struct release *release = c->v[i].release;
		if (!c->v[i].on[t])
			continue;
		json_array_append_new(parts[part_of(&c->v[i])],
			view_placed(c->site, release, c->v[i].on, &c->site->topics[t], S("../")));
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
	struct str path = str_printf(c->a, "topics/" STR_FMT ".html", STR_ARG(topic->slug));
	json_t *shell = page_shell(c, topic->title, path, SECTION_NONE), *also = see_also(c, topic);
	set_parts(c, t, shell);
	json_object_set_new(shell, "has_page_also", json_boolean(json_array_size(also) > 0));
	json_object_set_new(shell, "page_also", also);
	return page_add(c, "topic", path, shell, err);
}

bool output_topics(const struct output_context *c, struct err *err)
{
	for (size_t t = 0; t < c->site->topic_count; t++)
		if (!topic_page(c, t, err))
			return false;
	return true;
}
