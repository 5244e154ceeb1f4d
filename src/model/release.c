#include "model/release.h"

enum { OLD_DAYS = 60 };

bool release_is_corrected(const struct release *release)
{
	return release->at > release->published;
}

bool release_is_old(const struct release *release, int64_t at)
{
	struct date day = release->face.date;
	return release->backfill && (!day.year || date_to_time(date_add_days(day, OLD_DAYS)) < at);
}
