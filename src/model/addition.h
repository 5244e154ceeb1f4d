/* addition: something that an editor adds by hand, and what became of it. */
#ifndef MODEL_ADDITION_H
#define MODEL_ADDITION_H

#include "base/str.h"

/* The numbers are the store's. */
enum addition_state {
	ADDITION_WAITS,   /* its record did not come yet */
	ADDITION_CAME,    /* it is an item */
	ADDITION_MISSING, /* the service has no such record */
	ADDITION_DELETED, /* the service says that it deleted the record */
};

struct addition {
	int64_t id;
	int kind;        /* enum key_kind (match/match.h), whose meaning the store does not know; of an
					  * item that was typed: KEY_GUID */
	struct str text; /* the key in its normal form: a PMID, an NCT number */
	struct str said; /* what the editor wrote; of an item that was typed: its title */
	struct str editor; /* who asked */
	int64_t asked;
	struct str source; /* the word of the kind of source that looks it up */
	enum addition_state state;
	int64_t due;  /* while it waits: not to be asked for before */
	long misses;  /* complete answers running that were without it */
	int64_t item; /* what it became, which may be an alias by now; 0: nothing yet */
	bool held;    /* the item was there before */
	bool again;   /* of an item that was typed: it was typed so before. Not stored */
	int64_t done; /* when it no longer waited; NO_TIME: it waits */
};
struct additions {
	struct addition *v;
	size_t n;
};

#endif
