#include "store/listing.h"

#include <assert.h>

#include "store/release_row.h"
#include "store/statement.h"

#define LISTING_COLUMNS "id, name, total, paged, since, changed, events, archived, archives"

static struct listing listing_take(struct query *q, struct arena *a)
{
	struct listing l = {.id = take_int(q)};
	l.name = take_str(q, a);
	l.total = take_int(q);
	l.paged = take_int(q);
	l.since = take_int(q);
	l.changed = take_time(q);
	l.events = take_int(q);
	l.archived = take_int(q);
	l.archives = take_int(q);
	return l;
}

bool store_listing_find(
	struct store *s, struct arena *a, struct str name, struct listing *out, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(
		s, "SELECT " LISTING_COLUMNS " FROM listing WHERE name = ?1");
	bind_str(&q, name);
	*out = query_row(&q) ? listing_take(&q, a) : (struct listing){.changed = NO_TIME};
	return query_end(&q, err);
}

bool store_listing_get(
	struct store *s, struct arena *a, int64_t id, struct listing *out, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(
		s, "SELECT " LISTING_COLUMNS " FROM listing WHERE id = ?1");
	bind_int(&q, id);
	*out = query_row(&q) ? listing_take(&q, a) : (struct listing){.changed = NO_TIME};
	return query_end(&q, err);
}

bool store_listing_all(struct store *s, struct arena *a, struct listings *out, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(s, "SELECT " LISTING_COLUMNS " FROM listing ORDER BY id");
	*out = (struct listings){0};
	while (query_row(&q)) {
		out->v = arena_grow(a, out->v, out->n, sizeof *out->v);
		out->v[out->n++] = listing_take(&q, a);
	}
	return query_end(&q, err);
}

bool store_listing_make(struct store *s, struct str name, int64_t now, int64_t *id, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(s, "SELECT id FROM listing WHERE name = ?1"),
				   add CLEANUP_QUERY = QUERY_INSERT(
					   s, "INSERT INTO listing (name, since) VALUES (?1, ?2)");
	bind_str(&q, name);
	*id = query_row(&q) ? take_int(&q) : 0;
	if (!query_end(&q, err) || *id)
		return *id;
	bind_str(&add, name);
	bind_int(&add, now);
	return query_inserted(&add, id, err);
}

bool store_listing_write(struct store *s, const struct listing *listing, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(s,
		"UPDATE listing SET total = ?2, paged = ?3, changed = ?4, events = ?5, archived = ?6, "
		"archives = ?7 WHERE id = ?1");
	bind_int(&q, listing->id);
	bind_int(&q, listing->total);
	bind_int(&q, listing->paged);
	bind_time(&q, listing->changed);
	bind_int(&q, listing->events);
	bind_int(&q, listing->archived);
	bind_int(&q, listing->archives);
	return query_end(&q, err);
}

/* -- Items of lists -- */

bool store_listed_of(
	struct store *s, struct arena *a, int64_t item, struct listed_rows *out, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(s,
		"SELECT listing, item, release, tag, day, published, place FROM listed WHERE item = ?1 "
		"ORDER BY listing");
	bind_int(&q, item);
	*out = (struct listed_rows){0};
	while (query_row(&q)) {
		out->v = arena_grow(a, out->v, out->n, sizeof *out->v);
		struct listed *row = &out->v[out->n++];
		row->listing = take_int(&q);
		row->item = take_int(&q);
		row->release = take_int(&q);
		row->tag = take_str(&q, a);
		row->day = take_str(&q, a);
		row->published = take_int(&q);
		row->place = take_int(&q);
	}
	return query_end(&q, err);
}

static bool listed_write(struct query *q, const struct listed *row, struct err *err)
{
	bind_int(q, row->listing);
	bind_int(q, row->item);
	bind_int(q, row->release);
	bind_str(q, row->tag);
	bind_str(q, row->day);
	bind_int(q, row->published);
	bind_int(q, row->place);
	return query_end(q, err);
}

