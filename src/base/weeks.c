#include "base/weeks.h"

#include "base/date.h"

struct weeks weeks_until(int64_t now)
{
	struct weeks weeks;
	struct date monday = date_monday(date_local(now));
	for (int i = 0; i <= WEEKS; i++)
		weeks.from[i] = date_local_time(date_add_days(monday, 7 * (i + 1 - WEEKS)));
	return weeks;
}

size_t weeks_find(const struct weeks *weeks, int64_t t)
{
	if (t < weeks->from[0])
		return WEEKS;
	size_t week = 0;
	while (week < WEEKS && t >= weeks->from[week + 1])
		week++;
	return week;
}
