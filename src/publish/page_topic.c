/* The page of each topic, in its parts. A long topic's shows the newest of each, and leads on to
 * the rest. */
#include <assert.h>

#include "publish/lists.h"
#include "publish/page.h"
#include "publish/plan.h"
#include "render/path.h"
#include "render/view.h"
#include "store/listing.h"

/* The related pages that the topic's configuration names: [{title, url, join, last}], with a link
 * where the site has a topic of that title. */
static json_t *see_also(const struct output_context *c, const struct topic *topic)
{
	json_t *list = json_array();
	for (size_t i = 0; i < topic->also.n; i++) {
		json_t *link = json_object();
		const struct topic *other = site_topic_titled(c->site, topic->also.v[i]);
		view_set(link, "title", topic->also.v[i]);
		view_set(link, "url", other ? path_topic_beside(c->a, other->slug) : STR_NONE);
		json_array_append_new(list, link);
	}
	view_join(list, &c->site->words);
	return list;
}

/* {url, total} of all that the part has. */
static json_t *more_of(
	const struct output_context *c, const struct list_place *place, const struct listing *listing)
{
	json_t *more = json_object();
	view_set(more, "url",
		STR_CAT(c->a, place->topic->slug, S("/"), place->part->name, S("/index.html")));
	json_object_set_new(more, "total", json_integer((json_int_t)listing->total));
	return more;
}

/* Titles as headings of their own have no full stop of ours. */
static void set_headings(json_t *items, const struct releases *releases)
{
	assert(json_array_size(items) == releases->n);
	for (size_t i = 0; i < releases->n; i++) {
		json_t *item = json_array_get(items, i);
		const struct face *face = &releases->v[i].face;
		if (face->kind != ENTRY_TRIAL)
			view_set(item, "title", face->title);
		json_object_set_new(item, "is_heading", json_true());
	}
}

/* The usual parts are linked to by their names; that of another might be an id of the page. */
static struct str anchor_of(struct arena *a, const struct page_part *part)
{
	return part_find(&PARTS_USUAL, part->name) ? part->name : STR_CAT(a, S("part-"), part->name);
}

/* Adds {anchor, title, intro, list: {items, more}} to `parts`, unless the part says nothing. *named
 * becomes its list, or false: templates of version 3 and before ask for the usual parts by name. */
static bool add_part(const struct output_context *c, const struct list_place *place, bool is_long,
	json_t *parts, json_t **named, struct err *err)
{
	struct listing listing;
	struct releases first = {0};
	*named = json_false();
	if (!store_listing_find(c->store, c->a, lists_name(c->a, place), &listing, err) ||
		!store_listed_first(
			c->store, c->a, listing.id, is_long ? TOPIC_PART_ITEMS : LIST_PAGE_ITEMS, &first, err))
		return false;
	json_t *items = page_items(c, &first, place->topic, S("../"));
	if (place->part->headings)
		set_headings(items, &first);
	json_t *list = view_list(items);
	if (json_is_object(list) && listing.total > (int64_t)first.n)
		json_object_set_new(list, "more", more_of(c, place, &listing));
	if (json_is_object(list) || place->part->intro.n) {
		json_t *part = json_object();
		view_set(part, "anchor", anchor_of(c->a, place->part));
		view_set(part, "title", lists_part_title(c->site, place->part));
		view_set(part, "intro", place->part->intro);
		json_object_set(part, "list", list);
		json_array_append_new(parts, part);
	}
	*named = list;
	return true;
}

static bool set_parts(const struct output_context *c, const struct topic *topic,
	const struct listing *listing, json_t *shell, struct err *err)
{
	const struct page_parts *parts = lists_parts(topic);
	json_t *shown = json_array();
	bool well = true;
	for (size_t i = 0; i < parts->n && well; i++) {
		const struct list_place place = {.kind = LIST_PART, .topic = topic, .part = &parts->v[i]};
		json_t *named;
		well = add_part(c, &place, listing->paged, shown, &named, err);
		if (part_find(&PARTS_USUAL, place.part->name))
			json_object_set(shell, str_cstr(c->a, place.part->name), named);
		json_decref(named);
	}
	json_object_set_new(shell, "empty", json_boolean(!json_array_size(shown)));
	json_object_set_new(shell, "parts", shown);
	return well;
}

static bool topic_page(const struct output_context *c, const struct topic *topic,
	const struct listing *listing, struct err *err)
{
	struct str path = path_topic(c->a, STR_NONE, topic->slug);
	json_t *shell = page_shell(c, topic->title, path, SECTION_NONE), *also = see_also(c, topic);
	bool well = set_parts(c, topic, listing, shell, err);
	json_object_set_new(shell, "has_page_also", json_boolean(json_array_size(also) > 0));
	json_object_set_new(shell, "page_also", also);
	page_set_feeds(c, shell, &(struct list_place){.kind = LIST_TOPIC, .topic = topic}, path);
	page_set_changed(c, shell, listing->changed);
	if (!well) {
		json_decref(shell);
		return false;
	}
	return page_write(c, "topic", path, shell, err);
}

bool output_topic(const struct output_context *c, const struct due *due, struct err *err)
{
	struct listing listing;
	struct list_place place;
	if (!store_listing_get(c->store, c->a, due->id, &listing, err))
		return false;
	bool known = lists_find(c->site, listing.name, &place);
	if (place.kind != LIST_TOPIC)
		return true;
	if (known)
		return topic_page(c, place.topic, &listing, err);
	if (lists_was_renamed(c->site, listing.name))
		return true; /* output_moved leads on from there */
	struct str slug = str_sub(listing.name, S("topic/").n, SIZE_MAX);
	return output_remove(c, path_topic(c->a, STR_NONE, slug), err);
}

/* The page of a slug that a topic had before leads on. */
bool output_moved(const struct output_context *c, const struct due *due, struct err *err)
{
	bool well = true;
	(void)due;
	for (size_t i = 0; i < c->site->topic_count; i++) {
		const struct topic *topic = &c->site->topics[i];
		for (size_t k = 0; k < topic->was.n && well; k++)
			well = page_write_moved(c, path_topic(c->a, STR_NONE, topic->was.v[k]), topic->title,
				path_topic(c->a, STR_NONE, topic->slug), path_topic_beside(c->a, topic->slug), err);
	}
	return well;
}
