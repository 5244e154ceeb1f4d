/* The pages that show the newest items: the index, and one for each section. */
#include <assert.h>

#include "publish/page.h"
#include "render/path.h"
#include "render/view.h"

enum { SECTION_PAGE_ITEMS = 50, INDEX_ITEMS = 5 };

/* The newest items of a section, at most `max`. *changed becomes the latest of their approvals, if
 * that is later. */
static json_t *newest_items(const struct output_context *c, enum section section, size_t max,
	struct str root, int64_t *changed)
{
	json_t *items = json_array();
	for (size_t i = 0; i < c->count && json_array_size(items) < max; i++) {
		const struct release *release = c->by_date[i].release;
		if (release->face.section != section)
			continue;
		json_array_append_new(items, view_release(c->site, release, c->by_date[i].on, NULL, root));
		if (release->at > *changed)
			*changed = release->at;
	}
	return items;
}

/* [{title, url, count}] */
static json_t *topics_of(const struct output_context *c)
{
	json_t *topics = json_array();
	for (size_t i = 0; i < c->site->topic_count; i++) {
		json_int_t count = 0;
		for (size_t k = 0; k < c->count; k++)
			count += c->by_date[k].on[i];
		json_t *topic = json_object();
		view_set(topic, "title", c->site->topics[i].title);
		view_set(topic, "url", path_topic(c->a, STR_NONE, c->site->topics[i].slug));
		json_object_set_new(topic, "count", json_integer(count));
		json_array_append_new(topics, topic);
	}
	return topics;
}

bool output_index(const struct output_context *c, struct err *err)
{
	struct str path = S("index.html");
	json_t *shell = page_shell(c, STR_NONE, path, SECTION_NONE), *topics = topics_of(c), *section;
	int64_t changed = NO_TIME;
	size_t i;
	json_array_foreach (json_object_get(shell, "sections"), i, section) {
		enum section s = (enum section)(SECTION_RESEARCH + i); /* the order of page_shell */
		assert(s <= SECTION_TRIALS);
		json_object_set_new(
			section, "latest", view_list(newest_items(c, s, INDEX_ITEMS, STR_NONE, &changed)));
	}
	json_object_set_new(shell, "has_topics", json_boolean(json_array_size(topics) > 0));
	json_object_set_new(shell, "topics", topics);
	page_set_changed(shell, page_last_change(c, SECTION_NONE, NULL, changed));
	return page_add(c, "index", path, shell, err);
}

/* The items as [{year, items}], in their order; the year of items without a date is false. Takes
 * the items. */
static json_t *group_by_year(json_t *items)
{
	json_t *years = json_array(), *item;
	struct str last = STR_NONE;
	size_t i;
	json_array_foreach (items, i, item) {
		struct str year = str_sub(str_of(json_string_value(json_object_get(item, "date"))), 0, 4);
		if (i == 0 || !str_eq(year, last)) {
			json_t *group = json_object();
			view_set(group, "year", year);
			json_object_set_new(group, "items", json_array());
			json_array_append_new(years, group);
			last = year;
		}
		json_array_append(
			json_object_get(json_array_get(years, json_array_size(years) - 1), "items"), item);
	}
	json_decref(items);
	return years;
}

static bool section_page(const struct output_context *c, enum section section, struct err *err)
{
	struct str path = path_section(c->a, STR_NONE, section);
	json_t *shell = page_shell(c, str_of(section_title(section)), path, section);
	int64_t changed = NO_TIME;
	size_t total = 0;
	for (size_t i = 0; i < c->count; i++)
		total += c->by_date[i].release->face.section == section;
	json_object_set_new(shell, "years",
		group_by_year(newest_items(c, section, SECTION_PAGE_ITEMS, S("../"), &changed)));
	json_object_set_new(shell, "shown", json_integer(SECTION_PAGE_ITEMS));
	json_object_set_new(shell, "total",
		total > SECTION_PAGE_ITEMS ? json_integer((json_int_t)total) : json_false());
	page_set_changed(shell, page_last_change(c, section, NULL, changed));
	return page_add(c, "section", path, shell, err);
}

bool output_sections(const struct output_context *c, struct err *err)
{
	for (enum section s = SECTION_RESEARCH; s <= SECTION_TRIALS; s++)
		if (!section_page(c, s, err))
			return false;
	return true;
}
