#include "publish/page.h"

#include "base/url.h"
#include "item/filing.h"
#include "publish/feed.h"
#include "publish/lists.h"
#include "render/path.h"
#include "render/view.h"
#include "render/words.h"

enum { PAGE_MAX = 16 << 20 };

static json_t *sections_of(const struct output_context *c, struct str root, enum section current)
{
	json_t *list = json_array();
	for (enum section s = SECTION_RESEARCH; s <= SECTION_TRIALS; s++) {
		json_t *section = json_object();
		view_set(section, "title", words_section(&c->site->words, s));
		view_set(section, "word", str_of(section_word(s)));
		view_set(section, "url", path_section(c->a, root, s));
		view_set(section, "feed", path_feed(c->a, root, s));
		json_object_set_new(section, "current", json_boolean(s == current));
		json_array_append_new(list, section);
	}
	return list;
}

struct str page_root(const struct output_context *c, struct str path)
{
	struct str root = S("");
	struct url base;
	if (c->root.n)
		return c->root;
	if (str_eq(path, S(PATH_MISSING)) && url_parse(c->a, c->site->base_url, &base))
		return base.path;
	for (size_t i = 0; i < path.n; i++)
		if (path.p[i] == '/')
			root = str_printf(c->a, STR_FMT "../", STR_ARG(root));
	return root;
}

static json_t *feed_link(const struct feed_format *format, struct str url)
{
	json_t *feed = json_object();
	view_set(feed, "format", str_of(format->name));
	view_set(feed, "type", str_of(format->type));
	view_set(feed, "url", url);
	return feed;
}

/* Takes the feeds. */
static void set_follow(json_t *shell, struct str title, json_t *feeds)
{
	json_t *follow = json_object();
	view_set(follow, "title", title);
	json_object_set_new(follow, "feeds", feeds);
	json_object_set_new(shell, "follow", follow);
}

void page_set_feed(
	json_t *shell, struct str title, const struct feed_format *format, struct str url)
{
	json_t *feeds = json_array();
	json_array_append_new(feeds, feed_link(format, url));
	set_follow(shell, title, feeds);
}

void page_set_feeds(
	const struct output_context *c, json_t *shell, const struct list_place *place, struct str path)
{
	json_t *feeds = json_array();
	struct str folder = lists_folder(c->a, place), root = page_root(c, path);
	for (size_t i = 0; i < FEED_FORMATS_COUNT; i++)
		json_array_append_new(feeds,
			feed_link(&FEED_FORMATS[i],
				str_printf(c->a, STR_FMT STR_FMT "feed.%s", STR_ARG(root), STR_ARG(folder),
					FEED_FORMATS[i].word)));
	set_follow(shell, lists_title(c->a, c->site, place), feeds);
}

json_t *page_shell(
	const struct output_context *c, struct str title, struct str path, enum section current)
{
	json_t *shell = json_object();
	struct str root = page_root(c, path);
	view_set(shell, "lang", c->site->language);
	view_set(shell, "dir", c->site->words.rtl ? S("rtl") : STR_NONE);
	view_set(shell, "site_title", c->site->title);
	view_set(shell, "page_title", title);
	view_set(shell, "root", root);
	view_set(shell, "canonical",
		view_link(
			c->a, str_printf(c->a, STR_FMT STR_FMT, STR_ARG(c->site->base_url), STR_ARG(path))));
	json_object_set_new(shell, "sections", sections_of(c, root, current));
	page_set_feeds(c, shell, &(struct list_place){.kind = LIST_ALL}, path);
	page_set_site(c, shell, title, path);
	return shell;
}

void page_set_changed(const struct output_context *c, json_t *shell, int64_t changed)
{
	char text[TIME_TEXT];
	bool known = changed != NO_TIME;
	view_set(shell, "changed", known ? str_of(time_rfc3339(changed, text)) : STR_NONE);
	view_set(
		shell, "changed_day", known ? words_instant(c->a, &c->site->words, changed) : STR_NONE);
}

json_t *page_items(const struct output_context *c, const struct releases *releases,
	const struct topic *here, struct str root)
{
	json_t *items = json_array();
	for (size_t i = 0; i < releases->n; i++) {
		const struct release *release = &releases->v[i];
		json_array_append_new(items,
			view_release(c->site, release, filing_topics(c->a, c->site, release), here, root));
	}
	return items;
}

bool page_write(const struct output_context *c, const char *template, struct str path, json_t *data,
	struct err *err)
{
	struct buf b CLEANUP_BUF = buf_new(PAGE_MAX);
	bool rendered = template_render(c->templates, template, data, MUSTACHE_HTML, &b, err);
	json_decref(data);
	return rendered && output_write(c, path, buf_str(&b), err);
}

bool page_write_moved(const struct output_context *c, struct str path, struct str title,
	struct str to, struct str beside, struct err *err)
{
	json_t *shell = page_shell(c, title, to, SECTION_NONE);
	view_set(shell, "target", beside);
	page_set_changed(c, shell, NO_TIME);
	return page_write(c, "moved", path, shell, err);
}
