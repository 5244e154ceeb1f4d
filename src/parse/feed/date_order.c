#include "parse/feed/date_order.h"

#include "parse/text/date_text.h"
#include "parse/text/reference.h"

/* Languages that put the day first. Those that put the year first (Chinese, Hungarian, Korean …)
 * are missing: there "05/01/2024" has an order of its own. */
#define DAY_FIRST \
	" ar bg bn bs ca cs cy da de el es et fi fr ga gl he hi hr id is it lv mk ms nb nl nn no pl " \
	"pt ro ru sk sl sq sr sv ta th tr uk ur vi "

/* English is written in both orders: the country decides, and in Canada and on the Philippines
 * nothing does. */
static enum date_order order_of_english(struct str region)
{
	static const struct str day_first[] = {S("GB"), S("UK"), S("IE"), S("AU"), S("NZ"), S("IN"),
		S("ZA"), S("SG"), S("HK"), S("MT"), S("NG"), S("KE"), S("PK")};
	for (size_t i = 0; i < sizeof day_first / sizeof *day_first; i++)
		if (str_ieq(region, day_first[i]))
			return DATE_DAY_FIRST;
	return str_ieq(region, S("US")) ? DATE_MONTH_FIRST : DATE_ORDER_UNKNOWN;
}

/* The order in a language (BCP 47: "fr", "en-GB"). */
static enum date_order order_of_language(struct arena *a, struct str tag)
{
	struct str rest = tag, language = str_cut(&rest, '-'), region = str_cut(&rest, '-');
	if (str_ieq(language, S("en")))
		return order_of_english(region);
	if (!language.n || str_ieq(region, S("US")))
		return DATE_ORDER_UNKNOWN;
	struct str word = str_lower(a, str_printf(a, " " STR_FMT " ", STR_ARG(language)));
	return str_find(S(DAY_FIRST), word) != STR_NOT_FOUND ? DATE_DAY_FIRST : DATE_ORDER_UNKNOWN;
}

enum { TIMES = 5 };
struct times {
	struct feed_time *v[TIMES]; /* NULL: there are no more */
};

static struct times times_of_entry(struct feed_entry *e)
{
	return (struct times){{&e->published, &e->updated, &e->created, &e->expired, &e->cover}};
}

static struct times times_of_feed(struct feed *f)
{
	return (struct times){{&f->published, &f->updated, &f->created, &f->expired}};
}

static bool is_unread(const struct feed_time *t)
{
	return t->raw.n && t->time == NO_TIME;
}

static bool has_unread(struct times times)
{
	for (size_t i = 0; i < TIMES && times.v[i]; i++)
		if (is_unread(times.v[i]))
			return true;
	return false;
}

/* What the dates of the feed show. */
struct evidence {
	bool day_first, month_first;
};

static void look_at(struct arena *a, struct times times, struct evidence *out)
{
	for (size_t i = 0; i < TIMES && times.v[i]; i++) {
		enum date_order order = date_text_order(reference_decode(a, times.v[i]->raw));
		out->day_first |= order == DATE_DAY_FIRST;
		out->month_first |= order == DATE_MONTH_FIRST;
	}
}

static void read_again(
	struct arena *a, struct times times, struct evidence shown, struct str language)
{
	/* A feed that has dates of both orders has none that can be told. */
	enum date_order order = shown.day_first && shown.month_first ? DATE_ORDER_UNKNOWN :
		shown.day_first                                          ? DATE_DAY_FIRST :
		shown.month_first                                        ? DATE_MONTH_FIRST :
																   order_of_language(a, language);
	for (size_t i = 0; i < TIMES && times.v[i]; i++) {
		struct feed_time *t = times.v[i];
		if (is_unread(t) && !date_text_parse_ordered(reference_decode(a, t->raw), order, &t->time))
			t->time = NO_TIME;
	}
}

void feed_order_dates(struct arena *a, struct feed *feed)
{
	struct times own = times_of_feed(feed);
	struct evidence shown = {0};
	bool unread = has_unread(own);
	for (size_t i = 0; i < feed->entry_count && !unread; i++)
		unread = has_unread(times_of_entry(&feed->entries[i]));
	if (!unread)
		return;
	look_at(a, own, &shown);
	for (size_t i = 0; i < feed->entry_count; i++)
		look_at(a, times_of_entry(&feed->entries[i]), &shown);
	read_again(a, own, shown, feed->language);
	for (size_t i = 0; i < feed->entry_count; i++) {
		struct feed_entry *entry = &feed->entries[i];
		read_again(
			a, times_of_entry(entry), shown, entry->language.n ? entry->language : feed->language);
	}
}