bool store_listed_add(struct store *s, const struct listed *row, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(s,
		"INSERT INTO listed (listing, item, release, tag, day, published, place) VALUES (?1, ?2, "
		"?3, ?4, ?5, ?6, ?7)");
	return listed_write(&q, row, err);
}

bool store_listed_change(struct store *s, const struct listed *row, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(s,
		"UPDATE listed SET release = ?3, tag = ?4, day = ?5, published = ?6, place = ?7 WHERE "
		"listing = ?1 AND item = ?2");
	return listed_write(&q, row, err);
}

bool store_listed_remove(struct store *s, int64_t listing, int64_t item, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(s, "DELETE FROM listed WHERE listing = ?1 AND item = ?2");
	bind_int(&q, listing);
	bind_int(&q, item);
	return query_end(&q, err);
}

bool store_listed_has_tag(
	struct store *s, int64_t listing, struct str tag, bool *has, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(
		s, "SELECT 1 FROM listed WHERE listing = ?1 AND tag = ?2 LIMIT 1");
	bind_int(&q, listing);
	bind_str(&q, tag);
	*has = query_row(&q);
	return query_end(&q, err);
}

static bool by_date(struct store *s, struct arena *a, int64_t listing, bool placed_too, long limit,
	struct releases *out, struct err *err)
{
	struct query ids CLEANUP_QUERY = QUERY(s,
		"SELECT release FROM listed WHERE listing = ?1 AND (?3 = 1 OR place = 0) "
		"ORDER BY day DESC, published DESC, item DESC LIMIT ?2");
	bind_int(&ids, listing);
	bind_int(&ids, limit);
	bind_int(&ids, placed_too);
	return release_take_all(s, a, &ids, out, err);
}

bool store_listed_newest(struct store *s, struct arena *a, int64_t listing, long limit,
	struct releases *out, struct err *err)
{
	return by_date(s, a, listing, true, limit, out, err);
}

bool store_listed_first(struct store *s, struct arena *a, int64_t listing, long limit,
	struct releases *out, struct err *err)
{
	struct query ids CLEANUP_QUERY = QUERY(s,
		"SELECT release FROM listed WHERE listing = ?1 AND place > 0 ORDER BY place, item LIMIT "
		"?2");
	struct releases dated;
	bind_int(&ids, listing);
	bind_int(&ids, limit);
	if (!release_take_all(s, a, &ids, out, err) ||
		!by_date(s, a, listing, false, limit - (long)out->n, &dated, err))
		return false;
	for (size_t i = 0; i < dated.n; i++) {
		out->v = arena_grow(a, out->v, out->n, sizeof *out->v);
		out->v[out->n++] = dated.v[i];
	}
	return true;
}

/* The days of a period: from `first` to before `end`. A year is followed by "-" or nothing; so is a
 * month; no day at all is a year and a month of its own. */
struct span {
	struct str first, end;
};

static struct span span_of(struct arena *a, struct str period)
{
	struct str text = str_sub(period, 1, SIZE_MAX);
	bool year = str_starts(period, S("y"));
	assert(year || str_starts(period, S("m")));
	if (!text.n || (!year && text.n == 4)) /* of days without a month there is one alone */
		return (struct span){text, str_printf(a, STR_FMT " ", STR_ARG(text))};
	return (struct span){text, str_printf(a, STR_FMT ".", STR_ARG(text))};
}

bool store_listed_period(struct store *s, struct arena *a, int64_t listing, struct str period,
	struct ids *out, struct err *err)
{
	const struct span span = span_of(a, period);
	struct query q CLEANUP_QUERY = QUERY(s,
		"SELECT release FROM listed WHERE listing = ?1 AND day >= ?2 AND day < ?3 "
		"ORDER BY day, published, item");
	bind_int(&q, listing);
	bind_str(&q, span.first);
	bind_str(&q, span.end);
	*out = (struct ids){0};
	while (query_row(&q))
		ids_add(a, out, take_int(&q));
	return query_end(&q, err);
}

