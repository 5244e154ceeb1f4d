#include "base/date.h"
#include "desk/card.h"

struct str words_age(struct arena *a, int64_t t, int64_t now)
{
	int64_t s = now - t;
	if (s < 3600)
		return S("new");
	return s < 86400 ? str_printf(a, "%lld h", (long long)(s / 3600)) :
					   str_printf(a, "%lld d", (long long)(s / 86400));
}

struct str words_ago(struct arena *a, int64_t t, int64_t now)
{
	static const struct {
		int64_t seconds;
		const char *one, *many;
	} units[] = {{86400, "a day", "days"}, {3600, "an hour", "hours"}, {60, "a minute", "minutes"}};
	int64_t s = now - t;
	for (size_t i = 0; i < sizeof units / sizeof *units; i++) {
		int64_t n = s / units[i].seconds;
		if (n == 1)
			return str_printf(a, "%s ago", units[i].one);
		if (n > 1)
			return str_printf(a, "%lld %s ago", (long long)n, units[i].many);
	}
	return S("just now");
}

struct str words_until(struct arena *a, int64_t t, int64_t now)
{
	int64_t minutes = (t - now + 59) / 60;
	if (minutes <= 0)
		return STR_NONE;
	return minutes < 120 ? str_printf(a, "in %lld min", (long long)minutes) :
						   str_printf(a, "in %lld h", (long long)(minutes / 60));
}

const char *words_verb(struct str verb)
{
	static const struct {
		const char *verb, *words;
	} verbs[] = {
		{"approve", "Approved"},
		{"reject", "Rejected"},
		{"defer", "Put off"},
		{"edit", "Edited"},
		{"merge", "Merged"},
		{"split", "Split"},
		{"withdraw", "Withdrawn"},
		{"undo", "Undone"},
		{"apart", "Not the same"},
	};
	for (size_t i = 0; i < sizeof verbs / sizeof *verbs; i++)
		if (str_eq(verb, str_of(verbs[i].verb)))
			return verbs[i].words;
	return "Decided";
}

struct str words_state(struct arena *a, const struct item *item, int64_t now)
{
	char day[TIME_TEXT];
	if (item->live && item->update_why.n)
		return S("published, and an update of it waits");
	if (item->state == ITEM_QUEUED)
		return S("waiting in the queue");
	if (item->state != ITEM_DEFERRED)
		return str_of(item_state_word(item->state));
	if (item->deferred_until <= now)
		return S("back in the queue");
	return str_printf(a, "put off until %s", date_us(date_local(item->deferred_until), day));
}

struct str words_detail(struct arena *a, const struct decision *decision)
{
	enum { INSTANT = sizeof "2026-12-02T06:00:00Z" - 1 };
	static const struct str UNTIL = S("until ");
	char day[TIME_TEXT];
	int64_t until;
	struct str detail = decision->detail;
	if (str_eq(decision->verb, S("undo")))
		return str_of(words_verb(detail));
	if (!str_eq(decision->verb, S("defer")) || !str_starts(detail, UNTIL) ||
		!time_parse_rfc3339(str_sub(detail, UNTIL.n, INSTANT), &until))
		return detail;
	return str_printf(a, STR_FMT "%s" STR_FMT, STR_ARG(UNTIL), date_us(date_local(until), day),
		STR_ARG(str_sub(detail, UNTIL.n + INSTANT, SIZE_MAX)));
}

struct str topic_titles(struct arena *a, const struct site *site, struct strs slugs)
{
	struct str titles = STR_NONE;
	for (size_t i = 0; i < slugs.n; i++) {
		const struct topic *topic = site_topic(site, slugs.v[i]);
		titles = str_printf(a, STR_FMT "%s" STR_FMT, STR_ARG(titles), i ? ", " : "",
			STR_ARG(topic ? topic->title : slugs.v[i]));
	}
	return titles;
}
