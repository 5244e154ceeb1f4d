/* reminders: editions that wait to be looked at, as the queue and the digests show them. */
#ifndef DESK_REMINDERS_H
#define DESK_REMINDERS_H

#include <jansson.h>

#include "desk/desk.h"

/* Sets `reminders`: {items: [{word, title, period}]}, false when none waits. */
bool reminders_set(const struct desk *desk, struct arena *a, json_t *data, struct err *err)
	MUST_USE;

#endif
