#include "base/quantile.h"
#include "item/look_back.h"

enum { HALF = 50, MOST = 90, HOUR = 3600, DAY = 86400 };

static int64_t time_of(const struct look_back_row *row, int percent)
{
	return row->decided ? quantile_of(row->seconds, row->decided, percent) : -1;
}

int64_t look_back_half(const struct look_back_row *row)
{
	return time_of(row, HALF);
}

int64_t look_back_most(const struct look_back_row *row)
{
	return time_of(row, MOST);
}

struct str look_back_span(struct arena *a, int64_t seconds)
{
	long long hours = (seconds + HOUR - 1) / HOUR, days = (seconds + DAY - 1) / DAY;
	if (hours <= 1)
		return S("an hour");
	return hours <= 48 ? str_printf(a, "%lld hours", hours) : str_printf(a, "%lld days", days);
}

struct str look_back_time_words(struct arena *a, const struct look_back_row *row)
{
	if (!row->decided)
		return STR_NONE;
	struct str half = look_back_span(a, look_back_half(row)),
			   most = look_back_span(a, look_back_most(row)),
			   all = look_back_span(a, row->seconds[row->decided - 1]);
	if (str_eq(half, all))
		return str_printf(a, "all within " STR_FMT, STR_ARG(all));
	if (str_eq(half, most))
		return str_printf(
			a, "nine in ten within " STR_FMT ", all within " STR_FMT, STR_ARG(most), STR_ARG(all));
	return str_printf(a, "half within " STR_FMT ", %s within " STR_FMT, STR_ARG(half),
		str_eq(most, all) ? "all" : "nine in ten", STR_ARG(most));
}
