#include "publish/plan.h"

#include <assert.h>

#include "publish/planning.h"
#include "publish/search.h"
#include "store/arrangement.h"
#include "store/found.h"
#include "store/item.h"
#include "store/note.h"
#include "store/related.h"
#include "store/shown.h"
#include "store/site.h"
#include "store/sitemap.h"
#include "store/unit.h"

enum { GROUP = 200 };

bool planning_due(
	const struct planning *p, enum output_scope scope, const struct due *due, struct err *err)
{
	struct due one = *due;
	bool well = true;
	for (size_t i = 0; i < OUTPUT_COUNT && well; i++) {
		one.output = (int)OUTPUT_ROWS[i].number;
		well = OUTPUT_ROWS[i].scope != scope || store_due_add(p->store, &one, err);
	}
	return well;
}

/* -- An item on its lists -- */

struct planned {
	struct item item;
	struct release release;  /* when it is live */
	struct leaving leaving;  /* when it is not */
	struct listed_rows rows; /* as it was listed so far */
	bool lists;              /* its lists show it otherwise, though the release is the same */
};

/* Counts the row in its list and in its periods: `by` is 1 when it came and -1 when it went. */
static bool count_row(
	struct planning *p, const struct listed *row, int by, bool pages, struct err *err)
{
	struct planned_list *list;
	if (!planning_list(p, row->listing, &list, err))
		return false;
	list->changed = true;
	list->row.total += by;
	assert(list->row.total >= 0);
	return !pages ||
		(store_period_count(p->store, row->listing, row->day, by, err) &&
			planning_periods(p, row, true, err));
}

static bool add_row(struct planning *p, const struct listed *row, bool pages, struct err *err)
{
	return store_listed_add(p->store, row, err) && count_row(p, row, 1, pages, err);
}

static bool drop_row(struct planning *p, const struct listed *row, bool pages, struct err *err)
{
	return store_listed_remove(p->store, row->listing, row->item, err) &&
		count_row(p, row, -1, pages, err);
}

/* A topic that is too long for its page has a page for each part, from then on. */
static bool look_at_length(
	struct planning *p, const struct list_place *place, struct planned_list *list, struct err *err)
{
	if (place->kind != LIST_TOPIC || list->row.paged || list->row.total <= LIST_PAGE_ITEMS)
		return true;
	list->row.paged = list->changed = true;
	bool well = true;
	const struct page_parts *parts = lists_parts(place->topic);
	for (size_t i = 0; i < parts->n && well; i++) {
		const struct list_place its = {
			.kind = LIST_PART, .topic = place->topic, .part = &parts->v[i]};
		struct planned_list *of_part;
		well = planning_list_at(p, &its, &of_part, err) && planning_list_due(p, of_part, err);
	}
	return well;
}

static bool put_row(struct planning *p, bool pages, const struct listed *old,
	const struct listed *row, struct err *err)
{
	if (old && str_eq(old->day, row->day) && old->published == row->published)
		return store_listed_change(p->store, row, err) &&
			(!pages || planning_periods(p, row, false, err));
	return (!old || drop_row(p, old, pages, err)) && add_row(p, row, pages, err);
}

/* Where it stands, and everywhere else that shows it. */
static bool show_anew(struct planning *p, struct planned_list *list, const struct listed *row,
	bool pages, struct err *err)
{
	p->changed = true;
	return planning_list_due(p, list, err) && (!pages || planning_periods(p, row, false, err));
}

/* *listing becomes the number of the list. */
static bool come(struct planning *p, const struct planned *at, const struct list_place *place,
	int64_t *listing, struct err *err)
{
	const struct release *release = &at->release;
	char day[TIME_TEXT];
	struct listed row = {.item = at->item.id, .release = release->id, .tag = at->item.tag};
	const struct listed *old = NULL;
	struct planned_list *list;
	row.day = str_copy(p->a, str_of(date_iso(release->face.date, day)));
	row.published = release->published;
	row.place = place->kind == LIST_PART ? part_place(place->part, at->item.id) : 0;
	if (!planning_list_at(p, place, &list, err))
		return false;
	*listing = row.listing = list->row.id;
	for (size_t i = 0; i < at->rows.n && !old; i++)
		if (at->rows.v[i].listing == row.listing)
			old = &at->rows.v[i];
	bool same_name = old && str_eq(old->tag, row.tag);
	if (same_name && old->release == row.release && old->place == row.place)
		return !at->lists || show_anew(p, list, &row, lists_has_pages(place), err);
	if (old && !same_name)
		planning_left(p, old,
			&(struct leaving){.cause = GONE_MERGED, .at = release->at, .into = release->id}, false);
	return put_row(p, lists_has_pages(place), old, &row, err) &&
		look_at_length(p, place, list, err) && planning_list_changed(p, list, release->at, err) &&
		(!lists_has_feed(place) || planning_tell(p, &at->item, release, list, err));
}

