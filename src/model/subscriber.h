/* subscriber: whoever gets the digest by mail. */
#ifndef MODEL_SUBSCRIBER_H
#define MODEL_SUBSCRIBER_H

#include "base/hash.h"
#include "base/str.h"
#include "base/strs.h"

/* The numbers are the store's. Nothing is mailed but to the confirmed, and the letter that asks
 * for the confirmation. */
enum subscriber_state {
	SUBSCRIBER_PENDING,    /* somebody gave the address; nobody confirmed it */
	SUBSCRIBER_CONFIRMED,  /* its owner confirmed it, or an editor has proof of consent */
	SUBSCRIBER_LEFT,       /* wants no mail any more; the address is not kept, only its hash */
	SUBSCRIBER_BOUNCED,    /* the address takes no mail */
	SUBSCRIBER_COMPLAINED, /* called the digest spam; the address is not kept */
	SUBSCRIBER_FORGOTTEN,  /* deleted for good: nothing but a number */
};
enum { SUBSCRIBER_STATES = SUBSCRIBER_FORGOTTEN + 1 };
/* "pending", "confirmed", "left", "bounced", "complained", "forgotten". */
const char *subscriber_state_word(enum subscriber_state state);

/* How the address came. */
enum subscriber_how { SUBSCRIBER_BY_FORM, SUBSCRIBER_BY_EDITOR, SUBSCRIBER_BY_IMPORT };

/* What is counted, a day and a list. */
enum subscriber_verb {
	SUBSCRIBER_JOINED,
	SUBSCRIBER_UNSUBSCRIBED,
	SUBSCRIBER_STOPPED, /* by bounces */
	SUBSCRIBER_COMPLAINT,
	SUBSCRIBER_DELETED,
	SUBSCRIBER_MOVED_AWAY, /* to another list: of lists alone, since nobody came or went */
	SUBSCRIBER_MOVED_HERE,
};
enum { SUBSCRIBER_VERBS = SUBSCRIBER_MOVED_HERE + 1 };

enum { SUBSCRIBER_HANDLE_BYTES = 8 }; /* as VAULT_NAME_BYTES (base/vault.h) */
struct subscriber {
	int64_t id;
	struct hash found;  /* keyed hash of the address (base/vault.h) */
	bool has_found;     /* false: deleted */
	struct str handle;  /* SUBSCRIBER_HANDLE_BYTES random bytes; empty: deleted */
	struct str address; /* sealed; empty: not kept */
	enum subscriber_state state;
	enum subscriber_how how;
	struct str proof;                 /* of consent, in the words of who imported the address */
	int64_t made, confirmed, changed; /* confirmed: NO_TIME: never */
	struct strs wanted;               /* slugs of lists that wait for confirmation */
	int64_t asked;                    /* when a letter was asked for last; NO_TIME: never */
	long letters;                     /* how many since the last confirmation */
};

#endif
