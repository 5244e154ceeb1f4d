#include "store/list_parts.h"

#include <assert.h>

#include "base/array.h"
#include "store/item_row.h"
#include "store/numbers.h"
#include "store/search.h"
#include "store/shown_row.h"

/* Of corrected and retracted items at most so many are sorted. Of facets that more items have than
 * are looked at, the newest say which fewer have. */
enum { NARROW = 2000, FACETS_SEEN = 500 };

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

void list_add_beyond(struct select *sel, const struct listing *l)
{
	switch (l->state) {
	case LIST_LATER:
		SELECT_ADD(sel, "AND i.deferred_until > ? ");
		select_int(sel, l->filter->now);
		return;
	case LIST_PUBLISHED: SELECT_ADD(sel, "AND " SHOWN_ITEM("i")); return;
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
	default: return;
	}
}

void list_add_state(struct select *sel, const struct listing *l)
{
	switch (l->state) {
	case LIST_WAITING:
		SELECT_ADD(sel,
			"AND (i.state = " SQL_QUEUED " OR " SQL_IS_DUE("i.") " OR " SQL_IS_UPDATE("i.") ") ");
		select_int(sel, l->filter->now);
		break;
	case LIST_UPDATES: SELECT_ADD(sel, "AND " SQL_IS_UPDATE("i.") " "); break;
	case LIST_LATER: SELECT_ADD(sel, "AND i.state = " SQL_DEFERRED " "); break;
	case LIST_APPROVED:
	case LIST_PUBLISHED: SELECT_ADD(sel, "AND i.state = " SQL_APPROVED " "); break;
	case LIST_REJECTED: SELECT_ADD(sel, "AND i.state = " SQL_REJECTED " "); break;
	case LIST_WITHDRAWN: SELECT_ADD(sel, "AND i.state = " SQL_WITHDRAWN " "); break;
	case LIST_CORRECTED:
	case LIST_RETRACTED:
	case LIST_ALL: break;
	}
	list_add_beyond(sel, l);
}

static void add_facet(struct select *sel, struct str name, struct str walked)
{
	if (!name.n || str_eq(name, walked))
		return;
	SELECT_ADD(sel, "AND " LIST_HAS_FACET("i.id"));
	select_str(sel, name);
}

