#include "publish/page_list.h"

#include <assert.h>

#include "base/month.h"
#include "publish/page.h"
#include "publish/plan.h"
#include "render/path.h"
#include "render/view.h"

struct str page_list_name(struct arena *a, struct str period, int64_t part)
{
	struct str day = str_sub(period, 1, SIZE_MAX);
	bool month = str_starts(period, S("m"));
	struct str name = str_printf(
		a, STR_FMT "%s", STR_ARG(day.n ? day : S("undated")), month && day.n <= 4 ? "-00" : "");
	if (part > 1)
		name = str_printf(a, STR_FMT "-part-%lld", STR_ARG(name), (long long)part);
	return str_printf(a, STR_FMT ".html", STR_ARG(name));
}

struct str page_list_title(struct arena *a, const struct words *words, struct str period)
{
	struct str day = str_sub(period, 1, SIZE_MAX), year = str_sub(day, 0, 4);
	if (!day.n)
		return words_text(words, WORD_undated);
	if (str_starts(period, S("y")))
		return year;
	if (day.n <= 4)
		return words_with(a, words, WORD_month_unknown, "yyyy", year);
	int number = 0;
	(void)str_take_number(&year, 4, &number);
	return words_month(a, words, month_number(str_sub(day, 5, 2)), number);
}

/* What a list's pages are made from. */
struct list {
	struct listing listing;
	struct list_place place;
	struct str folder;
	bool known; /* false: of a topic that the site has no longer */
};

static bool list_read(const struct output_context *c, int64_t id, struct list *out, struct err *err)
{
	*out = (struct list){0};
	if (!store_listing_get(c->store, c->a, id, &out->listing, err))
		return false;
	assert(out->listing.id);
	out->known = lists_find(c->site, out->listing.name, &out->place);
	out->folder = lists_folder_of_name(c->a, out->listing.name);
	return true;
}

