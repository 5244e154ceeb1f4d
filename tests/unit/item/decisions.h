/* Decisions on a store of the test's own, and the log of them in words. */
#ifndef TEST_ITEM_DECISIONS_H
#define TEST_ITEM_DECISIONS_H

#include "../store/fixture.h"
#include "ask.h"
#include "render/decision.h"
#include "store/due.h"
#include "store/gone.h"
#include "store/log.h"
#include "store/pair.h"
#include "store/shown.h"

#define assert_verb(decision, verb_) assert_int_equal((decision).verb, verb_)
#define assert_detail(decision, words) \
	assert_str(decision_words(&f->a, &(decision), INSTANT_RFC3339), words)

/* What a publication notes, at whatever time. */
static inline void show_all(struct fixture *f)
{
	struct releases live;
	struct ids dirty;
	OK(store_release_live(f->s, &f->a, SECTION_NONE, 0, &live, &f->err));
	for (size_t i = 0; i < live.n; i++)
		OK(store_shown_release(f->s, &live.v[i], &f->err));
	OK(store_dirty_list(f->s, &f->a, &dirty, &f->err));
	for (size_t i = 0; i < dirty.n; i++) {
		struct leaving leaving;
		OK(store_gone_leaving(f->s, &f->a, dirty.v[i], &leaving, &f->err));
		if (leaving.cause)
			OK(store_shown_gone(f->s, dirty.v[i], leaving.decision, &f->err));
		OK(store_dirty_remove(f->s, dirty.v[i], &f->err));
	}
}

#endif
