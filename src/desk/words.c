#include "base/date.h"
#include "desk/card.h"

struct str words_age(struct arena *a, int64_t t, int64_t now)
{
	int64_t s = now - t;
	if (s < 3600)
		return S("new");
	return s < 86400 ? str_printf(a, "%lld h", (long long)(s / 3600)) : str_printf(a, "%lld d", (long long)(s / 86400));
}

struct str words_ago(struct arena *a, int64_t t, int64_t now)
{
	static const struct { int64_t seconds; const char *one, *many; } units[] = {{86400, "a day", "days"}, {3600, "an hour", "hours"}, {60, "a minute", "minutes"}};
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

const char *words_verb(struct str verb)
{
	static const struct { const char *verb, *words; } verbs[] = {
		{"approve", "Approved"}, {"reject", "Rejected"}, {"defer", "Put off"}, {"edit", "Edited"}, {"merge", "Merged"}, {"split", "Split"},
		{"undo", "Undone"}, {"apart", "Not the same"},
	};
	for (size_t i = 0; i < sizeof verbs / sizeof *verbs; i++)
		if (str_eq(verb, str_of(verbs[i].verb)))
			return verbs[i].words;
	return "Decided";
}

struct str words_detail(struct arena *a, const struct decision *d)
{
	struct str until = S("until ");
	char day[TIME_TEXT];
	int64_t t;
	if (!str_starts(d->detail, until) || !time_parse_rfc3339(str_sub(d->detail, until.n, SIZE_MAX), &t))
		return d->detail;
	return str_printf(a, "until %s", date_us(date_local(t), day));
}
