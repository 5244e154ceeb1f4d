#include "model/trial_status.h"

#include <assert.h>

#define WORD(name) [TRIAL_STATUS_##name] = #name,
static const char *const WORDS[TRIAL_STATUS_COUNT] = {TRIAL_STATUSES(WORD)};
#undef WORD

enum trial_status trial_status_of(struct str overall_status)
{
	for (enum trial_status status = TRIAL_STATUS_OTHER + 1; status < TRIAL_STATUS_COUNT; status++)
		if (str_eq(overall_status, str_of(WORDS[status])))
			return status;
	return TRIAL_STATUS_OTHER;
}

struct str trial_status_word(enum trial_status status)
{
	assert(status > TRIAL_STATUS_OTHER && status < TRIAL_STATUS_COUNT);
	return str_of(WORDS[status]);
}

bool trial_status_is_recruiting(struct str overall_status)
{
	return trial_status_of(overall_status) == TRIAL_STATUS_RECRUITING;
}
