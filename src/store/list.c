#include "store/list.h"

#include <assert.h>

#include "store/item_row.h"
#include "store/numbers.h"
#include "store/search.h"
#include "store/select.h"
#include "store/shown_row.h"

/* A facet that at most so many items have is read and sorted instead of walked along. */
enum { NARROW = 2000 };

struct listing {
	struct store *s;
	struct arena *a;
	const struct list_filter *filter;
	enum list_state state;
	struct str source, topic, section; /* names of facets; empty: not asked for */
	struct items *out;
};

const char *list_state_word(enum list_state state)
{
	static const char *const words[LIST_STATE_COUNT] = {
		[LIST_WAITING] = "waiting",
		[LIST_UPDATES] = "updates",
		[LIST_LATER] = "later",
		[LIST_APPROVED] = "approved",
		[LIST_REJECTED] = "rejected",
		[LIST_PUBLISHED] = "published",
		[LIST_CORRECTED] = "corrected",
		[LIST_RETRACTED] = "retracted",
		[LIST_WITHDRAWN] = "withdrawn",
		[LIST_ALL] = "all",
	};
	assert((size_t)state < LIST_STATE_COUNT);
	return words[state];
}

const char *list_order_word(enum list_order order)
{
	static const char *const words[LIST_ORDER_COUNT] = {
		[LIST_LIKELIEST] = "likeliest", [LIST_NEWEST] = "newest", [LIST_OLDEST] = "oldest"};
	assert((size_t)order < LIST_ORDER_COUNT);
	return words[order];
}

/* -- Conditions: what an item `i` has to be -- */

static void add_state(struct select *sel, const struct listing *l)
{
	switch (l->state) {
	case LIST_WAITING:
		SELECT_ADD(sel,
			"AND (i.state = " SQL_QUEUED " OR " SQL_IS_DUE("i.") " OR " SQL_IS_UPDATE("i.") ") ");
		select_int(sel, l->filter->now);
		return;
	case LIST_UPDATES: SELECT_ADD(sel, "AND " SQL_IS_UPDATE("i.") " "); return;
	case LIST_LATER:
		SELECT_ADD(sel, "AND i.state = " SQL_DEFERRED " AND NOT " SQL_IS_DUE("i.") " ");
		select_int(sel, l->filter->now);
		return;
	case LIST_APPROVED: SELECT_ADD(sel, "AND i.state = " SQL_APPROVED " "); return;
	case LIST_REJECTED: SELECT_ADD(sel, "AND i.state = " SQL_REJECTED " "); return;
	case LIST_PUBLISHED:
		SELECT_ADD(sel, "AND i.state = " SQL_APPROVED " AND " SHOWN_ITEM("i"));
		return;
	case LIST_CORRECTED:
		SELECT_ADD(sel,
			"AND EXISTS (SELECT 1 FROM standing AS n WHERE n.kind = " SQL_CORRECTED
			" AND n.release = i.live) ");
		return;
	case LIST_RETRACTED:
		SELECT_ADD(sel,
			"AND EXISTS (SELECT 1 FROM standing AS n WHERE n.kind = " SQL_RETRACTED
			" AND n.release = i.live) ");
		return;
	case LIST_WITHDRAWN: SELECT_ADD(sel, "AND i.state = " SQL_WITHDRAWN " "); return;
	case LIST_ALL: return;
	}
}

static void add_facet(struct select *sel, struct str name)
{
	if (!name.n)
		return;
	SELECT_ADD(sel, "AND EXISTS (SELECT 1 FROM facet AS f WHERE f.name = ? AND f.item = i.id) ");
	select_str(sel, name);
}

static void add_filter(struct select *sel, const struct listing *l)
{
	if (l->filter->section != SECTION_NONE) {
		SELECT_ADD(sel, "AND coalesce(i.edited_section, i.section) = ? ");
		select_int(sel, l->filter->section);
	}
	if (l->filter->assignee) {
		SELECT_ADD(sel, "AND i.assignee = ? ");
		select_int(sel, l->filter->assignee);
	}
	add_facet(sel, l->source);
	add_facet(sel, l->topic);
}

/* Whether an item is set aside for the editor for whom those come first; NO_EDITOR: never. */
#define IS_FIRST "coalesce(i.assignee, 0) = ?"
#define SECOND "CASE WHEN " IS_FIRST " THEN 0 ELSE 1 END"
#define FRESH "CASE WHEN " SQL_IS_UPDATE("i.") " THEN 0 ELSE 1 END"
enum { NO_EDITOR = -1 };

static void select_first_for(struct select *sel, const struct list_filter *filter)
{
	select_int(sel, filter->first_for ? filter->first_for : NO_EDITOR);
}