void list_add_filter(struct select *sel, const struct listing *l, struct str walked)
{
	if (l->filter->section != SECTION_NONE) {
		/* As two conditions: of an expression PostgreSQL does not know how often it holds. */
		SELECT_ADD(
			sel, "AND (i.edited_section = ? OR (i.edited_section IS NULL AND i.section = ?)) ");
		select_int(sel, l->filter->section);
		select_int(sel, l->filter->section);
	}
	if (l->filter->assignee) {
		SELECT_ADD(sel, "AND i.assignee = ? ");
		select_int(sel, l->filter->assignee);
	}
	add_facet(sel, l->source, walked);
	add_facet(sel, l->topic, walked);
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

static int64_t most_held(const struct listing *l)
{
	return l->filter->limit && !l->filter->whole ? LIST_MATCHES_MAX : INT64_MAX;
}

/* "FROM item AS i WHERE …": all that are none of another's copies, or those that hold the words. */
static void add_from(struct select *sel, struct listing *l)
{
	if (l->filter->text.n)
		select_from_words(sel, search_expression(l->s, l->a, l->filter->text), most_held(l));
	else
		SELECT_ADD(sel, "FROM item AS i ");
	SELECT_ADD(sel, "WHERE i.merged_into IS NULL ");
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

/* Of a candidate, all by which it is sorted. */
static void add_keys(struct select *sel, const struct list_filter *filter)
{
	SELECT_ADD(sel, "i.id AS found, " SECOND " AS second, " FRESH " AS fresh, ");
	select_first_for(sel, filter);
	add_key(sel, filter->order);
	SELECT_ADD(sel, " AS place ");
}

/* Candidates are sorted by their keys alone; only those of the page are read whole. */
static void sorted_begin(struct select *sel, struct listing *l)
{
	select_begin(sel, l->s);
	SELECT_ADD(sel, "SELECT " ITEM_COLUMNS " FROM (SELECT ");
	add_keys(sel, l->filter);
	add_from(sel, l);
}

int64_t list_rows_wanted(const struct listing *l)
{
	return l->filter->limit ? l->filter->limit + 1 - (int64_t)l->out->n : INT64_MAX;
}

static void search_size_take(struct query *q, struct search_size *out)
{
	out->matches = take_int(q);
	out->cut = take_int(q) >= LIST_MATCHES_MAX;
}

bool list_rows_take(struct listing *l, const struct select *sel, struct err *err)
{
	struct query q CLEANUP_QUERY = select_open(sel);
	while (query_row(&q)) {
		l->out->v = arena_grow(l->a, l->out->v, l->out->n, sizeof *l->out->v);
		l->out->v[l->out->n++] = item_take(&q, l->a);
		if (l->all)
			search_size_take(&q, l->all);
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
	list_add_state(sel, l);
	list_add_filter(sel, l, STR_NONE);
	add_after(sel, l->filter);
	SELECT_ADD(sel, "ORDER BY second, fresh, place, found ");
	select_limit(sel, list_rows_wanted(l));
	SELECT_ADD(
		sel, ") AS page JOIN item AS i ON i.id = page.found ORDER BY second, fresh, place, found");
	return list_rows_take(l, sel, err);
}

static bool list_matches(struct listing *l, struct err *err)
{
	struct select sel;
	sorted_begin(&sel, l);
	return sorted_read(&sel, l, err);
}

/* The number of the state in the table `standing`; 0: it is not there. */
static int standing_kind(enum list_state state)
{
	return state == LIST_CORRECTED ? STANDING_CORRECTED :
		state == LIST_RETRACTED    ? STANDING_RETRACTED :
									 0;
}

static void add_standing(struct select *sel, int kind)
{
	SELECT_ADD(sel, "AND i.id IN (SELECT item FROM standing WHERE kind = ?) ");
	select_int(sel, kind);
}

static bool list_standing(struct listing *l, int kind, struct err *err)
{
	struct select sel;
	sorted_begin(&sel, l);
	add_standing(&sel, kind);
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

void list_add_not_first(struct select *sel, const struct list_filter *filter)
{
	if (!filter->first_for)
		return;
	SELECT_ADD(sel, "AND NOT " IS_FIRST " ");
	select_first_for(sel, filter);
}

/* The index item_update has few rows more than updates. */
#define AMONG_UPDATES \
	"i.id IN (SELECT id FROM item WHERE update_why <> '') AND " SQL_IS_UPDATE("i.") " "

void list_add_from_updates(struct select *sel)
{
	SELECT_ADD(sel, "FROM item AS i WHERE i.merged_into IS NULL AND " AMONG_UPDATES);
}

static bool list_updates(struct listing *l, struct err *err)
{
	struct select sel;
	sorted_begin(&sel, l);
	list_add_not_first(&sel, l->filter);
	SELECT_ADD(&sel, "AND " AMONG_UPDATES);
	return sorted_read(&sel, l, err);
}

/* -- Which of the ways costs least -- */

/* How common a facet is among the items of the state. */
struct facet_size {
	int64_t n;     /* that have it; at most FACETS_SEEN */
	int64_t reach; /* the oldest of these, which are the newest */
};

static bool facet_size(struct listing *l, struct str facet, struct facet_size *out, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(l->s,
		"SELECT count(*), coalesce(min(item), 0) FROM (SELECT item FROM facet WHERE name = ?1 AND "
		"state = ?2 ORDER BY name DESC, state DESC, item DESC LIMIT ?3) AS f");
	bind_str(&q, facet);
	bind_int(&q, list_walked_state(l->state));
	bind_int(&q, FACETS_SEEN);
	*out = (struct facet_size){0};
	if (query_row(&q)) {
		out->n = take_int(&q);
		out->reach = take_int(&q);
		assert(out->n <= FACETS_SEEN);
	}
	return query_end(&q, err);
}

/* Where more have both than are counted, the one whose newest go further back is rarer. */
static bool is_narrower(const struct facet_size *a, const struct facet_size *b)
{
	return a->n != b->n ? a->n < b->n : a->reach < b->reach;
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

/* The facet that is walked along: of several the one that the fewest items have. That of a section
 * serves only pages: the catalogue may lag behind, and a whole list holds every item. */
static bool narrowest(struct listing *l, struct str *facet, struct err *err)
{
	const struct str asked[] = {
		l->source, l->topic, l->filter->limit && !l->filter->whole ? l->section : STR_NONE};
	struct facet_size least = {0};
	size_t given = 0;
	*facet = STR_NONE;
	for (size_t i = 0; i < ARRAY_COUNT(asked); i++)
		given += asked[i].n > 0;
	for (size_t i = 0; i < ARRAY_COUNT(asked); i++) {
		struct facet_size size = {0};
		if (!asked[i].n)
			continue;
		if (given > 1 && !facet_size(l, asked[i], &size, err))
			return false;
		if (!facet->n || is_narrower(&size, &least)) {
			least = size;
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
	struct str facet;
	bool has_updates = l->state == LIST_WAITING || l->state == LIST_UPDATES ||
		list_walked_state(l->state) == ITEM_APPROVED;
	if (filter->first_for && (!after->given || after->first) &&
		!list_assigned(l, filter->first_for, err))
		return false;
	if (has_updates && !is_full(l) && (!after->given || after->first || after->update) &&
		!list_updates(l, err))
		return false;
	if (l->state == LIST_UPDATES || is_full(l))
		return true;
	return narrowest(l, &facet, err) && list_walk(l, facet, err);
}

static bool list_read(struct listing *l, struct err *err)
{
	int64_t n = NARROW + 1;
	int kind = standing_kind(l->state);
	if (l->filter->text.n)
		return list_matches(l, err);
	if (l->filter->assignee)
		return list_assigned(l, l->filter->assignee, err);
	if (kind && !standing_size(l->s, kind, &n, err))
		return false;
	return n <= NARROW ? list_standing(l, kind, err) : list_walked(l, err);
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
	if (*more)
		out->n = (size_t)filter->limit;
	return true;
}

/* All that a search looks at is read for its first page, and counted with it. */
static bool list_counted(struct listing *l, struct err *err)
{
	struct select sel;
	select_begin(&sel, l->s);
	SELECT_ADD(&sel, "WITH held AS MATERIALIZED ");
	select_held(&sel, search_expression(l->s, l->a, l->filter->text), LIST_MATCHES_MAX);
	SELECT_ADD(&sel, ", matched AS MATERIALIZED (SELECT ");
	add_keys(&sel, l->filter);
	SELECT_ADD(&sel, "FROM held ");
	select_items_held(&sel);
	SELECT_ADD(&sel, "WHERE i.merged_into IS NULL ");
	list_add_state(&sel, l);
	list_add_filter(&sel, l, STR_NONE);
	SELECT_ADD(&sel,
		") SELECT " ITEM_COLUMNS ", page.matches, page.looked FROM (SELECT found, second, fresh, "
		"place, (SELECT count(*) FROM matched) AS matches, (SELECT count(*) FROM held) AS looked "
		"FROM matched ORDER BY second, fresh, place, found ");
	select_limit(&sel, list_rows_wanted(l));
	SELECT_ADD(
		&sel, ") AS page JOIN item AS i ON i.id = page.found ORDER BY second, fresh, place, found");
	return list_rows_take(l, &sel, err);
}

bool store_list_first(struct store *s, struct arena *a, const struct list_filter *filter,
	struct items *out, struct search_size *all, struct err *err)
{
	struct listing l = listing_of(s, a, filter);
	assert(filter->text.n && !filter->after.given && filter->limit);
	*out = (struct items){0};
	*all = (struct search_size){0};
	l.out = out;
	l.all = all;
	if (!list_counted(&l, err))
		return false;
	if (out->n > (size_t)filter->limit)
		out->n = (size_t)filter->limit;
	return out->n || store_list_is_cut(s, a, filter->text, &all->cut, err);
}

bool store_list_is_cut(
	struct store *s, struct arena *a, struct str text, bool *cut, struct err *err)
{
	struct select sel;
	select_begin(&sel, s);
	SELECT_ADD(&sel, "SELECT count(*) FROM ");
	select_held(&sel, search_expression(s, a, text), LIST_MATCHES_MAX);
	SELECT_ADD(&sel, "AS held");
	struct query q CLEANUP_QUERY = select_open(&sel);
	*cut = query_row(&q) && take_int(&q) >= LIST_MATCHES_MAX;
	return query_end(&q, err);
}

/* Candidates that are few, or as many as a search looks at. */
static bool count_few(struct listing *l, int64_t *n, struct err *err)
{
	struct select sel;
	select_begin(&sel, l->s);
	SELECT_ADD(&sel, "SELECT count(*) FROM (SELECT 1 ");
	add_from(&sel, l);
	if (!l->filter->text.n && l->filter->assignee)
		add_assigned(&sel, l->filter->assignee);
	else if (!l->filter->text.n)
		add_standing(&sel, standing_kind(l->state));
	list_add_state(&sel, l);
	list_add_filter(&sel, l, STR_NONE);
	SELECT_ADD(&sel, "LIMIT ?) AS counted");
	select_int(&sel, LIST_COUNT_MAX + 1);
	struct query q CLEANUP_QUERY = select_open(&sel);
	*n = query_row(&q) ? take_int(&q) : 0;
	return query_end(&q, err);
}

int64_t store_list_count_most(const struct list_filter *filter)
{
	int asked = (filter->source != 0) + (filter->topic.n > 0) + (filter->section != SECTION_NONE);
	bool walked = !filter->text.n && !filter->assignee && !standing_kind(filter->state);
	return walked && asked > 1 ? LIST_COUNT_SEVERAL_MAX : LIST_COUNT_MAX;
}

bool store_list_count(
	struct store *s, struct arena *a, const struct list_filter *filter, int64_t *n, struct err *err)
{
	struct list_filter all = *filter;
	all.after = (struct list_place){0};
	all.first_for = 0;
	all.limit = (long)store_list_count_most(filter);
	struct items none = {0};
	struct listing l = listing_of(s, a, &all);
	l.out = &none;
	struct str facet = STR_NONE;
	if (filter->text.n || filter->assignee || standing_kind(l.state))
		return count_few(&l, n, err);
	return (l.state == LIST_UPDATES || narrowest(&l, &facet, err)) &&
		list_walk_count(&l, facet, all.limit + 1, n, err);
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
	SELECT_ADD(&sel, "WHERE i.merged_into IS NULL ORDER BY held.place, held.doc");
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
