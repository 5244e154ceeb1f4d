/* store/listing: the lists of published items as a publication put them together, so that the next
 * one reads no more of them than it writes anew. Names: "all", "research", "topic/SLUG",
 * "topic/SLUG/news". */
#ifndef STORE_LISTING_H
#define STORE_LISTING_H

#include "store/ids.h"
#include "store/release.h"

struct listing {
	int64_t id; /* 0: there is none */
	struct str name;
	int64_t total;
	bool paged;               /* it once was too long for one page */
	int64_t since;            /* when it was first published, empty or not */
	int64_t changed;          /* when an item came, changed or went; NO_TIME: never */
	int64_t events, archived; /* numbers of its last event, and of the last in an archive */
	int64_t archives;
};
/* By name or by number; id 0 when there is none. */
bool store_listing_find(struct store *s, struct arena *a, struct str name, struct listing *out,
	struct err *err) MUST_USE;
bool store_listing_get(
	struct store *s, struct arena *a, int64_t id, struct listing *out, struct err *err) MUST_USE;
/* The number of the list of this name, which is made when there is none. */
bool store_listing_make(struct store *s, struct str name, int64_t now, int64_t *id, struct err *err)
	MUST_USE;
/* Writes the row of a list anew, as the caller changed it; the number and the name stay. */
bool store_listing_write(struct store *s, const struct listing *listing, struct err *err) MUST_USE;
/* All, by number. */
struct listings {
	struct listing *v;
	size_t n;
};
bool store_listing_all(struct store *s, struct arena *a, struct listings *out, struct err *err)
	MUST_USE;

/* An item on a list. */
struct listed {
	int64_t listing, item, release;
	struct str tag, day; /* day: date_iso of the publication itself */
	int64_t published;
	int64_t place; /* among those that editors put in order, from 1; 0: by date, behind them */
};
struct listed_rows {
	struct listed *v;
	size_t n;
};
/* The lists that the item is on, by number. */
bool store_listed_of(struct store *s, struct arena *a, int64_t item, struct listed_rows *out,
	struct err *err) MUST_USE;
/* Puts the item on the list, on which it is not yet; changes its row; takes it off. The caller
 * counts it, in the list and in its periods. */
bool store_listed_add(struct store *s, const struct listed *row, struct err *err) MUST_USE;
bool store_listed_change(struct store *s, const struct listed *row, struct err *err) MUST_USE;
bool store_listed_remove(struct store *s, int64_t listing, int64_t item, struct err *err) MUST_USE;
/* Whether an item of this tag is on the list. */
bool store_listed_has_tag(
	struct store *s, int64_t listing, struct str tag, bool *has, struct err *err) MUST_USE;

/* The latest publications first; at most `limit`. */
bool store_listed_newest(struct store *s, struct arena *a, int64_t listing, long limit,
	struct releases *out, struct err *err) MUST_USE;
/* What editors put in order, then the rest, the latest first; at most `limit`. */
bool store_listed_first(struct store *s, struct arena *a, int64_t listing, long limit,
	struct releases *out, struct err *err) MUST_USE;
/* The releases of a period ("y2019", "m2019-07") by number, the oldest publication first. */
bool store_listed_period(struct store *s, struct arena *a, int64_t listing, struct str period,
	struct ids *out, struct err *err) MUST_USE;
/* How many items of the period come before the row. */
bool store_listed_before(struct store *s, const struct listed *row, struct str period, int64_t *n,
	struct err *err) MUST_USE;

struct period {
	struct str name;
	int64_t n;
	bool paged; /* of a year: it once was too long for one page */
};
struct periods {
	struct period *v;
	size_t n;
};
/* Counts `by` items more in the year and the month of this day. */
bool store_period_count(struct store *s, int64_t listing, struct str day, int by, struct err *err)
	MUST_USE;
/* One period; n is 0 when there is none. */
bool store_period_get(struct store *s, int64_t listing, struct str period, struct period *out,
	struct err *err) MUST_USE;
/* The years that have items, the latest first. */
bool store_period_years(struct store *s, struct arena *a, int64_t listing, struct periods *out,
	struct err *err) MUST_USE;
/* The months of a year ("y2019"), with what has no month; of no year ("y") that alone. */
bool store_period_months(struct store *s, struct arena *a, int64_t listing, struct str year,
	struct periods *out, struct err *err) MUST_USE;
bool store_period_set_paged(struct store *s, int64_t listing, struct str period, struct err *err)
	MUST_USE;
/* "y2019" and "m2019-07" of "2019-07-17". In the arena. */
struct str store_period_year(struct arena *a, struct str day);
struct str store_period_month(struct arena *a, struct str day);

#endif
