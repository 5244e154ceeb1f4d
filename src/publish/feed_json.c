/* The feed as JSON Feed 1.1 (jsonfeed.org/version/1.1). It knows no deleted entries. */
#include <jansson.h>

#include "publish/feed.h"
#include "render/view.h"

/* A member is left out when it is empty. */
static void set_text(json_t *object, const char *key, struct str text)
{
	view_set(object, key, text);
	if (json_is_false(json_object_get(object, key)))
		json_object_del(object, key);
}

static json_t *topics_of(const struct feed *f, const struct feed_item *item)
{
	const struct site *site = f->c->site;
	json_t *tags = json_array();
	for (size_t i = 0; i < site->topic_count; i++)
		if (item->on[i])
			json_array_append_new(
				tags, json_stringn(site->topics[i].title.p, site->topics[i].title.n));
	return tags;
}

static json_t *item_of(const struct feed *f, const struct feed_item *item)
{
	const struct release *release = &item->release;
	json_t *out = json_object();
	char published[TIME_TEXT];
	set_text(out, "id", item->id);
	set_text(out, "url", item->page);
	set_text(out, "external_url", item->link);
	set_text(out, "title", item->title);
	set_text(out, "language", view_language(f->c->site, release));
	set_text(out, "content_html", item->html);
	set_text(out, "summary", release->face.summary);
	set_text(out, "date_published", str_of(time_rfc3339(release->published, published)));
	set_text(out, "date_modified", item->updated);
	json_object_set_new(out, "tags", topics_of(f, item));
	return out;
}

static void set_hubs(const struct feed *f, json_t *out)
{
	struct strs hubs = feed_hubs(f);
	json_t *list = json_array();
	for (size_t i = 0; i < hubs.n; i++) {
		json_t *hub = json_pack("{ss}", "type", "WebSub");
		set_text(hub, "url", hubs.v[i]);
		json_array_append_new(list, hub);
	}
	if (hubs.n)
		json_object_set(out, "hubs", list);
	json_decref(list);
}

static json_t *document_of(const struct feed *f)
{
	json_t *out = json_object(), *items = json_array(), *author = json_object();
	set_text(out, "version", S("https://jsonfeed.org/version/1.1"));
	set_text(out, "title", f->title);
	set_text(out, "home_page_url", f->home);
	set_text(out, "feed_url", feed_address(f, 0, "json"));
	set_text(out, "description", f->c->site->description);
	set_text(out, "icon", feed_image(f, f->c->site->logo));
	set_text(out, "favicon", feed_image(f, f->c->site->icon));
	set_text(out, "language", f->c->site->language);
	set_text(author, "name", f->c->site->title);
	set_text(author, "url", f->base);
	set_hubs(f, out);
	json_object_set_new(out, "authors", json_array());
	json_array_append_new(json_object_get(out, "authors"), author);
	for (size_t i = 0; i < f->n; i++)
		if (!f->v[i].event.gone)
			json_array_append_new(items, item_of(f, &f->v[i]));
	json_object_set_new(out, "items", items);
	return out;
}

static int add_bytes(const char *bytes, size_t n, void *out)
{
	buf_add(out, (struct str){bytes, n});
	return 0;
}

void feed_add_json(const struct feed *f, struct buf *b)
{
	json_t *document = document_of(f);
	(void)json_dump_callback(document, add_bytes, b, JSON_INDENT(1));
	buf_add(b, S("\n"));
	json_decref(document);
}
