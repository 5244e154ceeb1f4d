#include "store/list.h"

#include <assert.h>
#include <math.h>

#include "store/item_row.h"
#include "store/search.h"

/* A facet that fewer items have is walked by itself. */
enum { NARROW = 2000 };

struct listing {
	struct store *s;
	struct arena *a;
	const struct list_filter *filter;
	enum list_state state;
	struct str source, topic, section; /* names of facets; empty: not asked for */
	struct items *out;
	long want;
};

/* ?1 now, ?2 state, ?3 section, ?4 and ?5 facets, ?6 how many. Numbers of states are those of enum
 * list_state and enum item_state. */
#define IS_UPDATE "(i.update_why <> '' AND i.live IS NOT NULL) "
#define STANDING(kind) \
	"EXISTS (SELECT 1 FROM standing AS n WHERE n.kind = " kind " AND n.release = i.live) "
#define STANDS \
	"i.merged_into IS NULL AND CASE ?2 WHEN 0 THEN i.state = 0 OR (i.state = 3 AND " \
	"i.deferred_until <= ?1) OR " IS_UPDATE "WHEN 1 THEN " IS_UPDATE \
	"WHEN 2 THEN i.state = 3 AND i.deferred_until > ?1 WHEN 3 THEN i.state = 1 WHEN 4 THEN " \
	"i.state = 2 " \
	"WHEN 5 THEN i.state = 1 AND EXISTS (SELECT 1 FROM shown AS n WHERE n.item = i.id) WHEN 6 " \
	"THEN " STANDING("1") "WHEN 7 THEN " STANDING("2") "WHEN 8 THEN i.state = 5 ELSE 1 END "
#define HAS_FACET(n) \
	"(" n " = '' OR EXISTS (SELECT 1 FROM facet AS f WHERE f.name = " n " AND f.item = i.id)) "
#define FITS \
	"(?3 = 0 OR coalesce(i.edited_section, i.section) = ?3) AND " HAS_FACET( \
		"?4") "AND " HAS_FACET("?5")

static void filter_bind(struct query *q, const struct listing *l)
{
	static_assert(LIST_WAITING == 0 && LIST_UPDATES == 1 && LIST_LATER == 2 && LIST_APPROVED == 3 &&
			LIST_REJECTED == 4 && LIST_PUBLISHED == 5 && LIST_CORRECTED == 6 &&
			LIST_RETRACTED == 7 && LIST_WITHDRAWN == 8,
		"STANDS counts on it");
	static_assert(ITEM_QUEUED == 0 && ITEM_APPROVED == 1 && ITEM_REJECTED == 2 &&
			ITEM_DEFERRED == 3 && ITEM_WITHDRAWN == 5,
		"and on these");
	bind_int(q, l->filter->now);
	bind_int(q, l->state);
	bind_int(q, l->filter->section);
	bind_str(q, l->source);
	bind_str(q, l->topic);
	bind_int(q, l->want - (long)l->out->n);
}

static bool rows_take(struct query *q, struct listing *l, struct err *err)
{
	while (query_row(q)) {
		l->out->v = arena_grow(l->a, l->out->v, l->out->n, sizeof *l->out->v);
		l->out->v[l->out->n++] = item_take(q, l->a);
	}
	return query_end(q, err);
}

/* The key by which an order goes up: ?7. */
#define KEY "CASE ?7 WHEN 0 THEN -i.score WHEN 1 THEN -i.id ELSE i.id END"
#define AFTER \
	"(NOT " IS_UPDATE ", " KEY ", i.id) > (?8, ?9, ?10) ORDER BY NOT " IS_UPDATE ", " KEY \
	", i.id LIMIT ?6"
#define AMONG(candidates) \
	"SELECT " ITEM_COLUMNS " FROM item AS i WHERE i.id IN (" candidates ") AND " STANDS \
	"AND " FITS "AND " AFTER

static double key_of(enum list_order order, const struct list_place *place)
{
	return order == LIST_LIKELIEST ? -place->score :
		order == LIST_NEWEST       ? -(double)place->id :
									 (double)place->id;
}

