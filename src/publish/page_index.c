/* The first page: the topics, and the newest items of each section. */
#include "publish/lists.h"
#include "publish/page.h"
#include "render/path.h"
#include "render/view.h"
#include "store/listing.h"

enum { INDEX_ITEMS = 5 };

static bool list_of(
	const struct output_context *c, struct list_place place, struct listing *out, struct err *err)
{
	return store_listing_find(c->store, c->a, lists_name(c->a, &place), out, err);
}

/* [{title, url, count}] */
static bool add_topics(const struct output_context *c, json_t *topics, struct err *err)
{
	for (size_t i = 0; i < c->site->topic_count; i++) {
		const struct topic *topic = &c->site->topics[i];
		struct listing listing;
		if (!list_of(c, (struct list_place){.kind = LIST_TOPIC, .topic = topic}, &listing, err))
			return false;
		json_t *link = json_object();
		view_set(link, "title", topic->title);
		view_set(link, "url", path_topic(c->a, STR_NONE, topic->slug));
		json_object_set_new(link, "count", json_integer((json_int_t)listing.total));
		json_array_append_new(topics, link);
	}
	return true;
}

/* Adds `latest` to each section of the shell, which are in the order of their enum. */
static bool add_latest(const struct output_context *c, json_t *shell, struct err *err)
{
	json_t *section;
	size_t i;
	json_array_foreach (json_object_get(shell, "sections"), i, section) {
		const struct list_place place = {
			.kind = LIST_SECTION, .section = (enum section)(SECTION_RESEARCH + i)};
		struct listing listing;
		struct releases newest;
		if (!list_of(c, place, &listing, err) ||
			!store_listed_newest(c->store, c->a, listing.id, INDEX_ITEMS, &newest, err))
			return false;
		json_object_set_new(section, "latest", view_list(page_items(c, &newest, NULL, STR_NONE)));
	}
	return true;
}

bool output_index(const struct output_context *c, const struct due *due, struct err *err)
{
	struct str path = S("index.html");
	json_t *shell = page_shell(c, STR_NONE, path, SECTION_NONE), *topics = json_array();
	struct listing all;
	(void)due;
	bool well = add_topics(c, topics, err) && add_latest(c, shell, err) &&
		list_of(c, (struct list_place){.kind = LIST_ALL}, &all, err);
	json_object_set_new(shell, "has_topics", json_boolean(json_array_size(topics) > 0));
	json_object_set_new(shell, "topics", topics);
	if (!well) {
		json_decref(shell);
		return false;
	}
	page_set_feeds(c, shell, &(struct list_place){.kind = LIST_ALL}, path);
	page_set_changed(c, shell, all.changed);
	return page_write(c, "index", path, shell, err);
}
