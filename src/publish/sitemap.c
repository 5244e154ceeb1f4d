/* Sitemaps (sitemaps.org, protocol 0.9) of the pages that search engines may show.
 *
 *     sitemap.xml            where the others are, and when each changed
 *     sitemap-pages.xml      the first page, sections, topics
 *     sitemap-research.xml   the pages of years and months of a long list
 *     sitemap-items-1.xml    the items of a range (store/sitemap.h), SITEMAP_ITEMS at most
 *
 * So a change writes a small file anew, whatever the size of the site. */
#include <assert.h>

#include "publish/own_page.h"
#include "publish/page.h"
#include "publish/page_list.h"
#include "publish/plan.h"
#include "render/path.h"
#include "render/view.h"
#include "render/xml.h"
#include "store/sitemap.h"

enum { URLS_MAX = 50000, BYTES_MAX = 50 << 20 }; /* of the protocol */
static_assert((int)SITEMAP_ITEMS <= (int)URLS_MAX, "a range fits into a sitemap");

struct sitemap {
	const struct output_context *c;
	const char *element; /* of an address: "url", or "sitemap" in the index */
	struct buf b;
	size_t n;
};

static struct sitemap sitemap_begin(
	const struct output_context *c, const char *root, const char *element)
{
	struct sitemap map = {.c = c, .element = element, .b = buf_new(BYTES_MAX)};
	buf_addf(&map.b,
		"<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
		"<%s xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n",
		root);
	return map;
}

/* `path` in out/; `at`: when it changed last; NO_TIME: that is not known. */
static void sitemap_add(struct sitemap *map, struct str path, int64_t at)
{
	const struct output_context *c = map->c;
	struct str address = str_printf(
		c->a, STR_FMT STR_FMT, STR_ARG(c->site->base_url), STR_ARG(path));
	char time[TIME_TEXT];
	buf_addf(&map->b, "<%s>\n", map->element);
	xml_add_element(&map->b, "loc", view_link(c->a, address));
	if (at != NO_TIME)
		xml_add_element(&map->b, "lastmod", str_of(time_rfc3339(at, time)));
	buf_addf(&map->b, "</%s>\n", map->element);
	map->n++;
}

/* Writes it. One without an address may not be: there is no such file then. */
static bool sitemap_end(struct sitemap *map, struct str path, const char *root, struct err *err)
{
	const struct output_context *c = map->c;
	buf_addf(&map->b, "</%s>\n", root);
	bool well = !map->n ? output_remove(c, path, err) :
		map->n > URLS_MAX || !buf_ok(&map->b) ?
						  err_set(err, STR_FMT " would have more than %d addresses, or be too long",
							  STR_ARG(path), URLS_MAX) :
						  output_write(c, path, buf_str(&map->b), err);
	buf_free(&map->b);
	return well;
}

static struct str items_path(struct arena *a, int64_t number)
{
	return str_printf(a, "sitemap-items-%lld.xml", (long long)number);
}

bool output_sitemap_items(const struct output_context *c, const struct due *due, struct err *err)
{
	struct sitemap_items items;
	if (!store_sitemap_items(c->store, c->a, due->part, &items, err))
		return false;
	struct sitemap map = sitemap_begin(c, "urlset", "url");
	for (size_t i = 0; i < items.n; i++)
		sitemap_add(&map, path_item(c->a, STR_NONE, items.v[i].tag), items.v[i].at);
	return sitemap_end(&map, items_path(c->a, due->part), "urlset", err);
}

/* -- Lists -- */

/* "sitemap-topic-grafts-news.xml" of the list "topic/grafts/news" */
static struct str list_path(struct arena *a, const struct listing *listing)
{
	struct str path = str_printf(a, "sitemap-" STR_FMT ".xml", STR_ARG(listing->name));
	char *p = str_cstr(a, path);
	for (size_t i = 0; i < path.n; i++)
		p[i] = p[i] == '/' ? '-' : p[i];
	return str_of(p);
}

/* Whether the list has pages of years. */
static bool has_years(
	const struct output_context *c, const struct listing *listing, bool *has, struct err *err)
{
	struct list_place place;
	*has = false;
	if (!listing->paged || !listing->total || !lists_find(c->site, listing->name, &place))
		return true;
	return !lists_has_pages(&place) || page_list_has(c, listing, &place, has, err);
}

