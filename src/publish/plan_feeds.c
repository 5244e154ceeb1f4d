/* What the feeds of lists tell, and when their archives are closed. */
#include <stdlib.h>
#include <unistd.h>

#include "base/file.h"
#include "base/hash.h"
#include "publish/planning.h"
#include "store/page.h"

static void touch_feed(struct planned_list *list)
{
	list->told = true;
	list->fresh = list->fresh || !list->row.events;
}

static bool add_event(
	struct planning *p, struct planned_list *list, struct feed_event *event, struct err *err)
{
	list->changed = true;
	event->seq = ++list->row.events;
	return (!event->corrects ||
			   store_feed_event_outdate(p->store, list->row.id, event->tag, err)) &&
		store_feed_event_add(p->store, list->row.id, event, err);
}

/* A feed that just begins tells of everything. Later nothing old is announced as new; but what the
 * feed told once, it corrects. */
bool planning_tell(struct planning *p, const struct item *item, const struct release *release,
	struct planned_list *list, struct err *err)
{
	struct feed_event event = {
		.item = item->id, .release = release->id, .tag = item->tag, .at = release->at};
	bool told;
	touch_feed(list);
	if (!store_feed_event_has(p->store, list->row.id, item->tag, &told, err))
		return false;
	event.corrects = told;
	event.quiet = !told && !list->fresh && release_is_old(release, release->at);
	return add_event(p, list, &event, err);
}

void planning_left(
	struct planning *p, const struct listed *row, const struct leaving *why, bool before)
{
	p->left = arena_grow(p->a, p->left, p->left_count, sizeof *p->left);
	p->left[p->left_count++] = (struct left){row->listing, why->decision,
		{.item = row->item,
			.release = row->release,
			.tag = row->tag,
			.at = why->at,
			.gone = why->cause,
			.corrects = true,
			.into = why->into,
			.reason = why->reason},
		before};
}

/* A merge hands names on: one that another item of the list bears now lives on. What the feed never
 * told of it need not take back, unless it just begins: then it tells of what left before. */
static bool tell_left(struct planning *p, struct left *left, struct err *err)
{
	struct planned_list *list;
	bool lives_on, told;
	if (!store_listed_has_tag(p->store, left->listing, left->event.tag, &lives_on, err) ||
		!store_feed_event_has(p->store, left->listing, left->event.tag, &told, err) ||
		!planning_list(p, left->listing, &list, err))
		return false;
	if (lives_on)
		return true;
	touch_feed(list);
	bool tells = left->before ? !told && list->fresh : told;
	return !tells || add_event(p, list, &left->event, err);
}

/* What is not in an archive yet is in the feed itself, but for what is quiet: that would be in
 * neither, so the archive ends with it. */
static bool close_archives(struct planning *p, struct planned_list *list, struct err *err)
{
	struct listing *l = &list->row;
	bool quiet;
	if (!store_feed_event_quiet(p->store, l->id, l->archived + 1, &quiet, err))
		return false;
	while (l->events - l->archived >= FEED_EVENTS || (quiet && l->events > l->archived)) {
		int64_t last = l->events - l->archived > FEED_EVENTS ? l->archived + FEED_EVENTS :
															   l->events;
		if (!store_feed_archive_close(p->store, l, last, err))
			return false;
		l->archived = last;
		list->changed = true;
		if (!planning_due(p, SCOPE_ARCHIVE, &(struct due){.id = l->id, .part = ++l->archives}, err))
			return false;
	}
	return true;
}

/* The list's next archive, if a restore found it in out/; *hash: of its bytes. */
static bool find_forgotten(struct planning *p, const struct listing *l, bool *there,
	struct hash *hash, struct err *err)
{
	struct str bytes,
		path = str_printf(p->a, STR_FMT "archive/%lld.atom",
			STR_ARG(lists_folder_of_name(p->a, l->name)), (long long)l->archives + 1);
	const char *file = str_cstr(
		p->a, str_printf(p->a, STR_FMT "/out/" STR_FMT, STR_ARG(p->site->folder), STR_ARG(path)));
	if (!store_page_reserved(p->store, path, there, err))
		return false;
	*there = *there && access(file, F_OK) == 0;
	if (!*there)
		return true;
	if (!file_read(p->a, file, FEED_MAX, &bytes, err))
		return false;
	*hash = hash_str(bytes);
	return true;
}

/* An archive stays as readers have it, under a number that no other gets, and leads on to those
 * before it. The store does not know one that was made since the backup that was restored. */
bool planning_adopt_archives(struct planning *p, struct listing *l, struct err *err)
{
	const int64_t before = l->archives;
	struct hash hash;
	bool there;
	while (find_forgotten(p, l, &there, &hash, err)) {
		if (!there)
			return l->archives == before || store_listing_write(p->store, l, err);
		if (!store_feed_archive_adopt(p->store, l, hash, err))
			return false;
		l->archives++;
	}
	return false;
}

static int earliest_first(const void *left, const void *right)
{
	const struct left *a = left, *b = right;
	if (a->event.at != b->event.at)
		return a->event.at < b->event.at ? -1 : 1;
	return (a->decision > b->decision) - (a->decision < b->decision);
}

bool planning_end_feeds(struct planning *p, struct err *err)
{
	bool well = true;
	if (p->left_count)
		qsort(p->left, p->left_count, sizeof *p->left, earliest_first);
	for (size_t i = 0; i < p->left_count && well; i++)
		well = tell_left(p, &p->left[i], err);
	for (size_t i = 0; i < p->list_count && well; i++)
		well = !p->lists[i]->told || close_archives(p, p->lists[i], err);
	return well;
}
