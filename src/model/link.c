#include "model/link.h"

#include "base/calendar.h"

enum { WELL_DAYS = 30, UNKNOWN_DAYS = 7, ENOUGH_FAILURES = 3, ENOUGH_DAYS = 10, ENOUGH_MOVES = 3 };

const char *link_state_word(enum link_state state)
{
	switch (state) {
	case LINK_DEAD: return "dead";
	case LINK_MOVED: return "moved";
	case LINK_PARKED: return "parked";
	case LINK_ALIVE: break;
	}
	return "alive";
}

const char *link_fault_words(enum link_fault fault)
{
	switch (fault) {
#define FAULT_WORDS(name, number, words) \
	case LINK_FAULT_##name: return words;
		LINK_FAULTS(FAULT_WORDS)
#undef FAULT_WORDS
	case LINK_FAULT_NONE: break;
	}
	return "";
}

bool link_is_bad(const struct link *link)
{
	return link->state == LINK_DEAD || link->state == LINK_PARKED;
}

bool link_fault_is_of_network(enum link_fault fault)
{
	return fault == LINK_FAULT_NAME || fault == LINK_FAULT_CONNECTION || fault == LINK_FAULT_TIME;
}

/* Days until the next look after so many that were alike. */
static int64_t days_after(long looks)
{
	return looks <= 1 ? 1 : looks == 2 ? 3 : 7;
}

static void forget_failures(struct link *link)
{
	link->failures = 0;
	link->since = NO_TIME;
	link->fault = LINK_FAULT_NONE;
}

static void forget_move(struct link *link)
{
	link->moves = 0;
	link->moved_to = STR_NONE;
}

static void take_failure(struct link *link, enum link_fault fault, int64_t now)
{
	forget_move(link);
	if (!link->failures++)
		link->since = now;
	link->fault = fault;
	link->next = now + days_after(link->failures) * CALENDAR_DAY;
	bool parked = fault == LINK_FAULT_PARKED || fault == LINK_FAULT_HOME;
	if (link->failures >= ENOUGH_FAILURES && now - link->since >= ENOUGH_DAYS * CALENDAR_DAY)
		link->state = parked ? LINK_PARKED : LINK_DEAD;
	else if (link->state == LINK_MOVED)
		link->state = LINK_ALIVE;
}

static void take_move(struct link *link, struct str to, int64_t now)
{
	forget_failures(link);
	link->moves = str_eq(link->moved_to, to) ? link->moves + 1 : 1;
	link->moved_to = to;
	bool moved = link->moves >= ENOUGH_MOVES;
	link->state = moved ? LINK_MOVED : LINK_ALIVE;
	link->next = now + (moved ? WELL_DAYS : days_after(link->moves)) * CALENDAR_DAY;
}

void link_take(struct link *link, const struct link_look *look, int64_t now)
{
	link->looked = now;
	switch (look->result) {
	case LINK_LOOK_UNKNOWN: link->next = now + UNKNOWN_DAYS * CALENDAR_DAY; return;
	case LINK_LOOK_FAILED: take_failure(link, look->fault, now); return;
	case LINK_LOOK_SENT: take_move(link, look->moved_to, now); return;
	case LINK_LOOK_WELL: break;
	}
	forget_failures(link);
	forget_move(link);
	link->state = LINK_ALIVE;
	link->next = now + WELL_DAYS * (int64_t)CALENDAR_DAY;
}
