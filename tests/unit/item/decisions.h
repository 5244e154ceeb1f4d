/* Decisions on a store of the test's own, and the log of them in words. */
#ifndef TEST_ITEM_DECISIONS_H
#define TEST_ITEM_DECISIONS_H

#include "../store/fixture.h"
#include "ask.h"
#include "render/decision.h"
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
	struct gones gone;
	struct aliases merged;
	OK(store_release_live(f->s, &f->a, SECTION_NONE, 0, &live, &f->err));
	OK(store_gone_list(f->s, &f->a, &gone, &f->err));
	OK(store_release_aliases(f->s, &f->a, &merged, &f->err));
	const struct shown_pages pages = {&live, &gone, &merged};
	OK(store_shown_pages(f->s, &pages, &f->err));
}

#endif
