/* link: what is known of an address that readers are sent to, from the looks at it. The numbers are
 * the store's.
 *
 * One look proves nothing: servers stumble, and are mended. An address is dead (or parked) after
 * three failed looks running of which the last came ten days or more after the first; after a
 * failure it is looked at again in 1, 3 and 7 days, so that it is the fourth look which says so. It
 * has moved when three looks running, in four days, were sent for good to one and the same address:
 * a permanent redirect is often set by mistake for an afternoon, and an editor is asked to follow
 * it once. One look that goes well makes it alive. */
#ifndef MODEL_LINK_H
#define MODEL_LINK_H

#include "base/date.h"
#include "base/str.h"

enum link_state { LINK_ALIVE, LINK_DEAD, LINK_MOVED, LINK_PARKED };
/* "alive", "dead", "moved", "parked" */
const char *link_state_word(enum link_state state);

/* FAULT(NAME, number, words): "the linked page WORDS". */
#define LINK_FAULTS(FAULT) \
	FAULT(GONE, 1, "is not there any more (404 or 410)") \
	FAULT(NAME, 2, "has no server any more: its name is not found") \
	FAULT(CONNECTION, 3, "has a server that takes no connection") \
	FAULT(SECURITY, 4, "has a server whose certificate cannot be trusted") \
	FAULT(TIME, 5, "has a server that does not answer in time") \
	FAULT(SERVER, 6, "has a server that answers with errors of its own") \
	FAULT(HOME, 7, "leads to the first page of its site") \
	FAULT(PARKED, 8, "leads to a page for domains that are for sale")
enum link_fault {
	LINK_FAULT_NONE,
#define LINK_FAULT_CONSTANT(name, number, words) LINK_FAULT_##name = number,
	LINK_FAULTS(LINK_FAULT_CONSTANT)
#undef LINK_FAULT_CONSTANT
};
const char *link_fault_words(enum link_fault fault); /* "" for LINK_FAULT_NONE */
/* Whether the fault may lie between us and the server. */
bool link_fault_is_of_network(enum link_fault fault);

struct link {
	struct str url;
	int64_t next, looked; /* NO_TIME: never */
	enum link_state state;
	enum link_fault fault;
	long failures;
	int64_t since;       /* the first of the failures; NO_TIME: none */
	struct str moved_to; /* empty: nowhere */
	long moves;
};
/* Dead or parked. */
bool link_is_bad(const struct link *link);
struct links {
	struct link *v;
	size_t n;
};

/* What one look found. */
enum link_result {
	LINK_LOOK_UNKNOWN, /* nothing that counts: we may not ask, or are not let in */
	LINK_LOOK_WELL,
	LINK_LOOK_FAILED,
	LINK_LOOK_SENT /* elsewhere, for good */
};
struct link_look {
	enum link_result result;
	enum link_fault fault; /* of LINK_LOOK_FAILED */
	struct str moved_to;   /* of LINK_LOOK_SENT */
};
/* Takes the look at `now` into account: sets all but the address. Its strings are the look's. */
void link_take(struct link *link, const struct link_look *look, int64_t now);

#endif
