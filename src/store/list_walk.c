#include <assert.h>

#include "base/array.h"
#include "store/item_row.h"
#include "store/list_parts.h"
#include "store/numbers.h"
#include "store/shown_row.h"
#include "store/statement.h"

/* Along the items of a state (item_queue, item_state), or those of them that have a facet
 * (facet_queue, facet): what the statement says of either. */
#define ADD_WALK(sel, facet, of_items, of_facet) \
	do { \
		if ((facet).n) \
			SELECT_ADD(sel, of_facet); \
		else \
			SELECT_ADD(sel, of_items); \
	} while (0)

enum item_state list_walked_state(enum list_state state)
{
	static const enum item_state states[LIST_STATE_COUNT] = {
		[LIST_WAITING] = ITEM_QUEUED,
		[LIST_LATER] = ITEM_DEFERRED,
		[LIST_APPROVED] = ITEM_APPROVED,
		[LIST_REJECTED] = ITEM_REJECTED,
		[LIST_PUBLISHED] = ITEM_APPROVED,
		[LIST_CORRECTED] = ITEM_APPROVED,
		[LIST_RETRACTED] = ITEM_APPROVED,
		[LIST_WITHDRAWN] = ITEM_WITHDRAWN,
	};
	assert(state != LIST_UPDATES && state != LIST_ALL);
	return states[state];
}

static void add_order(struct select *sel, enum list_order order)
{
	switch (order) {
	case LIST_LIKELIEST: SELECT_ADD(sel, "ORDER BY place DESC, found "); return;
	case LIST_NEWEST: SELECT_ADD(sel, "ORDER BY found DESC "); return;
	case LIST_OLDEST: SELECT_ADD(sel, "ORDER BY found "); return;
	}
}

/* What holds of all that is walked along. What comes first, and updates, were listed before. */
static void add_rest(struct select *sel, const struct listing *l, struct str facet)
{
	SELECT_ADD(sel, "AND i.merged_into IS NULL AND NOT " SQL_IS_UPDATE("i.") " ");
	list_add_filter(sel, l, facet);
	list_add_not_first(sel, l->filter);
}

/* Where the page before ended, if that is among what is walked along. */
static const struct list_place *walked_after(const struct list_filter *filter)
{
	const struct list_place *after = &filter->after;
	return after->given && !after->first && !after->update ? after : NULL;
}

void list_add_way(struct select *sel, enum item_state state, int64_t id)
{
	select_int(sel, state);
	select_int(sel, id);
	select_int(sel, state);
	select_int(sel, state);
	select_int(sel, id);
}

/* What the order by score puts behind a place is two ranges of an index: the rest of the same
 * score, and lower ones. As one condition it would be looked for from the first of that score,
 * which many items have. */
static void add_tied(struct select *sel, const struct listing *l, struct str facet)
{
	ADD_WALK(sel, facet, "i.state = ? AND i.score = ? AND i.id > ? ",
		"w.state = ? AND w.score = ? AND w.item > ? ");
	select_int(sel, list_walked_state(l->state));
	select_real(sel, l->filter->after.score);
	select_int(sel, l->filter->after.id);
}

static void add_lower(struct select *sel, const struct listing *l, struct str facet)
{
	const struct list_place *after = walked_after(l->filter);
	ADD_WALK(sel, facet, "i.state = ? ", "w.state = ? ");
	select_int(sel, list_walked_state(l->state));
	if (!after)
		return;
	ADD_WALK(sel, facet, "AND i.score < ? ", "AND w.score < ? ");
	select_real(sel, after->score);
}

