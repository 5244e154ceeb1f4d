#include "publish/page.h"

#include "item/filing.h"
#include "render/path.h"
#include "render/view.h"

enum { PAGE_MAX = 16 << 20 };

static json_t *sections_of(const struct output_context *c, struct str root, enum section current)
{
	json_t *list = json_array();
	for (enum section s = SECTION_RESEARCH; s <= SECTION_TRIALS; s++) {
		json_t *section = json_object();
		view_set(section, "title", str_of(section_title(s)));
		view_set(section, "word", str_of(section_word(s)));
		view_set(section, "url", path_section(c->a, root, s));
		view_set(section, "feed", path_feed(c->a, root, s));
		json_object_set_new(section, "current", json_boolean(s == current));
		json_array_append_new(list, section);
	}
	return list;
}

json_t *page_shell(
	const struct output_context *c, struct str title, struct str path, enum section current)
{
	json_t *shell = json_object();
	struct str root = str_find_char(path, '/') == STR_NOT_FOUND ? S("") : S("../");
	view_set(shell, "lang", c->site->language);
	view_set(shell, "site_title", c->site->title);
	view_set(shell, "page_title", title);
	view_set(shell, "root", root);
	view_set(shell, "canonical",
		view_link(
			c->a, str_printf(c->a, STR_FMT STR_FMT, STR_ARG(c->site->base_url), STR_ARG(path))));
	json_object_set_new(shell, "sections", sections_of(c, root, current));
	return shell;
}

int64_t page_last_change(const struct output_context *c, enum section section,
	const struct topic *topic, int64_t changed)
{
	for (size_t i = 0; i < c->gone->n; i++) {
		const struct gone *gone = &c->gone->v[i];
		bool here = (section == SECTION_NONE || gone->release.face.section == section) &&
			(!topic || filing_on_topic(topic, &gone->release));
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

bool page_add(const struct output_context *c, const char *template, struct str path, json_t *data,
	struct err *err)
{
	struct buf b CLEANUP_BUF = buf_new(PAGE_MAX);
	bool rendered = template_render(c->templates, template, data, MUSTACHE_HTML, &b, err);
	json_decref(data);
	if (rendered)
		output_add(c, path, str_copy(c->a, buf_str(&b)));
	return rendered;
}

bool page_add_moved(const struct output_context *c, struct str path, struct str title,
	struct str to, struct str beside, struct err *err)
{
	json_t *shell = page_shell(c, title, to, SECTION_NONE);
	view_set(shell, "target", beside);
	page_set_changed(shell, NO_TIME);
	return page_add(c, "moved", path, shell, err);
}
