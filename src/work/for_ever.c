#include <assert.h>
#include <unistd.h>

#include "item/learn.h"
#include "store/job.h"
#include "store/source.h"
#include "store/addition.h"
#include "store/worker.h"
#include "work/work.h"

/* How long to sleep at most: by then it is noticed that somebody set the clock. */
enum {
	LONGEST_SLEEP = 60,
	/* The least between two times that the queue's order is learned: it takes a second or two where
	 * thousands wait, and an editor decides every few seconds. */
	LEARN_REST = 5,
	LONGEST_WAIT = 30, /* between two looks whether a store that is away has come back */
};

/* When the first source is due, at most LONGEST_SLEEP from now. */
static bool find_first_due(struct work *w, int64_t *due)
{
	struct arena a CLEANUP_ARENA = {0};
	struct source_states all;
	struct err err;
	if (!store_source_list(w->store, &a, &all, &err)) {
		w->events->failed(w->user, &err);
		return false;
	}
	*due = w->now + LONGEST_SLEEP;
	for (size_t i = 0; i < all.n; i++) {
		int64_t visit = source_state_due(&all.v[i], w->now);
		assert(visit == NO_TIME || visit >= w->now);
		if (visit != NO_TIME && visit < *due)
			*due = visit;
	}
	return true;
}

static bool find_added(struct work *w, int64_t *added)
{
	struct err err;
	if (store_addition_last(w->store, added, &err))
		return true;
	w->events->failed(w->user, &err);
	return false;
}

/* Sleeps until then, or until an editor decides, adds or asks for something. `added` is the newest
 * of what was added before the round. */
static void sleep_until(struct work *w, int64_t due, int64_t added)
{
	bool asked = false, decided = false, changed = false, learns = false;
	int64_t newest = added;
	int64_t seconds = due > w->now ? due - w->now : 1, slept = 0;
	while (slept < seconds && !asked && !decided && !changed && !learns && newest == added &&
		!*w->stop) {
		sleep(1); /* a signal ends it at once */
		slept++;
		if (!store_job_waits(w->store, &asked, NULL) || !publish_is_due(w->store, &decided, NULL) ||
			!store_worker_look(w->store, true, store_clock(w->store), NULL) ||
			!store_addition_last(w->store, &newest, NULL) ||
			(slept >= LEARN_REST && !item_learn_waits(w->site, w->store, &learns, NULL)))
			return;
		changed = w->reload && reload_waits(w->reload);
	}
}

/* The files are read when they changed; the first look at them finds them as they were. */
static bool take_changes(struct work *w)
{
	bool changed = false, first = w->reload && !w->reload->count;
	struct err err;
	if (w->reload && !reload_look(w->reload, &changed, &err)) {
		w->events->failed(w->user, &err);
		return false;
	}
	if (changed && (!first || w->reload->problems.n || w->reload->elsewhere))
		w->events->reloaded(w->user, w->reload);
	return true;
}

/* After a failure: waits until the store can be written again, when that was it. False when it was
 * not, or the worker is to stop. */
static bool wait_for_store(struct work *w)
{
	struct err err = {.kind = ERR_BUSY};
	bool back = false;
	if (!store_was_away(w->store))
		return false;
	for (int wait = 1; !back && err.kind == ERR_BUSY && !*w->stop;
		 wait = wait < LONGEST_WAIT / 2 ? 2 * wait : LONGEST_WAIT) {
		sleep((unsigned)wait); /* a signal ends it at once */
		back = store_worker_look(w->store, true, store_clock(w->store), &err);
	}
	return back && !*w->stop;
}

static bool round_and_rest(struct work *w)
{
	int64_t due, added;
	if (!w->pinned)
		w->now = store_clock(w->store);
	if (!take_changes(w) || !find_added(w, &added) || !work_round(w) || !find_first_due(w, &due))
		return false;
	sleep_until(w, due, added);
	return true;
}

static bool work_rounds(struct work *w)
{
	while (!*w->stop)
		if (!round_and_rest(w) && !wait_for_store(w))
			return false;
	return true;
}

bool work_for_ever(struct work *w)
{
	struct err err;
	w->stays = true;
	bool well = work_rounds(w);
	if (store_worker_end(w->store, store_clock(w->store), &err))
		return well;
	w->events->failed(w->user, &err);
	return false;
}