/* By number, behind the place. */
static void add_numbers(struct select *sel, const struct listing *l, struct str facet)
{
	const struct list_place *after = walked_after(l->filter);
	enum item_state state = list_walked_state(l->state);
	bool down = l->filter->order == LIST_NEWEST;
	int64_t id = after ? after->id : down ? INT64_MAX : 0;
	if (down)
		ADD_WALK(sel, facet, LIST_DOWN("i.state", "i.id"),
			"w.state >= ? AND (w.state, w.item) < (?, ?) ");
	else
		ADD_WALK(
			sel, facet, LIST_UP("i.state", "i.id"), "w.state <= ? AND (w.state, w.item) > (?, ?) ");
	if (!facet.n) {
		list_add_way(sel, state, id);
		return;
	}
	select_int(sel, state);
	select_int(sel, state);
	select_int(sel, id);
}

/* Each part of a union is sorted and cut by itself: of a union of all rows PostgreSQL would sort
 * them all. */
static void part_end(struct select *sel, const struct listing *l, struct str facet)
{
	switch (l->filter->order) {
	case LIST_LIKELIEST:
		ADD_WALK(sel, facet, "ORDER BY i.score DESC, i.id ", "ORDER BY w.score DESC, w.item ");
		break;
	case LIST_NEWEST:
		ADD_WALK(
			sel, facet, "ORDER BY i.state DESC, i.id DESC ", "ORDER BY w.state DESC, w.item DESC ");
		break;
	case LIST_OLDEST:
		ADD_WALK(sel, facet, "ORDER BY i.state, i.id ", "ORDER BY w.state, w.item ");
		break;
	}
	select_limit(sel, list_rows_wanted(l));
	SELECT_ADD(sel, ") AS part ");
}

typedef void add_range(struct select *sel, const struct listing *l, struct str facet);

/* The CROSS JOIN keeps SQLite from going the other way round. */
static void add_part(
	struct select *sel, const struct listing *l, struct str facet, add_range *range)
{
	SELECT_ADD(sel, "SELECT found, place FROM (");
	ADD_WALK(sel, facet, "SELECT i.id AS found, i.score AS place FROM item AS i WHERE ",
		"SELECT w.item AS found, i.score AS place FROM facet AS w CROSS JOIN item AS i WHERE i.id "
		"= w.item AND w.name = ? AND ");
	if (facet.n)
		select_str(sel, facet);
	range(sel, l, facet);
	add_rest(sel, l, facet);
	list_add_beyond(sel, l);
	part_end(sel, l, facet);
}

/* Those whose time has come are few, and sorted. They are found by their own order, so that nobody
 * looks for them among all items in the order of the list. */
static void add_due(struct select *sel, const struct listing *l)
{
	const struct list_place *after = walked_after(l->filter);
	SELECT_ADD(sel,
		"UNION ALL SELECT found, place FROM (SELECT i.id AS found, i.score AS place FROM item AS i "
		"WHERE i.id IN (SELECT id FROM item WHERE " SQL_IS_DUE(
			"") " ORDER BY deferred_until LIMIT ?) ");
	select_int(sel, l->filter->now);
	select_int(sel, INT64_MAX);
	if (after) {
		switch (l->filter->order) {
		case LIST_LIKELIEST:
			SELECT_ADD(sel, "AND (-i.score, i.id) > (-?, ?) ");
			select_real(sel, after->score);
			break;
		case LIST_NEWEST: SELECT_ADD(sel, "AND i.id < ? "); break;
		case LIST_OLDEST: SELECT_ADD(sel, "AND i.id > ? "); break;
		}
		select_int(sel, after->id);
	}
	add_rest(sel, l, STR_NONE);
	part_end(sel, l, STR_NONE);
}

static void add_found(struct select *sel, const struct listing *l, struct str facet)
{
	bool by_score = l->filter->order == LIST_LIKELIEST;
	if (by_score && walked_after(l->filter)) {
		add_part(sel, l, facet, add_tied);
		SELECT_ADD(sel, "UNION ALL ");
	}
	add_part(sel, l, facet, by_score ? add_lower : add_numbers);
	if (l->state == LIST_WAITING)
		add_due(sel, l);
}

