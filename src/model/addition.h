/* addition: something that an editor adds by hand, and what became of it. */
#ifndef MODEL_ADDITION_H
#define MODEL_ADDITION_H

#include "base/str.h"

/* The numbers are the store's. */
enum addition_state {
	ADDITION_WAITS,   /* its record or page did not come yet */
	ADDITION_CAME,    /* it is an item */
	ADDITION_MISSING, /* the service has no such record */
	ADDITION_DELETED, /* the service says that it deleted the record */
	ADDITION_FAILED,  /* its page gives nothing, for the reason of `fault` */
};

/* FAULT(NAME, number, passes, words): what came instead of a page that says what it is. What passes
 * may be over in a minute. The numbers are the store's. */
/* clang-format off */
#define ADDITION_FAULTS(FAULT) \
	FAULT(NOTHING, 1, false, "the page does not say what it is") \
	FAULT(PDF, 2, false, "it is a PDF and no web page") \
	FAULT(OTHER, 3, false, "it is a file and no web page") \
	FAULT(GONE, 4, false, "there is no page at this address (404 or 410)") \
	FAULT(CLOSED, 5, false, \
		"its server shows it to no program: it asks for a login, or for a person at a browser") \
	FAULT(HOME, 6, false, "it leads to the first page of its site") \
	FAULT(PARKED, 7, false, "it leads to a page for domains that are for sale") \
	FAULT(REFUSED, 8, false, "the address, or where it leads, may not be asked for") \
	FAULT(SECURITY, 9, false, "its server has a certificate that cannot be trusted") \
	FAULT(LARGE, 10, false, "the page is too large") \
	FAULT(UNREADABLE, 11, false, "the page cannot be read") \
	FAULT(NAME, 12, true, "its server is not found by its name") \
	FAULT(CONNECTION, 13, true, "its server takes no connection, or broke it off") \
	FAULT(TIME, 14, true, "its server did not answer in time") \
	FAULT(SERVER, 15, true, "its server is busy, or has trouble of its own")
/* clang-format on */
enum addition_fault {
	ADDITION_FAULT_NONE,
#define ADDITION_FAULT_CONSTANT(name, number, passes, words) ADDITION_FAULT_##name = number,
	ADDITION_FAULTS(ADDITION_FAULT_CONSTANT)
#undef ADDITION_FAULT_CONSTANT
};
const char *addition_fault_words(enum addition_fault fault); /* "" for ADDITION_FAULT_NONE */
/* Whether it is worth asking again. */
bool addition_fault_passes(enum addition_fault fault);

struct addition {
	int64_t id;
	int kind;        /* enum key_kind (match/match.h), whose meaning the store does not know; of an
					  * item that was typed: KEY_GUID */
	struct str text; /* the key in its normal form: a PMID, an NCT number, an address as a key */
	struct str said; /* what the editor wrote; of an item that was typed: its title */
	struct str editor; /* who asked */
	int64_t asked;
	struct str source; /* the word of the kind of source that looks it up */
	enum addition_state state;
	enum addition_fault fault; /* of a page, at the last look */
	int64_t due;               /* while it waits: not to be asked for before */
	long misses;               /* complete answers running that were without it */
	int64_t item;              /* what it became, which may be an alias by now; 0: nothing yet */
	bool held;                 /* the item was there before */
	bool again;                /* of an item that was typed: it was typed so before. Not stored */
	int64_t done;              /* when it no longer waited; NO_TIME: it waits */
};
struct additions {
	struct addition *v;
	size_t n;
};

#endif