static void order_bind(struct query *q, const struct listing *l)
{
	const struct list_place *after = &l->filter->after;
	bind_int(q, l->filter->order);
	bind_int(q, after->given ? !after->update : -1);
	bind_real(q, key_of(l->filter->order, after));
	bind_int(q, after->id);
}

/* The few that hold the words, sorted. */
static bool list_matches(struct listing *l, struct err *err)
{
	struct str match = search_expression(l->a, l->filter->text);
	struct query q CLEANUP_QUERY = QUERY(l->s,
		AMONG("SELECT d.item FROM doc_item AS d WHERE d.doc IN (SELECT rowid FROM doc WHERE doc "
			  "MATCH ?11 ORDER BY rowid DESC LIMIT ?12)"));
	filter_bind(&q, l);
	order_bind(&q, l);
	bind_str(&q, match);
	bind_int(&q, LIST_MATCHES_MAX);
	return rows_take(&q, l, err);
}

/* The few that have a facet, sorted. */
static bool list_facet(struct listing *l, struct str facet, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(l->s, AMONG("SELECT item FROM facet WHERE name = ?11"));
	filter_bind(&q, l);
	order_bind(&q, l);
	bind_str(&q, facet);
	return rows_take(&q, l, err);
}

/* The number of the state in the table `standing`; 0: it is not there. */
static int standing_of(enum list_state state)
{
	return state == LIST_CORRECTED ? 1 : state == LIST_RETRACTED ? 2 : 0;
}

static bool standing_is_narrow(struct store *s, int kind, bool *narrow, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(
		s, "SELECT count(*) FROM (SELECT 1 FROM standing WHERE kind = ?1 LIMIT ?2)");
	bind_int(&q, kind);
	bind_int(&q, NARROW + 1);
	*narrow = query_row(&q) && take_int(&q) <= NARROW;
	return query_end(&q, err);
}

static bool list_standing(struct listing *l, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(l->s, AMONG("SELECT item FROM standing WHERE kind = ?11"));
	filter_bind(&q, l);
	order_bind(&q, l);
	bind_int(&q, standing_of(l->state));
	return rows_take(&q, l, err);
}

/* Updates are few at any time. */
static bool list_updates(struct listing *l, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(
		l->s, AMONG("SELECT id FROM item WHERE update_why <> '' AND live IS NOT NULL"));
	filter_bind(&q, l);
	order_bind(&q, l);
	return rows_take(&q, l, err);
}

/* Walks along item_queue and item_state: of the state ?9, and for what waits of those whose time
 * has come. Nothing is sorted. */
#define NO_UPDATE "NOT " IS_UPDATE
#define WALK(place, order) \
	"SELECT " ITEM_COLUMNS \
	" FROM item AS i WHERE i.state = ?9 AND i.merged_into IS NULL AND " place "AND " FITS \
	"AND " NO_UPDATE "AND " STANDS "UNION ALL " \
	"SELECT " ITEM_COLUMNS " FROM item AS i WHERE ?2 = 0 AND i.state = 3 AND i.deferred_until <= " \
	"?1 AND i.merged_into IS NULL AND " place "AND " FITS "AND " NO_UPDATE "ORDER BY " order \
	" LIMIT ?6"

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
	return states[state];
}

static bool walk(struct listing *l, struct query *q, double key, int64_t id, struct err *err)
{
	filter_bind(q, l);
	bind_real(q, key);
	bind_int(q, id);
	bind_int(q, walked_state(l->state));
	return rows_take(q, l, err);
}

static bool list_walk(struct listing *l, struct err *err)
{
	const struct list_place *after = &l->filter->after;
	bool from_start = !after->given || after->update;
	if (l->filter->order == LIST_LIKELIEST) {
		struct query q CLEANUP_QUERY = QUERY(
			l->s, WALK("i.score <= ?7 AND (i.score < ?7 OR i.id > ?8) ", "score DESC, id"));
		return walk(l, &q, from_start ? INFINITY : after->score, from_start ? 0 : after->id, err);
	}
	if (l->filter->order == LIST_NEWEST) {
		struct query q CLEANUP_QUERY = QUERY(
			l->s, WALK("?7 IS NOT NULL AND i.id < ?8 ", "id DESC"));
		return walk(l, &q, 0, from_start ? INT64_MAX : after->id, err);
	}
	struct query q CLEANUP_QUERY = QUERY(l->s, WALK("?7 IS NOT NULL AND i.id > ?8 ", "id"));
	return walk(l, &q, 0, from_start ? 0 : after->id, err);
}

