#include "fetch/retry.h"

#include "base/array.h"
#include "fetch/wall.h"

enum { LONGEST_WAIT_SECONDS = 60 };

/* Statuses that say something about the moment, not about the request (RFC 9110 sections 15.5 and
 * 15.6; RFC 6585 section 4). */
static const int PASSING[] = {408, 429, 500, 502, 503, 504};

bool retry_makes_sense(const struct fetch_response *response)
{
	if (response->spent || fetch_wall(response))
		return false;
	int status = fetch_error_status(response);
	switch (response->outcome) {
	case FETCH_FAILED:
	case FETCH_UNABLE: return true;
	case FETCH_TRUNCATED:
		if (!status)
			return true;
		break;
	case FETCH_REFUSED: return false;
	case FETCH_TOO_LARGE:
	case FETCH_DONE: break;
	}
	for (size_t i = 0; i < ARRAY_COUNT(PASSING); i++)
		if (status == PASSING[i])
			return true;
	return false;
}

int64_t retry_delay(const struct fetch_response *response, int attempt, uint32_t random)
{
	if (attempt < 2 || attempt > RETRY_ATTEMPTS || response->retry_after > LONGEST_WAIT_SECONDS)
		return -1;
	if (response->retry_after >= 0)
		return response->retry_after * 1000;
	int64_t wait = 1000;
	for (int i = 2; i < attempt; i++)
		wait *= 4;
	return wait + random % (wait / 2 + 1);
}
