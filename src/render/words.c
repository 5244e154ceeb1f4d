#include "render/words.h"

#include <assert.h>

#include "base/month.h"
#include "base/utf8.h"

struct str words_day(struct arena *a, struct date day)
{
	assert(date_valid(day) && day.day);
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

struct str words_count(struct arena *a, size_t fresh, size_t updates, const char *and)
{
	struct str items = fresh ? str_printf(a, "%zu new item%s", fresh, fresh == 1 ? "" : "s") :
							   STR_NONE;
	struct str others = updates ? str_printf(a, "%zu update%s", updates, updates == 1 ? "" : "s") :
								  STR_NONE;
	return str_printf(
		a, STR_FMT "%s" STR_FMT, STR_ARG(items), items.n && others.n ? and : "", STR_ARG(others));
}

struct str words_shortened(struct arena *a, struct str text, size_t n)
{
	assert(n > 0);
	if (utf8_length(text) <= n)
		return text;
	struct str rest = text;
	for (size_t kept = 1; kept < n; kept++)
		utf8_take(&rest);
	return str_printf(a, STR_FMT "…", STR_ARG(str_trim(str_sub(text, 0, text.n - rest.n))));
}
