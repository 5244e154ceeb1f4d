#include "model/subscriber.h"

#include <assert.h>

const char *subscriber_state_word(enum subscriber_state state)
{
	static const char *const words[SUBSCRIBER_STATES] = {[SUBSCRIBER_PENDING] = "pending",
		[SUBSCRIBER_CONFIRMED] = "confirmed",
		[SUBSCRIBER_LEFT] = "left",
		[SUBSCRIBER_BOUNCED] = "bounced",
		[SUBSCRIBER_COMPLAINED] = "complained",
		[SUBSCRIBER_FORGOTTEN] = "forgotten"};
	assert((int)state < SUBSCRIBER_STATES);
	return words[state];
}