/* From a list that is in the configuration no longer nothing is told: its feed leads elsewhere, or
 * is gone. */
static bool leave(
	struct planning *p, const struct planned *at, const struct listed *row, struct err *err)
{
	struct planned_list *list;
	struct list_place place;
	if (!planning_list(p, row->listing, &list, err))
		return false;
	bool known = lists_find(p->site, list->row.name, &place);
	if (known && lists_has_feed(&place))
		planning_left(p, row, &at->leaving, false);
	return drop_row(p, row, lists_has_pages(&place), err) &&
		planning_list_changed(p, list, at->leaving.at, err);
}

static bool place_item(struct planning *p, const struct planned *at, struct err *err)
{
	struct list_places places = {0};
	struct ids on = {0};
	bool well = true;
	if (at->item.live)
		places = lists_of_release(p->a, p->site, &at->release);
	for (size_t i = 0; i < places.n && well; i++) {
		int64_t listing;
		well = come(p, at, &places.v[i], &listing, err);
		if (well)
			ids_add(p->a, &on, listing);
	}
	for (size_t i = 0; i < at->rows.n && well; i++)
		well = ids_have(&on, at->rows.v[i].listing) || leave(p, at, &at->rows.v[i], err);
	return well;
}

/* A store of an older version kept no events: the feeds begin with what readers of its feeds saw,
 * and with what was taken from them. */
static bool leave_older(struct planning *p, const struct planned *at, struct err *err)
{
	struct release was;
	bool shown, gone, well = true;
	if (at->item.live || at->rows.n || !at->leaving.cause)
		return true;
	if (!store_shown_of(p->store, p->a, at->item.id, &was, &shown, &gone, err))
		return false;
	if (!shown && !gone)
		return true;
	struct list_places places = lists_of_release(p->a, p->site, &was);
	for (size_t i = 0; i < places.n && well; i++) {
		struct planned_list *list;
		struct listed row = {.item = was.item, .release = was.id, .tag = was.tag};
		well = planning_list_at(p, &places.v[i], &list, err) &&
			planning_list_changed(p, list, at->leaving.at, err);
		row.listing = well ? list->row.id : 0;
		if (well && lists_has_feed(&places.v[i]))
			planning_left(p, &row, &at->leaving, true);
	}
	return well;
}

/* -- Pages of items -- */

static bool item_due(const struct planning *p, int64_t item, struct err *err)
{
	return planning_due(p, SCOPE_ITEM, &(struct due){.id = item}, err);
}

/* Its page, the one that has the name under which readers saw it, those that lead on to it, and
 * those that name it. */
static bool pages_due(const struct planning *p, int64_t item, struct err *err)
{
	struct items aliases;
	struct relateds related;
	int64_t owner;
	if (!item_due(p, item, err) || !store_shown_owner(p->store, item, &owner, err) ||
		(owner && owner != item && !item_due(p, owner, err)) ||
		!store_item_aliases(p->store, p->a, item, &aliases, err) ||
		!store_related_list(p->store, p->a, item, &related, err))
		return false;
	bool well = true;
	for (size_t i = 0; i < aliases.n && well; i++)
		well = item_due(p, aliases.v[i].id, err);
	for (size_t i = 0; i < related.n && well; i++)
		well = !related.v[i].live || item_due(p, related.v[i].item, err);
	return well;
}