/* -- A few candidates, sorted -- */

/* "FROM item AS i WHERE …": all that are none of another's copies, or those that hold the words. */
static void add_from(struct select *sel, struct listing *l)
{
	if (l->filter->text.n)
		select_from_words(sel, search_expression(l->s, l->a, l->filter->text), LIST_MATCHES_MAX);
	else
		SELECT_ADD(sel, "FROM item AS i ");
	SELECT_ADD(sel, "WHERE i.merged_into IS NULL ");
}

static void add_having(struct select *sel, struct str facet)
{
	SELECT_ADD(sel, "AND i.id IN (SELECT item FROM facet WHERE name = ?) ");
	select_str(sel, facet);
}

/* The key by which an order goes up. */
static void add_key(struct select *sel, enum list_order order)
{
	switch (order) {
	case LIST_LIKELIEST: SELECT_ADD(sel, "-i.score"); return;
	case LIST_NEWEST: SELECT_ADD(sel, "-i.id"); return;
	case LIST_OLDEST: SELECT_ADD(sel, "i.id"); return;
	}
}

/* Candidates are sorted by their keys alone; only those of the page are read whole. */
static void sorted_begin(struct select *sel, struct listing *l)
{
	select_begin(sel, l->s);
	SELECT_ADD(sel,
		"SELECT " ITEM_COLUMNS " FROM (SELECT i.id AS found, " SECOND " AS second, " FRESH
		" AS fresh, ");
	select_first_for(sel, l->filter);
	add_key(sel, l->filter->order);
	SELECT_ADD(sel, " AS place ");
	add_from(sel, l);
}

/* How many rows more are wanted; INT64_MAX: all. One more than the page has, to see whether another
 * page follows. */
static int64_t rows_wanted(const struct listing *l)
{
	return l->filter->limit ? l->filter->limit + 1 - (int64_t)l->out->n : INT64_MAX;
}

static bool rows_take(struct listing *l, const struct select *sel, struct err *err)
{
	struct query q CLEANUP_QUERY = select_open(sel);
	while (query_row(&q)) {
		l->out->v = arena_grow(l->a, l->out->v, l->out->n, sizeof *l->out->v);
		l->out->v[l->out->n++] = item_take(&q, l->a);
	}
	return query_end(&q, err);
}

static double key_of(enum list_order order, const struct list_place *place)
{
	return order == LIST_LIKELIEST ? -place->score :
		order == LIST_NEWEST       ? -(double)place->id :
									 (double)place->id;
}

static void add_after(struct select *sel, const struct list_filter *filter)
{
	const struct list_place *after = &filter->after;
	if (!after->given)
		return;
	SELECT_ADD(sel, "AND (" SECOND ", " FRESH ", ");
	select_first_for(sel, filter);
	add_key(sel, filter->order);
	SELECT_ADD(sel, ", i.id) > (?, ?, ?, ?) ");
	select_int(sel, !after->first);
	select_int(sel, !after->update);
	select_real(sel, key_of(filter->order, after));
	select_int(sel, after->id);
}

static bool sorted_read(struct select *sel, struct listing *l, struct err *err)
{
	add_state(sel, l);
	add_filter(sel, l);
	add_after(sel, l->filter);
	SELECT_ADD(sel,
		"ORDER BY second, fresh, place, found LIMIT ?) AS page "
		"JOIN item AS i ON i.id = page.found ORDER BY second, fresh, place, found");
	select_int(sel, rows_wanted(l));
	return rows_take(l, sel, err);
}

static bool list_matches(struct listing *l, struct err *err)
{
	struct select sel;
	sorted_begin(&sel, l);
	return sorted_read(&sel, l, err);
}

static bool list_facet(struct listing *l, struct str facet, struct err *err)
{
	struct select sel;
	sorted_begin(&sel, l);
	add_having(&sel, facet);
	return sorted_read(&sel, l, err);
}

/* The number of the state in the table `standing`; 0: it is not there. */
static int standing_kind(enum list_state state)
{
	return state == LIST_CORRECTED ? STANDING_CORRECTED :
		state == LIST_RETRACTED    ? STANDING_RETRACTED :
									 0;
}

static bool list_standing(struct listing *l, int kind, struct err *err)
{
	struct select sel;
	sorted_begin(&sel, l);
	SELECT_ADD(&sel, "AND i.id IN (SELECT item FROM standing WHERE kind = ?) ");
	select_int(&sel, kind);
	return sorted_read(&sel, l, err);
}

/* What is set aside for an editor is little. */
static void add_assigned(struct select *sel, int64_t editor)
{
	SELECT_ADD(sel, "AND i.id IN (SELECT id FROM item WHERE assignee = ?) ");
	select_int(sel, editor);
}

