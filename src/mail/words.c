#include "mail/words.h"

#include "base/month.h"
#include "base/utf8.h"

bool words_period_is_valid(struct str period)
{
	for (size_t i = 0; i < period.n; i++) {
		char c = period.p[i];
		if (!is_alpha(c) && !is_digit(c) && c != '-' && c != '_' && (c != '.' || i == 0))
			return false;
	}
	return period.n > 0 && period.n <= PERIOD_MAX;
}

struct str words_day(struct arena *a, struct date day)
{
	return str_printf(a, "%s %d, %d", month_name(day.month), day.day, day.year);
}

struct str words_period(struct arena *a, struct str period)
{
	struct str rest = period, year = str_cut(&rest, '-');
	struct date date;
	long week;
	if (year.n == 4 && str_is_digits(year) && str_starts(rest, S("W")) && rest.n == 3 &&
		str_to_long(str_sub(rest, 1, 2), &week))
		return str_printf(a, "week %ld", week);
	if (!date_parse_partial(period, &date) || !date.month)
		return period;
	return date.day ? words_day(a, date) :
					  str_printf(a, "%s %d", month_name(date.month), date.year);
}

struct str words_count(struct arena *a, size_t fresh, size_t corrected, const char *and)
{
	struct str items = fresh ? str_printf(a, "%zu new item%s", fresh, fresh == 1 ? "" : "s") :
							   STR_NONE;
	struct str updates =
		corrected ? str_printf(a, "%zu update%s", corrected, corrected == 1 ? "" : "s") : STR_NONE;
	return str_printf(
		a, STR_FMT "%s" STR_FMT, STR_ARG(items), items.n && updates.n ? and : "", STR_ARG(updates));
}

struct str words_shortened(struct arena *a, struct str text, size_t n)
{
	if (utf8_length(text) <= n)
		return text;
	struct str rest = text;
	for (size_t kept = 1; kept < n; kept++)
		utf8_take(&rest);
	return str_printf(a, STR_FMT "…", STR_ARG(str_trim(str_sub(text, 0, text.n - rest.n))));
}

struct str words_subject(struct arena *a, enum section section, struct str title, struct str period,
	size_t fresh, size_t corrected)
{
	enum { SHORTEST_TITLE = 8 };
	struct str what = str_printf(
		a, "%s: " STR_FMT, section_title(section), STR_ARG(words_count(a, fresh, corrected, ", ")));
	struct str when = words_period(a, period);
	size_t used = utf8_length(what) + utf8_length(when) + utf8_length(S(" – , "));
	title = str_collapse(a, utf8_clean(a, title));
	if (!title.n || used + SHORTEST_TITLE > SUBJECT_MAX)
		return words_shortened(
			a, str_printf(a, STR_FMT ", " STR_FMT, STR_ARG(what), STR_ARG(when)), SUBJECT_MAX);
	return str_printf(a, STR_FMT " – " STR_FMT ", " STR_FMT, STR_ARG(what),
		STR_ARG(words_shortened(a, title, SUBJECT_MAX - used)), STR_ARG(when));
}