static json_t *shell_of(
	const struct output_context *c, const struct list *list, struct str title, struct str path)
{
	struct list_place place = list->place;
	json_t *shell = page_shell(
		c, title, path, place.kind == LIST_SECTION ? place.section : SECTION_NONE);
	if (place.kind == LIST_PART) /* which has no feed of its own */
		place.kind = LIST_TOPIC;
	page_set_feeds(c, shell, &place, path);
	return shell;
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

static json_t *link_to(const struct output_context *c, struct str period, int64_t part, int64_t n)
{
	json_t *link = json_object();
	view_set(link, "title", page_list_title(c->a, &c->site->words, period));
	view_set(link, "url", page_list_name(c->a, period, part));
	view_set(link, "part", part ? str_printf(c->a, "%lld", (long long)part) : STR_NONE);
	json_object_set_new(link, "count", json_integer((json_int_t)n));
	return link;
}

/* A period and its pages: {title, url, count, parts:[{url, part}]} */
static json_t *period_link(const struct output_context *c, const struct period *period)
{
	json_t *link = link_to(c, period->name, 0, period->n), *parts = json_array();
	for (int64_t part = 2; (part - 1) * LIST_PAGE_ITEMS < period->n; part++)
		json_array_append_new(parts, link_to(c, period->name, part, period->n));
	json_object_set_new(link, "parts", parts);
	return link;
}

static bool years_of(
	const struct output_context *c, const struct list *list, json_t *out, struct err *err)
{
	struct periods years;
	if (!store_period_years(c->store, c->a, list->listing.id, &years, err))
		return false;
	for (size_t i = 0; i < years.n; i++)
		json_array_append_new(out, link_to(c, years.v[i].name, 0, years.v[i].n));
	return true;
}

static bool months_of(const struct output_context *c, const struct list *list, struct str year,
	json_t *out, struct err *err)
{
	struct periods months;
	if (!store_period_months(c->store, c->a, list->listing.id, year, &months, err))
		return false;
	for (size_t i = 0; i < months.n; i++)
		json_array_append_new(out, period_link(c, &months.v[i]));
	return true;
}

bool page_list_has(const struct output_context *c, const struct listing *listing,
	const struct list_place *place, bool *has, struct err *err)
{
	struct listing whole;
	*has = true;
	if (place->kind != LIST_PART)
		return true;
	const struct list_place topic = {.kind = LIST_TOPIC, .topic = place->topic};
	if (!store_listing_find(c->store, c->a, lists_name(c->a, &topic), &whole, err))
		return false;
	*has = whole.paged && (listing->paged || listing->total > TOPIC_PART_ITEMS);
	return true;
}

static bool has_page(
	const struct output_context *c, const struct list *list, bool *has, struct err *err)
{
	*has = false;
	return !list->known || page_list_has(c, &list->listing, &list->place, has, err);
}

static bool list_index(const struct output_context *c, const struct list *list, struct err *err)
{
	struct str path = str_printf(c->a, STR_FMT "index.html", STR_ARG(list->folder));
	struct releases newest;
	if (!store_listed_newest(c->store, c->a, list->listing.id, LIST_PAGE_ITEMS, &newest, err))
		return false;
	json_t *shell = shell_of(c, list, lists_title(c->a, c->site, &list->place), path),
		   *older = json_array();
	bool paged = list->listing.paged, well = !paged || years_of(c, list, older, err);
	json_object_set_new(shell, "years",
		group_by_year(page_items(c, &newest, list->place.topic, page_root(c, path))));
	json_object_set_new(shell, "shown", json_integer(LIST_PAGE_ITEMS));
	json_object_set_new(shell, "total",
		list->listing.total > LIST_PAGE_ITEMS ? json_integer((json_int_t)list->listing.total) :
												json_false());
	json_object_set_new(shell, "older", view_list(older));
	page_set_changed(c, shell, list->listing.changed);
	if (!well) {
		json_decref(shell);
		return false;
	}
	return page_write(c, "section", path, shell, err);
}

bool output_section(const struct output_context *c, const struct due *due, struct err *err)
{
	struct list list;
	bool has;
	if (!list_read(c, due->id, &list, err))
		return false;
	if (!lists_has_pages(&list.place))
		return true;
	if (!has_page(c, &list, &has, err))
		return false;
	return has ?
		list_index(c, &list, err) :
		output_remove(c, str_printf(c->a, STR_FMT "index.html", STR_ARG(list.folder)), err);
}

/* -- Years and months -- */

static bool releases_of(const struct output_context *c, const int64_t *ids, size_t n,
	struct releases *out, struct err *err)
{
	out->v = arena_array(c->a, n + 1, sizeof *out->v);
	out->n = 0;
	for (size_t i = n; i-- > 0;) { /* the latest first */
		bool found;
		if (!store_release_get(c->store, c->a, ids[i], &out->v[out->n], &found, err))
			return false;
		out->n += found;
	}
	return true;
}

static int64_t last_approval(const struct releases *releases)
{
	int64_t last = NO_TIME;
	for (size_t i = 0; i < releases->n; i++)
		if (releases->v[i].at > last)
			last = releases->v[i].at;
	return last;
}

/* What a page of a period says beside its items: the way up. */
static json_t *period_shell(
	const struct output_context *c, const struct list *list, const struct due *due, struct str path)
{
	struct str title = str_printf(c->a, STR_FMT ": " STR_FMT,
		STR_ARG(lists_title(c->a, c->site, &list->place)),
		STR_ARG(page_list_title(c->a, &c->site->words, due->key)));
	if (due->part > 1)
		title = str_printf(c->a, STR_FMT " (%lld)", STR_ARG(title), (long long)due->part);
	json_t *shell = shell_of(c, list, title, path), *up = json_object();
	view_set(up, "title", lists_title(c->a, c->site, &list->place));
	view_set(up, "url", S("index.html"));
	json_object_set_new(shell, "up", up);
	return shell;
}

static bool items_page(const struct output_context *c, const struct list *list,
	const struct due *due, const struct ids *ids, struct err *err)
{
	size_t first = due->part > 1 ? (size_t)(due->part - 1) * LIST_PAGE_ITEMS : 0;
	size_t n = ids->n > first ? ids->n - first : 0;
	struct str path = str_printf(c->a, STR_FMT STR_FMT, STR_ARG(list->folder),
		STR_ARG(page_list_name(c->a, due->key, due->part)));
	struct releases releases;
	if (!n)
		return output_remove(c, path, err);
	if (!releases_of(c, ids->v + first, n < LIST_PAGE_ITEMS ? n : LIST_PAGE_ITEMS, &releases, err))
		return false;
	json_t *shell = period_shell(c, list, due, path);
	json_object_set_new(shell, "years",
		group_by_year(page_items(c, &releases, list->place.topic, page_root(c, path))));
	page_set_changed(c, shell, last_approval(&releases));
	return page_write(c, "section", path, shell, err);
}

static bool months_page(
	const struct output_context *c, const struct list *list, const struct due *due, struct err *err)
{
	struct str path = str_printf(
		c->a, STR_FMT STR_FMT, STR_ARG(list->folder), STR_ARG(page_list_name(c->a, due->key, 0)));
	json_t *months = json_array();
	if (!months_of(c, list, due->key, months, err)) {
		json_decref(months);
		return false;
	}
	json_t *shell = period_shell(c, list, due, path);
	json_object_set_new(shell, "months", view_list(months));
	page_set_changed(c, shell, NO_TIME);
	return page_write(c, "section", path, shell, err);
}

bool output_period(const struct output_context *c, const struct due *due, struct err *err)
{
	struct list list;
	struct period period;
	struct ids ids = {0};
	bool has;
	if (!list_read(c, due->id, &list, err) || !has_page(c, &list, &has, err) ||
		!store_period_get(c->store, due->id, due->key, &period, err))
		return false;
	if (has && str_starts(due->key, S("y")) && period.paged && period.n)
		return months_page(c, &list, due, err);
	if (has && !store_listed_period(c->store, c->a, due->id, due->key, &ids, err))
		return false;
	return items_page(c, &list, due, &ids, err);
}