static bool list_assigned(struct listing *l, int64_t editor, struct err *err)
{
	struct select sel;
	sorted_begin(&sel, l);
	add_assigned(&sel, editor);
	return sorted_read(&sel, l, err);
}

/* Those that came first already. */
static void add_not_first(struct select *sel, const struct list_filter *filter)
{
	if (!filter->first_for)
		return;
	SELECT_ADD(sel, "AND NOT " IS_FIRST " ");
	select_first_for(sel, filter);
}

/* Updates are few at any time. */
static bool list_updates(struct listing *l, struct err *err)
{
	struct select sel;
	sorted_begin(&sel, l);
	add_not_first(&sel, l->filter);
	SELECT_ADD(&sel, "AND i.id IN (SELECT id FROM item WHERE " SQL_IS_UPDATE("") ") ");
	return sorted_read(&sel, l, err);
}

/* -- A walk along an index (item_queue, item_state): nothing is sorted -- */

/* The state of the rows of item_queue and item_state that are walked along. */
static enum item_state walked_state(enum list_state state)
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

/* What comes first and updates were listed before. */
static void add_walked_after(struct select *sel, const struct list_filter *filter)
{
	const struct list_place *after = &filter->after;
	if (!after->given || after->first || after->update)
		return;
	switch (filter->order) {
	case LIST_LIKELIEST:
		SELECT_ADD(sel, "AND i.score <= ? AND (i.score < ? OR i.id > ?) ");
		select_real(sel, after->score);
		select_real(sel, after->score);
		break;
	case LIST_NEWEST: SELECT_ADD(sel, "AND i.id < ? "); break;
	case LIST_OLDEST: SELECT_ADD(sel, "AND i.id > ? "); break;
	}
	select_int(sel, after->id);
}

static void add_walk(struct select *sel, const struct listing *l)
{
	add_walked_after(sel, l->filter);
	add_filter(sel, l);
	add_not_first(sel, l->filter);
	SELECT_ADD(sel, "AND NOT " SQL_IS_UPDATE("i.") " ");
}

static bool list_walk(struct listing *l, struct err *err)
{
	struct select sel;
	select_begin(&sel, l->s);
	SELECT_ADD(&sel, "SELECT " ITEM_COLUMNS " FROM item AS i WHERE i.state = ? ");
	select_int(&sel, walked_state(l->state));
	SELECT_ADD(&sel, "AND i.merged_into IS NULL ");
	add_walk(&sel, l);
	if (l->state == LIST_WAITING) {
		/* Those whose time has come, in the same order. */
		SELECT_ADD(&sel,
			"UNION ALL SELECT " ITEM_COLUMNS
			" FROM item AS i WHERE " SQL_IS_DUE("i.") " AND i.merged_into IS NULL ");
		select_int(&sel, l->filter->now);
		add_walk(&sel, l);
	} else {
		add_state(&sel, l);
	}
	switch (l->filter->order) {
	case LIST_LIKELIEST: SELECT_ADD(&sel, "ORDER BY score DESC, id LIMIT ?"); break;
	case LIST_NEWEST: SELECT_ADD(&sel, "ORDER BY id DESC LIMIT ?"); break;
	case LIST_OLDEST: SELECT_ADD(&sel, "ORDER BY id LIMIT ?"); break;
	}
	select_int(&sel, rows_wanted(l));
	return rows_take(l, &sel, err);
}

/* -- Which of the ways costs least -- */

/* How many rows the table of a facet or a kind has, at most NARROW + 1. */
static bool facet_size(struct store *s, struct str facet, int64_t *n, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(
		s, "SELECT count(*) FROM (SELECT 1 FROM facet WHERE name = ?1 LIMIT ?2) AS f");
	bind_str(&q, facet);
	bind_int(&q, NARROW + 1);
	if (query_row(&q))
		*n = take_int(&q);
	return query_end(&q, err);
}

static bool standing_size(struct store *s, int kind, int64_t *n, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(
		s, "SELECT count(*) FROM (SELECT 1 FROM standing WHERE kind = ?1 LIMIT ?2) AS n");
	bind_int(&q, kind);
	bind_int(&q, NARROW + 1);
	if (query_row(&q))
		*n = take_int(&q);
	return query_end(&q, err);
}

/* The facet that the fewest items have, if those are few; else none. The facet of a section serves
 * only pages: the catalogue may lag behind, and a whole list holds every item. */