/* Readers saw something of it. */
static bool sitemap_due(const struct planning *p, const struct planned *at, struct err *err)
{
	int64_t number = store_sitemap_of(at->item.id);
	if (!at->item.live && !at->leaving.cause)
		return true;
	return store_sitemap_change(
			   p->store, number, at->item.live ? at->release.at : at->leaving.at, err) &&
		planning_due(p, SCOPE_RANGE, &(struct due){.part = number}, err);
}

static bool search_range_due(const struct planning *p, int64_t range, struct err *err)
{
	bool well = planning_due(p, SCOPE_TERMS, &(struct due){.part = range}, err);
	int64_t last = range * FOUND_RANGE / SEARCH_FILE;
	for (int64_t i = (range - 1) * FOUND_RANGE / SEARCH_FILE + 1; i <= last && well; i++)
		well = planning_due(p, SCOPE_RESULTS, &(struct due){.part = i}, err);
	return well;
}

/* What readers find of it. */
static bool search_due(const struct planning *p, const struct planned *at, struct err *err)
{
	int64_t number;
	bool well = at->item.live ? search_put(p->site, p->store, p->a, &at->release, &number, err) :
								store_found_drop(p->store, at->item.id, &number, err);
	return well &&
		(!number ||
			(planning_due(
				 p, SCOPE_TERMS, &(struct due){.part = store_found_range_of(number)}, err) &&
				planning_due(
					p, SCOPE_RESULTS, &(struct due){.part = search_file_of(number)}, err)));
}

static bool note_shown(const struct planning *p, const struct planned *at, struct err *err)
{
	if (at->item.live)
		return store_shown_release(p->store, &at->release, err);
	return !at->leaving.cause || store_shown_gone(p->store, at->item.id, at->leaving.decision, err);
}

static bool read_planned(const struct planning *p, int64_t id, struct planned *out, struct err *err)
{
	bool found;
	*out = (struct planned){0};
	if (!store_item_need(p->store, p->a, id, &out->item, err) ||
		!store_dirty_lists(p->store, id, &out->lists, err) ||
		!store_listed_of(p->store, p->a, id, &out->rows, err))
		return false;
	if (!out->item.live)
		return store_gone_leaving(p->store, p->a, id, &out->leaving, err);
	if (!store_release_get(p->store, p->a, out->item.live, &out->release, &found, err))
		return false;
	assert(found);
	/* Where it is no longer, it moved away. */
	out->leaving = (struct leaving){.cause = GONE_MOVED, .at = out->release.at};
	return true;
}

static bool plan_item(struct planning *p, int64_t id, struct planned *at, struct err *err)
{
	return read_planned(p, id, at, err) && place_item(p, at, err) && leave_older(p, at, err) &&
		note_shown(p, at, err) && pages_due(p, id, err) && sitemap_due(p, at, err) &&
		store_dirty_remove(p->store, id, err);
}

static bool plan_group(struct planning *p, const int64_t *items, size_t n, struct err *err)
{
	struct arena a CLEANUP_ARENA = {0};
	struct planned *planned = arena_array(&a, n, sizeof *planned);
	struct unit unit;
	bool well = true;
	p->a = &a;
	p->left = NULL;
	p->left_count = 0;
	if (!unit_begin(&unit, p->store, err))
		return false;
	for (size_t i = 0; i < n && well; i++)
		well = plan_item(p, items[i], &planned[i], err);
	/* All that is searched at once: SQLite writes the index to the disk whenever another table
	 * changes in between. */
	for (size_t i = 0; i < n && well; i++)
		well = search_due(p, &planned[i], err);
	well = well && planning_end_feeds(p, err) && planning_write_lists(p, err) &&
		(!p->changed || planning_due(p, SCOPE_CHANGE, &(struct due){0}, err));
	return unit_end(&unit, well, err);
}

/* -- Everything -- */

static bool plan_listing(struct planning *p, struct listing *l, struct err *err)
{
	bool well = planning_adopt_archives(p, l, err) &&
		planning_due(p, SCOPE_LISTING, &(struct due){.id = l->id}, err) &&
		(!l->paged || planning_all_periods(p, l, err));
	for (int64_t i = 1; i <= l->archives && well; i++)
		well = planning_due(p, SCOPE_ARCHIVE, &(struct due){.id = l->id, .part = i}, err);
	return well;
}

