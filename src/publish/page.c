#include "publish/page.h"

#include <assert.h>

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
	static const struct str up = S("../../../../../../../../");
	const size_t each = S("../").n;
	size_t folders = 0;
	struct url base;
	if (c->root.n)
		return c->root;
	if (str_eq(path, S(PATH_MISSING)) && url_parse(c->a, c->site->base_url, &base))
		return base.path;
	for (size_t i = 0; i < path.n; i++)
		folders += path.p[i] == '/';
	assert(folders * each <= up.n);
	return str_sub(up, 0, folders * each);
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

/* Who follows the page follows the feed at `path`, of which hubs tell (WebSub section 4). */
static void set_hubs(const struct output_context *c, json_t *shell, struct str path)
{
	struct strs hubs = site_hubs(c->a, c->site);
	if (!hubs.n)
		return;
	json_t *websub = json_object(), *list = json_array();
	for (size_t i = 0; i < hubs.n; i++)
		json_array_append_new(list, json_stringn(hubs.v[i].p, hubs.v[i].n));
	json_object_set_new(websub, "hubs", list);
	view_set(websub, "topic", STR_CAT(c->a, view_link(c->a, c->site->base_url), path));
	json_object_set_new(json_object_get(shell, "follow"), "websub", websub);
}

void page_set_feed(const struct output_context *c, json_t *shell, struct str title,
	const struct feed_format *format, struct str path)
{
	json_t *feeds = json_array();
	json_array_append_new(feeds, feed_link(format, path));
	set_follow(shell, title, feeds);
	set_hubs(c, shell, path);
}

static void set_feeds(
	const struct output_context *c, json_t *shell, const struct list_place *place, struct str path)
{
	json_t *feeds = json_array();
	struct str folder = lists_folder(c->a, place), root = page_root(c, path);
	for (size_t i = 0; i < FEED_FORMATS_COUNT; i++)
		json_array_append_new(feeds,
			feed_link(&FEED_FORMATS[i],
				STR_CAT(c->a, root, folder, S("feed."), str_of(FEED_FORMATS[i].word))));
	set_follow(shell, lists_title(c->a, c->site, place), feeds);
}

void page_set_feeds(
	const struct output_context *c, json_t *shell, const struct list_place *place, struct str path)
{
	set_feeds(c, shell, place, path);
	set_hubs(c, shell,
		STR_CAT(c->a, lists_folder(c->a, place), S("feed."), str_of(FEED_FORMATS[0].word)));
}

/* What pages of one root and section have in common. */
static json_t *frame_make(
	const struct output_context *c, struct str root, struct str path, enum section current)
{
	json_t *frame = json_object();
	view_set(frame, "lang", c->site->language);
	view_set(frame, "dir", c->site->words.rtl ? S("rtl") : STR_NONE);
	view_set(frame, "site_title", c->site->title);
	view_set(frame, "root", root);
	json_object_set_new(frame, "sections", sections_of(c, root, current));
	set_feeds(c, frame, &(struct list_place){.kind = LIST_ALL}, path);
	page_set_site(c, frame, root, path);
	return frame;
}

/* The navigation leads to the organisation's own pages and to those of topics: on them a link is
 * marked as the current one, so their frame is no other page's. */
static bool is_linked(struct str path)
{
	return str_find_char(path, '/') == STR_NOT_FOUND || str_starts(path, S(PATH_TOPICS));
}

static json_t *frame_of(const struct output_context *c, struct str path, enum section current)
{
	struct str root = page_root(c, path);
	struct page_frame *kept = c->frame;
	if (!kept || is_linked(path))
		return frame_make(c, root, path, current);
	if (!kept->made || kept->folders != root.n || kept->current != current) {
		page_frame_free(kept);
		*kept = (struct page_frame){root.n, current, frame_make(c, root, path, current)};
	}
	return json_incref(kept->made);
}

void page_frame_free(struct page_frame *frame)
{
	json_decref(frame->made);
	frame->made = NULL;
}

json_t *page_shell(
	const struct output_context *c, struct str title, struct str path, enum section current)
{
	json_t *frame = frame_of(c, path, current), *shell = json_copy(frame);
	json_decref(frame);
	view_set(shell, "page_title", title);
	view_set(shell, "canonical", view_link(c->a, STR_CAT(c->a, c->site->base_url, path)));
	page_set_own_description(c, shell, title);
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