bool list_walk(struct listing *l, struct str facet, struct err *err)
{
	struct select sel;
	select_begin(&sel, l->s);
	SELECT_ADD(&sel, "SELECT " ITEM_COLUMNS " FROM (");
	add_found(&sel, l, facet);
	add_order(&sel, l->filter->order);
	select_limit(&sel, list_rows_wanted(l));
	SELECT_ADD(&sel, ") AS page JOIN item AS i ON i.id = page.found ");
	add_order(&sel, l->filter->order);
	return list_rows_take(l, &sel, err);
}

/* What the list asks for beyond the state can be said of a row of `facet`. An update is approved,
 * and is counted so. */
static bool is_said_by_facets(const struct listing *l)
{
	return l->state != LIST_UPDATES && l->state != LIST_CORRECTED && l->state != LIST_RETRACTED;
}

/* Items are not read: what is due is little, and most that was published has its own row. */
static void add_beyond_of_facet(struct select *sel, const struct listing *l)
{
	if (l->state == LIST_LATER) {
		SELECT_ADD(sel, "AND w.item NOT IN (SELECT id FROM item WHERE " SQL_IS_DUE("") ") ");
		select_int(sel, l->filter->now);
	} else if (l->state == LIST_PUBLISHED)
		SELECT_ADD(sel,
			"AND coalesce((SELECT 1 FROM shown AS n WHERE n.item = w.item), (SELECT 1 FROM item AS "
			"i WHERE i.id = w.item AND " SHOWN_ITEM("i") "), 0) = 1 ");
}

/* From the newest down: what the others say of an item lies beside what they say of the next. */
static void add_counted(struct select *sel, const struct listing *l, struct str facet)
{
	const struct str asked[] = {l->source, l->topic, l->section};
	SELECT_ADD(sel,
		"SELECT found, place FROM (SELECT w.item AS found, 0.0 AS place FROM facet AS w WHERE "
		"w.name = ? AND w.state = ? ");
	select_str(sel, facet);
	select_int(sel, list_walked_state(l->state));
	for (size_t i = 0; i < ARRAY_COUNT(asked); i++)
		if (asked[i].n && !str_eq(asked[i], facet)) {
			SELECT_ADD(sel, "AND " LIST_HAS_FACET("w.item"));
			select_str(sel, asked[i]);
		}
	add_beyond_of_facet(sel, l);
	SELECT_ADD(sel, "ORDER BY w.name DESC, w.state DESC, w.item DESC ");
	select_limit(sel, list_rows_wanted(l));
	SELECT_ADD(sel, ") AS part ");
	if (l->state == LIST_WAITING)
		add_due(sel, l);
}

bool list_walk_count(struct listing *l, struct str facet, int64_t most, int64_t *n, struct err *err)
{
	struct select sel;
	assert(!l->filter->after.given && !l->filter->first_for && l->filter->limit == most - 1);
	select_begin(&sel, l->s);
	bool by_facets = facet.n && is_said_by_facets(l);
	SELECT_ADD(&sel, "SELECT count(*) FROM (");
	if (!by_facets || l->state == LIST_WAITING) {
		SELECT_ADD(&sel, "SELECT i.id AS found, i.score AS place ");
		list_add_from_updates(&sel);
		list_add_state(&sel, l);
		list_add_filter(&sel, l, STR_NONE);
	}
	if (l->state == LIST_WAITING || (!by_facets && l->state != LIST_UPDATES))
		SELECT_ADD(&sel, "UNION ALL ");
	if (by_facets)
		add_counted(&sel, l, facet);
	else if (l->state != LIST_UPDATES)
		add_found(&sel, l, facet);
	SELECT_ADD(&sel, "LIMIT ?) AS counted");
	select_int(&sel, most);
	struct query q CLEANUP_QUERY = select_open(&sel);
	*n = query_row(&q) ? take_int(&q) : 0;
	return query_end(&q, err);
}