static bool narrowest(struct listing *l, struct str *facet, struct err *err)
{
	const struct str asked[] = {
		l->source, l->topic, l->filter->limit && !l->filter->whole ? l->section : STR_NONE};
	int64_t least = NARROW + 1;
	*facet = STR_NONE;
	for (size_t i = 0; i < sizeof asked / sizeof *asked; i++) {
		int64_t n = least;
		if (asked[i].n && !facet_size(l->s, asked[i], &n, err))
			return false;
		if (n < least) {
			least = n;
			*facet = asked[i];
		}
	}
	return true;
}

static bool is_full(const struct listing *l)
{
	return l->filter->limit && (int64_t)l->out->n > l->filter->limit;
}

static bool list_walked(struct listing *l, struct err *err)
{
	const struct list_filter *filter = l->filter;
	const struct list_place *after = &filter->after;
	bool has_updates = l->state == LIST_WAITING || l->state == LIST_UPDATES ||
		walked_state(l->state) == ITEM_APPROVED;
	if (filter->first_for && (!after->given || after->first) &&
		!list_assigned(l, filter->first_for, err))
		return false;
	if (has_updates && !is_full(l) && (!after->given || after->first || after->update) &&
		!list_updates(l, err))
		return false;
	return l->state == LIST_UPDATES || is_full(l) || list_walk(l, err);
}

static bool list_read(struct listing *l, struct err *err)
{
	struct str facet;
	int64_t n = NARROW + 1;
	int kind = standing_kind(l->state);
	if (l->filter->text.n)
		return list_matches(l, err);
	if (l->filter->assignee)
		return list_assigned(l, l->filter->assignee, err);
	if (kind && !standing_size(l->s, kind, &n, err))
		return false;
	if (n <= NARROW)
		return list_standing(l, kind, err);
	if (!narrowest(l, &facet, err))
		return false;
	return facet.n ? list_facet(l, facet, err) : list_walked(l, err);
}

static struct listing listing_of(struct store *s, struct arena *a, const struct list_filter *filter)
{
	struct listing l = {.s = s, .a = a, .filter = filter, .state = filter->state};
	assert(filter->limit >= 0);
	if (l.state == LIST_ALL && !filter->text.n)
		l.state = LIST_WAITING;
	if (filter->source)
		l.source = search_facet_source(a, filter->source);
	if (filter->topic.n)
		l.topic = search_facet_topic(a, filter->topic);
	if (filter->section != SECTION_NONE)
		l.section = search_facet_section(a, filter->section);
	return l;
}

bool store_list(struct store *s, struct arena *a, const struct list_filter *filter,
	struct items *out, bool *more, struct err *err)
{
	struct listing l = listing_of(s, a, filter);
	*out = (struct items){0};
	l.out = out;
	if (!list_read(&l, err))
		return false;
	*more = filter->limit && (int64_t)out->n > filter->limit;
	out->n -= *more;
	return true;
}

bool store_list_count(
	struct store *s, struct arena *a, const struct list_filter *filter, int64_t *n, struct err *err)
{
	struct listing l = listing_of(s, a, filter);
	struct str facet = str_or(l.source, str_or(l.topic, l.section));
	struct select sel;
	select_begin(&sel, s);
	SELECT_ADD(&sel, "SELECT count(*) FROM (SELECT 1 ");
	add_from(&sel, &l);
	if (!filter->text.n && filter->assignee)
		add_assigned(&sel, filter->assignee);
	else if (!filter->text.n && facet.n)
		add_having(&sel, facet);
	add_state(&sel, &l);
	add_filter(&sel, &l);
	SELECT_ADD(&sel, "LIMIT ?) AS found");
	select_int(&sel, LIST_COUNT_MAX + 1);
	struct query q CLEANUP_QUERY = select_open(&sel);
	*n = query_row(&q) ? take_int(&q) : 0;
	return query_end(&q, err);
}

bool store_list_alike(struct store *s, struct arena *a, struct str title, long limit,
	struct items *out, struct err *err)
{
	struct str words = search_title_expression(s, a, title);
	struct select sel;
	*out = (struct items){0};
	if (!words.n)
		return true;
	select_begin(&sel, s);
	SELECT_ADD(&sel, "SELECT " ITEM_COLUMNS " ");
	select_from_best(&sel, words, limit);
	SELECT_ADD(&sel, "WHERE i.merged_into IS NULL ORDER BY best.place, best.doc");
	struct query q CLEANUP_QUERY = select_open(&sel);
	while (query_row(&q)) {
		out->v = arena_grow(a, out->v, out->n, sizeof *out->v);
		out->v[out->n++] = item_take(&q, a);
	}
	return query_end(&q, err);
}

struct list_place list_place_of(const struct list_filter *filter, const struct item *item)
{
	return (struct list_place){.given = true,
		.first = filter->first_for && item->assignee == filter->first_for,
		.update = item_is_update(item),
		.score = item->score,
		.id = item->id};
}
