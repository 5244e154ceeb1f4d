#include "model/unverified.h"

#include "model/trial_status.h"

enum { YEARS = 2 };

struct date unverified_before(int64_t now)
{
	struct date today = date_from_time(now);
	return today.year > YEARS ? (struct date){today.year - YEARS, today.month, 0} :
								(struct date){0};
}

bool unverified_since(struct date verified, struct date before)
{
	if (!verified.year || !before.year)
		return false;
	if (verified.year != before.year)
		return verified.year < before.year;
	return verified.month && verified.month < before.month;
}

bool unverified_may_be(struct str overall_status)
{
	switch (trial_status_of(overall_status)) {
	case TRIAL_STATUS_RECRUITING:
	case TRIAL_STATUS_NOT_YET_RECRUITING:
	case TRIAL_STATUS_ENROLLING_BY_INVITATION:
	case TRIAL_STATUS_ACTIVE_NOT_RECRUITING:
	case TRIAL_STATUS_AVAILABLE: return true;
	default: return false;
	}
}
