/* store/worker: which workers look after the site. Each says now and then that it is there, so that
 * the desk need not tell editors "if it is running". */
#ifndef STORE_WORKER_H
#define STORE_WORKER_H

#include "store/store.h"

enum worker_presence {
	WORKER_NEVER,   /* none was ever seen, or none for longer than the store remembers */
	WORKER_RUNS,    /* one is at work until it is stopped */
	WORKER_STOPPED, /* the last one was, and ended or was killed */
	WORKER_VISITS,  /* the last one did one round and ended, as a timer starts them */
};
struct worker_state {
	enum worker_presence presence;
	int64_t looked; /* when one last looked for work; NO_TIME: never */
};

/* This process looks for work at `now` (wall clock): `stays` until it is stopped, or does one
 * round. Says so in the store at most every half minute. */
bool store_worker_look(struct store *s, bool stays, int64_t now, struct err *err) MUST_USE;
/* This process ends by itself. */
bool store_worker_end(struct store *s, int64_t now, struct err *err) MUST_USE;
/* What is known of them at `now`. One that was killed on this machine has stopped at once, one
 * elsewhere when it has said nothing for some minutes. */
bool store_worker_find(struct store *s, int64_t now, struct worker_state *out, struct err *err)
	MUST_USE;

#endif
