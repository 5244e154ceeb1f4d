#include "model/source_state.h"

#include <assert.h>

#include "base/calendar.h"
#include "base/array.h"

/* Another worker whose clock is a little ahead may have visited the source meanwhile. */
enum { AHEAD_SECONDS = 3600 };

enum source_health source_state_health(const struct source_state *state)
{
	if (state->gone)
		return SOURCE_GONE;
	if (state->paused_by.n)
		return SOURCE_PAUSED;
	if (state->problem.n)
		return SOURCE_FAILING;
	if (state->last_success == NO_TIME)
		return SOURCE_NEW;
	return state->warning.n ? SOURCE_WARNING : SOURCE_WELL;
}

bool source_state_is_ahead(const struct source_state *state, int64_t now)
{
	return state->last_try != NO_TIME && state->last_try > now + AHEAD_SECONDS;
}

int64_t source_state_due(const struct source_state *state, int64_t now)
{
	if (state->gone || state->paused_by.n)
		return NO_TIME;
	bool at_once = state->next_due < now || source_state_is_ahead(state, now);
	return at_once ? now : state->next_due;
}

const char *source_failure_word(enum source_failure failure)
{
	static const char *const words[] = {[SOURCE_FAILURE_NONE] = "",
		[SOURCE_FAILURE_PASSING] = "passing",
		[SOURCE_FAILURE_LASTING] = "lasting"};
	assert((size_t)failure < ARRAY_COUNT(words));
	return words[failure];
}

static int64_t wait_of_passing(long alike, int64_t every)
{
	static const int64_t first[] = {60, 300, 900, 3600};
	long known = ARRAY_COUNT(first);
	int64_t wait = first[alike < known ? alike - 1 : known - 1];
	for (long i = known; i < alike && wait < every; i++)
		wait = wait > every / 4 ? every : wait * 4;
	return wait < every ? wait : every;
}

static int64_t wait_of_lasting(long alike, int64_t every)
{
	int64_t longest = every > CALENDAR_DAY ? every : CALENDAR_DAY, wait = every;
	for (long i = 0; i < alike && wait > 0 && wait < longest; i++)
		wait = wait > longest / 2 ? longest : wait * 2;
	return wait;
}

int64_t source_state_wait(
	enum source_failure failure, long alike, int64_t every, int64_t retry_after)
{
	assert(failure != SOURCE_FAILURE_NONE && alike > 0 && every >= 0);
	int64_t wait = failure == SOURCE_FAILURE_PASSING ? wait_of_passing(alike, every) :
													   wait_of_lasting(alike, every);
	return wait > retry_after ? wait : retry_after;
}
