#include "publish/page.h"

#include "publish/publish.h"
#include "render/view.h"

enum { PAGE_MAX = 16 << 20 };

static json_t *sections_of(const struct pages *p, struct str root, enum section current)
{
	json_t *list = json_array();
	for (enum section s = SECTION_RESEARCH; s <= SECTION_TRIALS; s++) {
		json_t *section = json_object();
		const char *word = section_word(s);
		view_set(section, "title", str_of(section_title(s)));
		view_set(section, "word", str_of(word));
		view_set(section, "url", str_printf(p->a, STR_FMT "%s/index.html", STR_ARG(root), word));
		view_set(section, "feed", str_printf(p->a, STR_FMT "%s/feed.atom", STR_ARG(root), word));
		json_object_set_new(section, "current", json_boolean(s == current));
		json_array_append_new(list, section);
	}
	return list;
}

json_t *page_shell(const struct pages *p, struct str title, struct str path, enum section current)
{
	json_t *shell = json_object();
	struct str root = str_find_char(path, '/') == STR_NOT_FOUND ? S("") : S("../");
	view_set(shell, "lang", p->site->language);
	view_set(shell, "site_title", p->site->title);
	view_set(shell, "page_title", title);
	view_set(shell, "root", root);
	view_set(shell, "canonical",
		view_link(
			p->a, str_printf(p->a, STR_FMT STR_FMT, STR_ARG(p->site->base_url), STR_ARG(path))));
	json_object_set_new(shell, "sections", sections_of(p, root, current));
	return shell;
}

int64_t page_last_change(
	const struct pages *p, enum section section, const struct topic *topic, int64_t changed)
{
	for (size_t i = 0; i < p->gone->n; i++) {
		const struct gone *gone = &p->gone->v[i];
		bool here = (section == SECTION_NONE || gone->release.face.section == section) &&
			(!topic || publish_on_topic(p->site, topic, &gone->release));
		if (here && gone->at > changed)
			changed = gone->at;
	}
	return changed;
}

void page_set_changed(json_t *shell, int64_t changed)
{
	char text[TIME_TEXT];
	bool known = changed != NO_TIME;
	view_set(shell, "changed", known ? str_of(time_rfc3339(changed, text)) : STR_NONE);
	view_set(shell, "changed_day", known ? str_of(date_us(date_local(changed), text)) : STR_NONE);
}

bool page_add(
	const struct pages *p, const char *template, struct str path, json_t *data, struct err *err)
{
	struct buf b CLEANUP_BUF = buf_new(PAGE_MAX);
	bool fine = template_render(p->templates, template, data, MUSTACHE_HTML, &b, err);
	json_decref(data);
	if (fine)
		output_add(p->a, p->out, path, str_copy(p->a, buf_str(&b)));
	return fine;
}

/* The newest items of a section, at most `max`; *changed becomes the newest of their approvals. */
static json_t *newest(
	const struct pages *p, enum section section, size_t max, struct str root, int64_t *changed)
{
	json_t *items = json_array();
	for (size_t i = 0; i < p->n && json_array_size(items) < max; i++) {
		const struct release *release = p->v[i].release;
		if (release->face.section != section)
			continue;
		json_array_append_new(items, view_placed(p->site, release, p->v[i].on, NULL, root));
		if (release->at > *changed)
			*changed = release->at;
	}
	return items;
}

static json_t *topics_of(const struct pages *p)
{
	json_t *topics = json_array();
	for (size_t i = 0; i < p->site->topic_count; i++) {
		json_int_t count = 0;
		for (size_t k = 0; k < p->n; k++)
			count += p->v[k].on[i];
		json_t *topic = json_object();
		view_set(topic, "title", p->site->topics[i].title);
		view_set(topic, "url",
			str_printf(p->a, "topics/" STR_FMT ".html", STR_ARG(p->site->topics[i].slug)));
		json_object_set_new(topic, "count", json_integer(count));
		json_array_append_new(topics, topic);
	}
	return topics;
}

bool page_index(const struct pages *p, struct err *err)
{
	struct str path = S("index.html");
	json_t *shell = page_shell(p, STR_NONE, path, SECTION_NONE), *topics = topics_of(p), *section;
	int64_t changed = NO_TIME;
	size_t i;
	json_array_foreach (json_object_get(shell, "sections"), i, section)
		json_object_set_new(section, "latest",
			view_list(
				newest(p, (enum section)(SECTION_RESEARCH + i), INDEX_ITEMS, STR_NONE, &changed)));
	json_object_set_new(shell, "has_topics", json_boolean(json_array_size(topics) > 0));
	json_object_set_new(shell, "topics", topics);
	page_set_changed(shell, page_last_change(p, SECTION_NONE, NULL, changed));
	return page_add(p, "index", path, shell, err);
}

/* [{year, items}], in the order of the items; an item without a date is under no year. */
static json_t *by_year(json_t *items)
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

bool page_section(const struct pages *p, enum section section, struct err *err)
{
	struct str path = str_printf(p->a, "%s/index.html", section_word(section));
	json_t *shell = page_shell(p, str_of(section_title(section)), path, section);
	int64_t changed = NO_TIME;
	size_t total = 0;
	for (size_t i = 0; i < p->n; i++)
		total += p->v[i].release->face.section == section;
	json_object_set_new(
		shell, "years", by_year(newest(p, section, SECTION_PAGE_ITEMS, S("../"), &changed)));
	json_object_set_new(shell, "shown", json_integer(SECTION_PAGE_ITEMS));
	json_object_set_new(shell, "total",
		total > SECTION_PAGE_ITEMS ? json_integer((json_int_t)total) : json_false());
	page_set_changed(shell, page_last_change(p, section, NULL, changed));
	return page_add(p, "section", path, shell, err);
}
