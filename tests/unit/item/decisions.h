/* Decisions on a store of the test's own, and the log of them in words. */
#ifndef TEST_ITEM_DECISIONS_H
#define TEST_ITEM_DECISIONS_H

#include "../store/fixture.h"
#include "ask.h"
#include "render/decision.h"
#include "store/log.h"
#include "store/pair.h"

#define assert_verb(decision, verb_) assert_int_equal((decision).verb, verb_)
#define assert_detail(decision, words) \
	assert_str(decision_words(&f->a, &(decision), INSTANT_RFC3339), words)

#endif