static void add_page(struct sitemap *map, struct str folder, struct str period, int64_t part)
{
	struct arena *a = map->c->a;
	sitemap_add(map,
		str_printf(a, STR_FMT STR_FMT, STR_ARG(folder), STR_ARG(page_list_name(a, period, part))),
		NO_TIME);
}

static bool add_months(struct sitemap *map, const struct listing *listing, struct str folder,
	struct str year, struct err *err)
{
	const struct output_context *c = map->c;
	struct periods months;
	if (!store_period_months(c->store, c->a, listing->id, year, &months, err))
		return false;
	for (size_t i = 0; i < months.n; i++)
		for (int64_t part = 1; (part - 1) * LIST_PAGE_ITEMS < months.v[i].n; part++)
			add_page(map, folder, months.v[i].name, part);
	return true;
}

static bool add_years(struct sitemap *map, const struct listing *listing, struct err *err)
{
	const struct output_context *c = map->c;
	struct str folder = lists_folder_of_name(c->a, listing->name);
	struct periods years;
	bool well = store_period_years(c->store, c->a, listing->id, &years, err);
	for (size_t i = 0; i < years.n && well; i++) {
		const struct period *year = &years.v[i];
		if (year->n)
			add_page(map, folder, year->name, 0);
		well = !year->paged || add_months(map, listing, folder, year->name, err);
	}
	return well;
}

bool output_sitemap_list(const struct output_context *c, const struct due *due, struct err *err)
{
	struct listing listing;
	bool has;
	if (!store_listing_get(c->store, c->a, due->id, &listing, err) ||
		!has_years(c, &listing, &has, err))
		return false;
	struct sitemap map = sitemap_begin(c, "urlset", "url");
	if (has && !add_years(&map, &listing, err)) {
		buf_free(&map.b);
		return false;
	}
	return sitemap_end(&map, list_path(c->a, &listing), "urlset", err);
}

/* -- The rest -- */

static bool add_list(struct sitemap *map, const struct list_place *place, struct err *err)
{
	const struct output_context *c = map->c;
	struct listing listing;
	bool has = true;
	if (!store_listing_find(c->store, c->a, lists_name(c->a, place), &listing, err) ||
		(place->kind == LIST_PART && !page_list_has(c, &listing, place, &has, err)))
		return false;
	if (has)
		sitemap_add(map, lists_page(c->a, place), listing.changed);
	return true;
}

static const struct str PAGES = S("sitemap-pages.xml");

bool output_sitemap_pages(const struct output_context *c, const struct due *due, struct err *err)
{
	struct list_places places = lists_of_site(c->a, c->site);
	struct sitemap map = sitemap_begin(c, "urlset", "url");
	bool well = true;
	(void)due;
	for (size_t i = 0; i < places.n && well; i++)
		well = add_list(&map, &places.v[i], err);
	sitemap_add(&map, S(PATH_CHANGES), NO_TIME);
	sitemap_add(&map, S(PATH_SEARCH), NO_TIME);
	for (size_t i = 0; i < c->own->n; i++)
		sitemap_add(&map, c->own->v[i].path, NO_TIME);
	if (!well) {
		buf_free(&map.b);
		return false;
	}
	return sitemap_end(&map, PAGES, "urlset", err);
}

static bool add_lists(struct sitemap *map, struct err *err)
{
	const struct output_context *c = map->c;
	struct listings all;
	bool well = store_listing_all(c->store, c->a, &all, err);
	for (size_t i = 0; i < all.n && well; i++) {
		bool has;
		well = has_years(c, &all.v[i], &has, err);
		if (well && has)
			sitemap_add(map, list_path(c->a, &all.v[i]), all.v[i].changed);
	}
	return well;
}

bool output_sitemap(const struct output_context *c, const struct due *due, struct err *err)
{
	struct sitemap_ranges ranges;
	struct sitemap map = sitemap_begin(c, "sitemapindex", "sitemap");
	(void)due;
	sitemap_add(&map, PAGES, NO_TIME);
	if (!add_lists(&map, err) || !store_sitemap_list(c->store, c->a, &ranges, err)) {
		buf_free(&map.b);
		return false;
	}
	for (size_t i = 0; i < ranges.n; i++)
		sitemap_add(&map, items_path(c->a, ranges.v[i].number), ranges.v[i].changed);
	return sitemap_end(&map, S(PATH_SITEMAP), "sitemapindex", err);
}
