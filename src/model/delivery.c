#include "model/delivery.h"

#include <assert.h>
#include <stddef.h>

const char *delivery_word(enum delivery_state state)
{
	static const char *const words[DELIVERY_STATES] = {[DELIVERY_PLANNED] = "planned",
		[DELIVERY_SENDING] = "sending",
		[DELIVERY_SENT] = "sent",
		[DELIVERY_DEFERRED] = "deferred",
		[DELIVERY_FAILED] = "failed",
		[DELIVERY_UNKNOWN] = "unknown",
		[DELIVERY_STOPPED] = "stopped"};
	assert((int)state < DELIVERY_STATES);
	return words[state];
}

const char *delivery_mailing_word(enum mailing_state state)
{
	static const char *const words[] = {[MAILING_GOING] = "going",
		[MAILING_PAUSED] = "paused",
		[MAILING_CANCELLED] = "cancelled",
		[MAILING_DONE] = "done"};
	assert((size_t)state < sizeof words / sizeof *words);
	return words[state];
}