bool store_listed_before(
	struct store *s, const struct listed *row, struct str period, int64_t *n, struct err *err)
{
	struct arena a CLEANUP_ARENA = {0};
	struct query q CLEANUP_QUERY = QUERY(s,
		"SELECT count(*) FROM listed WHERE listing = ?1 AND day >= ?2 "
		"AND (day, published, item) < (?3, ?4, ?5)");
	bind_int(&q, row->listing);
	bind_str(&q, span_of(&a, period).first);
	bind_str(&q, row->day);
	bind_int(&q, row->published);
	bind_int(&q, row->item);
	*n = query_row(&q) ? take_int(&q) : 0;
	return query_end(&q, err);
}

/* -- Periods -- */

struct str store_period_year(struct arena *a, struct str day)
{
	return str_printf(a, "y" STR_FMT, STR_ARG(str_sub(day, 0, 4)));
}

struct str store_period_month(struct arena *a, struct str day)
{
	return str_printf(a, "m" STR_FMT, STR_ARG(str_sub(day, 0, 7)));
}

static bool period_count(
	struct store *s, int64_t listing, struct str period, int by, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(s,
		"INSERT INTO listing_period (listing, period, n) VALUES (?1, ?2, ?3) "
		"ON CONFLICT (listing, period) DO UPDATE SET n = listing_period.n + excluded.n");
	bind_int(&q, listing);
	bind_str(&q, period);
	bind_int(&q, by);
	return query_end(&q, err);
}

bool store_period_count(struct store *s, int64_t listing, struct str day, int by, struct err *err)
{
	struct arena a CLEANUP_ARENA = {0};
	return period_count(s, listing, store_period_year(&a, day), by, err) &&
		period_count(s, listing, store_period_month(&a, day), by, err);
}

bool store_period_get(
	struct store *s, int64_t listing, struct str period, struct period *out, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(
		s, "SELECT n, paged FROM listing_period WHERE listing = ?1 AND period = ?2");
	bind_int(&q, listing);
	bind_str(&q, period);
	*out = (struct period){.name = period};
	if (query_row(&q)) {
		out->n = take_int(&q);
		out->paged = take_int(&q);
	}
	return query_end(&q, err);
}

/* Those whose names begin so. */
static bool period_list(struct store *s, struct arena *a, int64_t listing, struct str prefix,
	struct periods *out, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(s,
		"SELECT period, n, paged FROM listing_period WHERE listing = ?1 AND period >= ?2 AND "
		"period < ?3 AND n > 0 ORDER BY period DESC");
	bind_int(&q, listing);
	bind_str(&q, prefix);
	bind_str(&q, str_printf(a, STR_FMT "~", STR_ARG(prefix)));
	*out = (struct periods){0};
	while (query_row(&q)) {
		out->v = arena_grow(a, out->v, out->n, sizeof *out->v);
		struct period *period = &out->v[out->n++];
		period->name = take_str(&q, a);
		period->n = take_int(&q);
		period->paged = take_int(&q);
	}
	return query_end(&q, err);
}

bool store_period_years(
	struct store *s, struct arena *a, int64_t listing, struct periods *out, struct err *err)
{
	return period_list(s, a, listing, S("y"), out, err);
}

bool store_period_months(struct store *s, struct arena *a, int64_t listing, struct str year,
	struct periods *out, struct err *err)
{
	struct str months = str_printf(a, "m" STR_FMT, STR_ARG(str_sub(year, 1, SIZE_MAX)));
	size_t n = 0;
	if (!period_list(s, a, listing, months, out, err))
		return false;
	for (size_t i = 0; i < out->n; i++)
		if (year.n > 1 || out->v[i].name.n == 1) /* "m" begins all months */
			out->v[n++] = out->v[i];
	out->n = n;
	return true;
}

bool store_period_set_paged(struct store *s, int64_t listing, struct str period, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(
		s, "UPDATE listing_period SET paged = 1 WHERE listing = ?1 AND period = ?2");
	bind_int(&q, listing);
	bind_str(&q, period);
	return query_end(&q, err);
}
