/* What every page says of the organisation, in its head, its navigation and its foot. */
#include "model/image.h"
#include "publish/own_page.h"
#include "publish/page.h"
#include "render/path.h"
#include "render/view.h"
#include "render/words.h"

/* What a search engine shows of a description, about. */
enum { DESCRIPTION_MAX = 300 };

void page_set_description(const struct output_context *c, json_t *shell, struct str text)
{
	view_set(shell, "description", words_shortened(c->a, text, DESCRIPTION_MAX));
}

/* "Research – Our News Desk. What we do." */
static struct str description_of(const struct output_context *c, struct str title)
{
	const struct site *site = c->site;
	return STR_CAT(c->a, title, title.n ? S(" – ") : S(""), site->title,
		site->description.n ? S(". ") : S(""), site->description);
}

/* {url, type}, or false */
static void set_image(json_t *shell, const char *key, struct str name, struct str url)
{
	json_t *image = json_false();
	if (name.n) {
		image = json_object();
		view_set(image, "url", url);
		view_set(image, "type", str_of(image_type(name)));
	}
	json_object_set_new(shell, key, image);
}

static struct str beside(const struct output_context *c, struct str root, struct str path)
{
	return STR_CAT(c->a, root, path);
}

/* Those who show links to a page want a bitmap. */
static void set_images(const struct output_context *c, json_t *shell, struct str root)
{
	const struct site *site = c->site;
	struct str shown = image_is_bitmap(site->logo) ? site->logo :
		image_is_bitmap(site->icon)                ? site->icon :
													 STR_NONE;
	struct str base = view_link(c->a, site->base_url);
	set_image(shell, "logo", site->logo, beside(c, root, site->logo));
	set_image(shell, "icon", site->icon, beside(c, root, site->icon));
	set_image(shell, "og_image", shown, beside(c, base, shown));
}

/* A link of a navigation; `path` is that of the page which it is on. */
static void add_link(const struct output_context *c, json_t *list, struct str title,
	struct str target, struct str path)
{
	json_t *link = json_object();
	view_set(link, "title", title);
	view_set(link, "url", beside(c, page_root(c, path), target));
	json_object_set_new(link, "current", json_boolean(str_eq(target, path)));
	json_array_append_new(list, link);
}

static json_t *topics_of(const struct output_context *c, struct str path)
{
	json_t *list = json_array();
	for (size_t i = 0; i < c->site->topic_count; i++) {
		const struct topic *topic = &c->site->topics[i];
		add_link(c, list, topic->title, path_topic(c->a, STR_NONE, topic->slug), path);
	}
	return view_list(list);
}

static json_t *own_pages_of(const struct output_context *c, struct str path)
{
	json_t *list = json_array();
	for (size_t i = 0; i < c->own->n; i++)
		add_link(c, list, c->own->v[i].title, c->own->v[i].path, path);
	return view_list(list);
}

static json_t *sign_up_list(const struct words *words, const struct mail_list *list)
{
	json_t *box = json_object();
	view_set(box, "slug", list->slug);
	view_set(box, "title", words_list(words, list));
	view_set(box, "cadence", words_text(words, words_cadence(list->cadence)));
	json_object_set_new(box, "on", json_false());
	return box;
}

json_t *page_sign_up(const struct output_context *c, struct str action)
{
	const struct site *site = c->site;
	if (!site_signs_up(site))
		return NULL;
	json_t *form = json_object(), *lists = json_array();
	for (size_t i = 0; i < site->list_count; i++)
		json_array_append_new(lists, sign_up_list(&site->words, &site->lists[i]));
	view_set(form, "action", action);
	view_set(form, "page", STR_CAT(c->a, site->door_url, S(PATH_SIGN_UP)));
	view_set(form, "only", site->list_count == 1 ? site->lists[0].slug : STR_NONE);
	json_object_set_new(form, "lists", lists);
	view_set(form, "address", STR_NONE);
	return form;
}

static void set_sign_up(const struct output_context *c, json_t *shell)
{
	json_t *form = page_sign_up(c, STR_CAT(c->a, c->site->door_url, S(PATH_SIGN_UP)));
	json_object_set_new(shell, "sign_up", form ? form : json_false());
}

void page_set_own_description(const struct output_context *c, json_t *shell, struct str title)
{
	page_set_description(c, shell, description_of(c, title));
}

void page_set_site(const struct output_context *c, json_t *shell, struct str root, struct str path)
{
	const struct site *site = c->site;
	set_images(c, shell, root);
	json_object_set_new(shell, "all_topics", topics_of(c, path));
	json_object_set_new(shell, "own_pages", own_pages_of(c, path));
	view_set(shell, "site_description", site->description);
	set_sign_up(c, shell);
	view_set(shell, "email", site->email);
	view_set(shell, "postal_address", site->postal_address);
	view_set(shell, "disclaimer", site->disclaimer);
	view_set(shell, "privacy_url", view_link(c->a, site->privacy_url));
	view_set(shell, "donate_url", view_link(c->a, site->donate_url));
}
