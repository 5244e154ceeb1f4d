/* delivery: what becomes of an edition that is mailed, and of each copy of it. The numbers are the
 * store's. */
#ifndef MODEL_DELIVERY_H
#define MODEL_DELIVERY_H

/* What became of a copy. */
enum delivery_state {
	DELIVERY_PLANNED,
	DELIVERY_SENDING,  /* about to be handed over: after a crash nobody knows */
	DELIVERY_SENT,     /* the mail server took it */
	DELIVERY_DEFERRED, /* not taken yet; it is tried again */
	DELIVERY_FAILED,   /* refused for good, or too often */
	DELIVERY_UNKNOWN,  /* perhaps delivered: an editor decides */
	DELIVERY_STOPPED,  /* the subscriber left before it was sent, or the mailing was cancelled */
};
enum { DELIVERY_STATES = DELIVERY_STOPPED + 1 };
/* "planned", "sending", … */
const char *delivery_word(enum delivery_state state);

enum mailing_state { MAILING_GOING, MAILING_PAUSED, MAILING_CANCELLED, MAILING_DONE };
/* "going", "paused", "cancelled", "done". */
const char *delivery_mailing_word(enum mailing_state state);

#endif
