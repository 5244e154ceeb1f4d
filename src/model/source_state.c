#include "model/source_state.h"

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