static bool plan_everything(struct planning *p, struct str stamp, struct err *err)
{
	struct list_places places = lists_of_site(p->a, p->site);
	struct listings all;
	int64_t id, ranges;
	bool well = store_dirty_add_all(p->store, err) && store_found_ranges(p->store, &ranges, err) &&
		planning_due(p, SCOPE_SITE, &(struct due){0}, err) &&
		planning_due(p, SCOPE_CHANGE, &(struct due){0}, err);
	for (size_t i = 0; i < places.n && well; i++)
		well = store_listing_make(p->store, lists_name(p->a, &places.v[i]), p->now, &id, err);
	for (int64_t i = 1; well && i <= ranges; i++)
		well = search_range_due(p, i, err);
	well = well && store_listing_all(p->store, p->a, &all, err);
	for (size_t i = 0; well && i < all.n; i++)
		well = plan_listing(p, &all.v[i], err);
	return well && store_note_set(p->store, SITE_NOTE_STAMP, stamp, err);
}

static bool plan_by_stamp(struct planning *p, struct str stamp, bool *anew, struct err *err)
{
	struct arena a CLEANUP_ARENA = {0};
	struct unit unit;
	struct str last;
	p->a = &a;
	if (!store_note_get(p->store, &a, SITE_NOTE_STAMP, &last, err))
		return false;
	*anew = *anew || !str_eq(last, stamp);
	return !*anew ||
		(unit_begin(&unit, p->store, err) && unit_end(&unit, plan_everything(p, stamp, err), err));
}

/* Whether the list is of the topic, or of a part of its page. */
static bool is_of_topic(struct str list, struct str topic)
{
	return str_starts(list, topic) && (list.n == topic.n || list.p[topic.n] == '/');
}

/* Whatever shows a part: what it is called, or how it begins, may be otherwise now. */
static bool plan_topic(struct planning *p, const struct topic *topic, struct err *err)
{
	const struct page_parts *parts = lists_parts(topic);
	struct listings all;
	struct str name = lists_topic_name(p->a, topic->slug);
	int64_t id;
	bool well = true;
	for (size_t i = 0; i < parts->n && well; i++) {
		const struct list_place place = {.kind = LIST_PART, .topic = topic, .part = &parts->v[i]};
		well = store_listing_make(p->store, lists_name(p->a, &place), p->now, &id, err);
	}
	well = well && store_listing_all(p->store, p->a, &all, err);
	for (size_t i = 0; well && i < all.n; i++)
		well = !is_of_topic(all.v[i].name, name) ||
			(planning_due(p, SCOPE_LISTING, &(struct due){.id = all.v[i].id}, err) &&
				(!all.v[i].paged || planning_all_periods(p, &all.v[i], err)));
	return well;
}

static bool plan_arranged(struct planning *p, struct err *err)
{
	struct arena a CLEANUP_ARENA = {0};
	struct strs slugs;
	struct unit unit;
	p->a = &a;
	if (!store_arrangement_unplanned(p->store, &a, &slugs, err))
		return false;
	if (!slugs.n)
		return true;
	if (!unit_begin(&unit, p->store, err))
		return false;
	bool well = true;
	for (size_t i = 0; i < slugs.n && well; i++) {
		const struct topic *topic = site_topic_now(p->site, slugs.v[i]);
		well = !topic || plan_topic(p, topic, err);
	}
	return unit_end(&unit, well && store_arrangement_set_planned(p->store, err), err);
}

bool plan_outputs(const struct site *site, struct store *store, struct str stamp, int64_t now,
	bool *anew, struct err *err)
{
	struct arena lasting CLEANUP_ARENA = {0};
	struct planning p = {.site = site, .store = store, .now = now, .lasting = &lasting};
	struct ids dirty;
	if (!plan_by_stamp(&p, stamp, anew, err) || !plan_arranged(&p, err) ||
		!store_dirty_list(store, &lasting, &dirty, err))
		return false;
	bool well = true;
	for (size_t i = 0; i < dirty.n && well; i += GROUP)
		well = plan_group(&p, dirty.v + i, dirty.n - i < GROUP ? dirty.n - i : GROUP, err);
	return well;
}
