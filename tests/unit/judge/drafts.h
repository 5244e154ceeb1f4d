/* drafts: the sentence that is drafted of an entry. For tests of judge_summary. */
#ifndef TEST_JUDGE_DRAFTS_H
#define TEST_JUDGE_DRAFTS_H

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "judge/judge.h"

static struct arena arena;

static inline int teardown(void **state)
{
	(void)state;
	arena_free(&arena);
	return 0;
}

static inline void assert_summary(
	const struct entry *entry, const char *sentence, const char *origin)
{
	struct str s;
	enum summary_origin o;
	judge_summary(&arena, entry, &s, &o);
	if (!str_eq(s, str_of(sentence)))
		print_error("for '%s'\n", sentence);
	assert_string_equal(str_cstr(&arena, s), sentence);
	assert_string_equal(face_origin_word(o), origin);
}

#endif
