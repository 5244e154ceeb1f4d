#include "store/gone.h"

#include "store/search.h"

#include <stdlib.h>

#include "store/before.h"
#include "store/mail_list.h"
#include "store/release_row.h"
#include "store/list_parts.h"
#include "store/select.h"
#include "store/shown_row.h"

static bool was_live(const struct before *before, int64_t item)
{
	const struct item *was = before_item(before, item);
	return was && was->live;
}

/* Notes what took the item of gone->release from readers: the last decision that found it live, or
 * the item that it was merged into, since neither is live now. */
static bool taken_by(
	struct store *s, struct arena *a, int64_t into, struct gone *gone, bool *found, struct err *err)
{
	int64_t item = gone->release.item;
	struct query q CLEANUP_QUERY = QUERY(s,
		"SELECT id, at, reason, before FROM decision WHERE item IN (?1, ?2) OR other IN (?1, ?2) "
		"ORDER BY id DESC");
	bind_int(&q, item);
	bind_int(&q, into);
	*found = false;
	while (!*found && query_row(&q)) {
		struct before before;
		gone->decision = take_int(&q);
		gone->at = take_int(&q);
		gone->reason = take_str(&q, a);
		if (!before_of_json(a, take_str(&q, a), &before, err))
			return false;
		*found = was_live(&before, item) || was_live(&before, into);
	}
	return query_end(&q, err);
}

/* A merge had handed the tag on, or its undo handed it back. */
#define HANDED_ON "s.item <> " SHOWN_OWNER("s.tag")

/* Columns: shown.item, shown.release, shown.tag, handed on, the item that it is now, the live item
 * of this tag, the decision of which readers were told. */
#define GONE \
	"SELECT s.item, s.release, s.tag, " HANDED_ON ", coalesce(i.merged_into, i.id), (SELECT l.id " \
	"FROM item AS l WHERE l.tag = s.tag AND l.live IS NOT NULL), coalesce(s.gone, 0) " \
	"FROM shown AS s JOIN item AS i ON i.id = s.item WHERE i.live IS NULL AND NOT EXISTS (SELECT " \
	"1 FROM item AS m WHERE m.id = i.merged_into AND m.live IS NOT NULL) "

/* Of all that readers ever saw, the little that can be gone. */
#define AMONG_LEFT "AND s.item IN (SELECT item FROM left_live) "

/* The release that readers saw of the item, under the tag by which they know it. */
static bool seen_take(struct store *s, struct arena *a, struct query *q, struct gone *gone,
	bool *found, struct err *err)
{
	int64_t item = take_int(q), release = take_int(q);
	struct str tag = take_str(q, a);
	*gone = (struct gone){.handed_on = take_int(q)};
	if (!store_release_get(s, a, release, &gone->release, found, err))
		return false;
	gone->release.item = item;
	gone->release.tag = tag;
	return true;
}

static bool gone_take(struct store *s, struct arena *a, struct query *q, struct gone *gone,
	bool *found, struct err *err)
{
	if (!seen_take(s, a, q, gone, found, err))
		return false;
	int64_t is_now = take_int(q);
	gone->now_at = take_int(q);
	int64_t told = take_int(q);
	if (*found && !taken_by(s, a, is_now, gone, found, err))
		return false;
	gone->told = told == gone->decision;
	return true;
}

static bool gones_take(
	struct store *s, struct arena *a, struct query *q, struct gones *out, struct err *err)
{
	*out = (struct gones){0};
	while (query_row(q)) {
		bool found;
		out->v = arena_grow(a, out->v, out->n, sizeof *out->v);
		if (!gone_take(s, a, q, &out->v[out->n], &found, err))
			return false;
		out->n += found;
	}
	return query_end(q, err);
}

static int latest_first(const void *left, const void *right)
{
	const struct gone *a = left, *b = right;
	if (a->decision != b->decision)
		return a->decision > b->decision ? -1 : 1;
	return (b->release.item > a->release.item) - (b->release.item < a->release.item);
}

static void sort(struct gones *gones)
{
	if (gones->n)
		qsort(gones->v, gones->n, sizeof *gones->v, latest_first);
}

bool store_gone_list(struct store *s, struct arena *a, struct gones *out, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(s, GONE AMONG_LEFT "ORDER BY s.item");
	if (!gones_take(s, a, &q, out, err))
		return false;
	sort(out);
	return true;
}