static bool facet_size(struct store *s, struct str facet, int64_t *n, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(
		s, "SELECT count(*) FROM (SELECT 1 FROM facet WHERE name = ?1 LIMIT ?2)");
	bind_str(&q, facet);
	bind_int(&q, NARROW + 1);
	if (query_row(&q))
		*n = take_int(&q);
	return query_end(&q, err);
}

/* The facet that the fewest items have, if those are few; else none. */
static bool narrowest(struct listing *l, struct str *facet, struct err *err)
{
	const struct str asked[] = {l->source, l->topic, l->section};
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

static bool list_all(struct listing *l, struct err *err)
{
	struct str facet;
	bool few = false;
	if (l->filter->text.n)
		return list_matches(l, err);
	if (standing_of(l->state) && !standing_is_narrow(l->s, standing_of(l->state), &few, err))
		return false;
	if (few)
		return list_standing(l, err);
	if (!narrowest(l, &facet, err))
		return false;
	if (facet.n)
		return list_facet(l, facet, err);
	bool updates = l->state == LIST_WAITING || l->state == LIST_UPDATES ||
		walked_state(l->state) == ITEM_APPROVED;
	if (updates && (!l->filter->after.given || l->filter->after.update) && !list_updates(l, err))
		return false;
	return l->state == LIST_UPDATES || (long)l->out->n >= l->want || list_walk(l, err);
}

static struct listing listing_of(struct store *s, struct arena *a, const struct list_filter *filter)
{
	struct listing l = {
		.s = s, .a = a, .filter = filter, .state = filter->state, .want = filter->limit + 1};
	if (l.state == LIST_ALL && !filter->text.n)
		l.state = LIST_WAITING;
	if (filter->source)
		l.source = facet_source(a, filter->source);
	if (filter->topic.n)
		l.topic = facet_topic(a, filter->topic);
	if (filter->section != SECTION_NONE)
		l.section = facet_section(a, filter->section);
	return l;
}

bool store_list(struct store *s, struct arena *a, const struct list_filter *filter,
	struct items *out, bool *more, struct err *err)
{
	struct listing l = listing_of(s, a, filter);
	*out = (struct items){0};
	l.out = out;
	if (!list_all(&l, err))
		return false;
	*more = (long)out->n > filter->limit;
	out->n -= *more;
	return true;
}

#define COUNT(candidates) \
	"SELECT count(*) FROM (SELECT 1 FROM item AS i WHERE i.id IN (" candidates ") AND " STANDS \
	"AND " FITS "LIMIT ?6)"

static bool count_take(struct query *q, struct listing *l, int64_t *n, struct err *err)
{
	filter_bind(q, l);
	if (l->filter->text.n) {
		bind_str(q, search_expression(l->a, l->filter->text));
		bind_int(q, LIST_MATCHES_MAX);
	} else {
		bind_str(q, str_or(l->source, str_or(l->topic, l->section)));
	}
	if (query_row(q))
		*n = take_int(q);
	return query_end(q, err);
}

bool store_list_count(
	struct store *s, struct arena *a, const struct list_filter *filter, int64_t *n, struct err *err)
{
	struct listing l = listing_of(s, a, filter);
	struct items none = {0};
	l.out = &none;
	l.want = LIST_COUNT_MAX + 1;
	*n = 0;
	if (filter->text.n) {
		struct query q CLEANUP_QUERY = QUERY(s,
			COUNT("SELECT d.item FROM doc_item AS d WHERE d.doc IN (SELECT rowid FROM doc WHERE "
				  "doc MATCH ?7 ORDER BY rowid DESC LIMIT ?8)"));
		return count_take(&q, &l, n, err);
	}
	struct query q CLEANUP_QUERY = QUERY(s, COUNT("SELECT item FROM facet WHERE name = ?7"));
	return count_take(&q, &l, n, err);
}

struct list_place list_place_of(const struct item *item)
{
	return (struct list_place){true, item->update_why.n && item->live, item->score, item->id};
}

/* Those whose time has come are among the deferred in the tally; they are few, and walked along
 * item_deferred. */
static bool counts_came_back(struct store *s, int64_t now, struct list_counts *out, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(s,
		"SELECT coalesce(edited_section, section), count(*) FROM item WHERE state = 3 AND "
		"deferred_until <= ?1 AND merged_into IS NULL AND update_why = '' GROUP BY 1");
	bind_int(&q, now);
	while (query_row(&q)) {
		enum section section = (enum section)take_int(&q);
		int64_t n = take_int(&q);
		out->waiting[section] += section != SECTION_NONE ? n : 0;
		out->waiting[SECTION_NONE] += n;
		out->state[LIST_WAITING] += n;
		out->state[LIST_LATER] -= n;
	}
	return query_end(&q, err);
}

bool store_list_counts(struct store *s, int64_t now, struct list_counts *out, struct err *err)
{
	static const enum list_state states[] = {LIST_WAITING, LIST_APPROVED, LIST_REJECTED, LIST_LATER,
		LIST_UPDATES, LIST_WITHDRAWN}; /* as tally.state counts */
	struct query q CLEANUP_QUERY = QUERY(s, "SELECT section, state, n FROM tally");
	*out = (struct list_counts){
		.state = {[LIST_PUBLISHED] = -1, [LIST_CORRECTED] = -1, [LIST_RETRACTED] = -1}};
	while (query_row(&q)) {
		enum section section = (enum section)take_int(&q);
		enum list_state state = states[take_int(&q)];
		int64_t n = take_int(&q);
		bool waits = state == LIST_WAITING || state == LIST_UPDATES;
		out->state[state] += n;
		out->state[LIST_ALL] += n;
		if (state == LIST_UPDATES) {
			out->state[LIST_WAITING] += n;
			out->state[LIST_APPROVED] += n;
		}
		out->waiting[SECTION_NONE] += waits ? n : 0;
		if (section != SECTION_NONE)
			out->waiting[section] += waits ? n : 0;
	}
	return query_end(&q, err) && counts_came_back(s, now, out, err);
}

#define PUBLISHED \
	"SELECT i.id, r.id, r.at, r.published, i.update_why <> '', r.note, " FACE_COLUMNS("r.") " "

bool store_list_published(struct store *s, struct arena *a, enum list_state which,
	enum section section, int64_t before, long limit, struct publisheds *out, struct err *err)
{
	struct query all CLEANUP_QUERY = QUERY(s,
		PUBLISHED "FROM item AS i JOIN release AS r ON r.id = i.live "
				  "WHERE i.live IS NOT NULL AND i.live < ?1 AND (?2 = 0 OR r.section = ?2) ORDER "
				  "BY i.live DESC LIMIT ?3");
	struct query few CLEANUP_QUERY = QUERY(s,
		PUBLISHED
		"FROM standing AS n JOIN release AS r ON r.id = n.release JOIN item AS i ON i.id = n.item "
		"WHERE n.kind = ?4 AND n.release < ?1 AND (?2 = 0 OR r.section = ?2) ORDER BY n.release "
		"DESC LIMIT ?3");
	int kind = standing_of(which);
	struct query *q = kind ? &few : &all;
	bind_int(q, before ? before : INT64_MAX);
	bind_int(q, section);
	bind_int(q, limit);
	if (kind)
		bind_int(q, kind);
	*out = (struct publisheds){0};
	while (query_row(q)) {
		out->v = arena_grow(a, out->v, out->n, sizeof *out->v);
		struct published *p = &out->v[out->n++];
		p->item = take_int(q);
		p->release = take_int(q);
		p->at = take_int(q);
		p->first = take_int(q);
		p->waits = take_int(q);
		p->note = take_str(q, a);
		p->face = face_take(q, a);
	}
	return query_end(q, err);
}
