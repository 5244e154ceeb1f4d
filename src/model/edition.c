#include "model/edition.h"

enum { PERIOD_MAX = 32 };

struct str edition_name(struct arena *a, struct str period, struct str list)
{
	return STR_CAT(a, period, S("-"), list);
}

bool edition_period_is_valid(struct str period)
{
	for (size_t i = 0; i < period.n; i++) {
		char c = period.p[i];
		if (!is_alpha(c) && !is_digit(c) && c != '-' && c != '_' && (c != '.' || i == 0))
			return false;
	}
	return period.n > 0 && period.n <= PERIOD_MAX;
}