/* Readers of the list were told already by an edition that names the same decision. */
static bool was_told(
	struct store *s, struct str list, const struct gone *gone, bool *told, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(s,
		"SELECT 1 FROM edition_gone AS g JOIN edition AS e ON e.id = g.edition WHERE g.item = ?1 "
		"AND g.decision = ?2 AND e.list IN " MAIL_LIST_ALL("?3") " AND " EDITION_TELLS("e"));
	bind_int(&q, gone->release.item);
	bind_int(&q, gone->decision);
	bind_str(&q, list);
	*told = query_row(&q);
	return query_end(&q, err);
}

/* A name is told of once: with the item whose page has it, if it is among them. */
static bool names_again(const struct gones *all, size_t at)
{
	const struct gone *gone = &all->v[at];
	for (size_t i = 0; i < all->n; i++) {
		const struct gone *other = &all->v[i];
		bool first = other->handed_on == gone->handed_on ? i < at : gone->handed_on;
		if (first && str_eq(other->release.tag, gone->release.tag))
			return true;
	}
	return false;
}

bool store_gone_mailed(
	struct store *s, struct arena *a, struct str list, struct gones *out, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(s,
		GONE AMONG_LEFT
		"AND EXISTS (SELECT 1 FROM edition_item AS h JOIN edition AS e ON e.id = h.edition "
		"WHERE h.item = s.item AND e.list IN " MAIL_LIST_ALL("?1") ") ORDER BY s.item");
	struct gones all;
	bind_str(&q, list);
	*out = (struct gones){0};
	if (!gones_take(s, a, &q, &all, err))
		return false;
	out->v = arena_array(a, all.n, sizeof *out->v);
	for (size_t i = 0; i < all.n; i++) {
		bool told;
		if (!was_told(s, list, &all.v[i], &told, err))
			return false;
		if (!told && !all.v[i].now_at && !names_again(&all, i))
			out->v[out->n++] = all.v[i];
	}
	sort(out);
	return true;
}

bool store_gone_withdrawn(struct store *s, struct arena *a, const struct withdrawn_filter *filter,
	struct gones *out, struct err *err)
{
	struct select sel;
	select_begin(&sel, s);
	SELECT_ADD(&sel, GONE "AND i.merged_into IS NULL AND " LIST_DOWN("i.state", "i.id"));
	list_add_way(&sel, ITEM_WITHDRAWN, filter->before ? filter->before : INT64_MAX);
	if (filter->section != SECTION_NONE) {
		SELECT_ADD(&sel,
			"AND EXISTS (SELECT 1 FROM release AS r WHERE r.id = s.release AND r.section = ?) ");
		select_int(&sel, filter->section);
	}
	struct str words = search_expression(s, a, filter->text);
	if (words.n)
		select_words(&sel, words, INT64_MAX);
	SELECT_ADD(&sel, "ORDER BY i.state DESC, i.id DESC LIMIT ?");
	select_int(&sel, filter->limit);
	struct query q CLEANUP_QUERY = select_open(&sel);
	return gones_take(s, a, &q, out, err);
}

bool store_gone_get(
	struct store *s, struct arena *a, int64_t item, struct gone *out, bool *found, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(s, GONE "AND s.item = ?1");
	bind_int(&q, item);
	*found = query_row(&q);
	return (!*found || gone_take(s, a, &q, out, found, err)) && query_end(&q, err);
}

/* The decision that joined it with an item that is live. */
static bool merge_of(
	struct store *s, int64_t item, struct leaving *out, bool *found, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(s,
		"SELECT d.id, d.at, m.live FROM item AS i JOIN item AS m ON m.id = i.merged_into AND "
		"m.live IS NOT "
		"NULL JOIN decision AS d ON d.other = i.id WHERE i.id = ?1 ORDER BY d.id DESC LIMIT 1");
	bind_int(&q, item);
	*found = query_row(&q);
	if (*found) {
		out->cause = GONE_MERGED;
		out->decision = take_int(&q);
		out->at = take_int(&q);
		out->into = take_int(&q);
	}
	return query_end(&q, err);
}

bool store_gone_leaving(
	struct store *s, struct arena *a, int64_t item, struct leaving *out, struct err *err)
{
	bool merged, found;
	struct gone gone;
	*out = (struct leaving){0};
	if (!merge_of(s, item, out, &merged, err))
		return false;
	if (merged)
		return true;
	if (!store_gone_get(s, a, item, &gone, &found, err))
		return false;
	if (found)
		*out = (struct leaving){.cause = gone.reason.n ? GONE_WITHDRAWN : GONE_UNDONE,
			.decision = gone.decision,
			.at = gone.at,
			.reason = gone.reason};
	return true;
}
