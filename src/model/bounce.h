/* bounce: what followed from a mail that came back. The numbers are the store's. */
#ifndef MODEL_BOUNCE_H
#define MODEL_BOUNCE_H

enum bounce_outcome {
	BOUNCE_NOT_UNDERSTOOD,
	BOUNCE_NOTHING,   /* a delay, an answer of no person, a subscriber who was stopped before */
	BOUNCE_OF_NOBODY, /* nobody here is meant, or a token is not ours */
	BOUNCE_COUNTED,   /* the address may work again: three over a week stop it */
	BOUNCE_REFUSED,   /* refused for what it was or whence it came: says nothing of the address */
	BOUNCE_STOPPED,   /* the address gets no more mail */
	BOUNCE_COMPLAINT, /* called spam: unsubscribed from everything */
	BOUNCE_LEFT,      /* unsubscribed by mail */
};
enum { BOUNCE_OUTCOMES = BOUNCE_LEFT + 1 };

#endif
