#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

#include "model/item.h"

static const struct face SAMPLE = {
	.section = SECTION_TRIALS,
	.title = S("0"),
	.official_title = S("1"),
	.url = S("2"),
	.label = S("3"),
	.citation = S("4"),
	.summary = S("5"),
	.summary_origin = SUMMARY_LEAD,
	.status = S("7"),
	.status_line = S("8"),
	.notice = S("9"),
	.facts = S("10"),
	.lead = S("11"),
	.also = S("12"),
	.date = {2026, 11, 23},
};

/* The table holds every text of a face but one, each once and in the order of their declaration. A
 * field more in struct face fails here until somebody has decided whether readers see it. */
static void test_table_is_whole(void **state)
{
	(void)state;
	size_t next = offsetof(struct face, title);
	struct face face;
	for (enum face_text i = 0; i < FACE_TEXTS; i++, next += sizeof(struct str)) {
		assert_ptr_equal(face_text(&face, i), (char *)&face + next);
		assert_true(strlen(face_text_name(i)) > 0);
		for (enum face_text j = 0; j < i; j++)
			assert_string_not_equal(face_text_name(i), face_text_name(j));
	}
	/* What the notice names, and that it is a retraction, come with its text. */
	assert_int_equal(next, offsetof(struct face, notice_pmid));
}

/* Scripts read them. */
static void test_origin_words(void **state)
{
	(void)state;
	assert_string_equal(face_origin_word(SUMMARY_NONE), "");
	assert_string_equal(face_origin_word(SUMMARY_CUE), "cue phrase");
	assert_string_equal(face_origin_word(SUMMARY_EDITOR), "editor");
	assert_string_equal(face_origin_word((enum summary_origin)99), "");
}

static void test_reach(void **state)
{
	struct face face = SAMPLE;
	(void)state;
	assert_ptr_equal(face_text(&face, 0), &face.title);
	assert_ptr_equal(face_text(&face, FACE_TEXTS - 1), &face.also);
	for (enum face_text i = 0; i < FACE_TEXTS; i++)
		assert_true(str_eq(face_text_of(&face, i), *face_text(&face, i)));
	*face_text(&face, 2) = S("changed");
	assert_true(str_eq(face.url, S("changed")));
}

static void test_equality(void **state)
{
	struct face same = SAMPLE;
	(void)state;
	same.title = (struct str){(char[]){'0'}, 1}; /* equal bytes elsewhere */
	assert_true(face_eq(&SAMPLE, &same));
	for (enum face_text i = 0; i < FACE_TEXTS; i++) {
		struct face other = SAMPLE;
		*face_text(&other, i) = i % 2 ? STR_NONE : S("x");
		assert_false(face_eq(&SAMPLE, &other));
	}
	struct face moved = SAMPLE, dated = SAMPLE, explained = SAMPLE;
	moved.section = SECTION_NEWS;
	dated.date.day = 0;
	assert_false(face_eq(&SAMPLE, &moved));
	explained.summary_origin = SUMMARY_EDITOR;
	assert_false(face_eq(&SAMPLE, &dated));
	assert_true(face_eq(&SAMPLE, &explained));
}

static void test_words(void **state)
{
	(void)state;
	assert_string_equal(item_state_word(ITEM_QUEUED), "queued");
	assert_string_equal(item_state_word(ITEM_APPROVED), "approved");
	assert_string_equal(item_state_word(ITEM_REJECTED), "rejected");
	assert_string_equal(item_state_word(ITEM_DEFERRED), "deferred");
	assert_string_equal(item_confidence_word(CONFIDENCE_LOW), "low");
	assert_string_equal(item_confidence_word(CONFIDENCE_MEDIUM), "medium");
	assert_string_equal(item_confidence_word(CONFIDENCE_HIGH), "high");
}

static void test_standing(void **state)
{
	(void)state;
	struct reason reason = {.kind = REASON_RESULTS};
	struct item item = {.state = ITEM_DEFERRED, .deferred_until = 100};
	assert_false(item_is_due(&item, 99));
	assert_true(item_is_due(&item, 100));
	assert_string_equal(item_word(&item), "deferred");
	item.state = ITEM_APPROVED;
	assert_false(item_is_due(&item, 100));
	item.changes = (struct reasons){&reason, 1};
	assert_false(item_is_update(&item)); /* nobody reads it */
	item.live = 7;
	assert_true(item_is_update(&item));
	assert_string_equal(item_word(&item), "update");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_table_is_whole),
		cmocka_unit_test(test_origin_words),
		cmocka_unit_test(test_reach),
		cmocka_unit_test(test_equality),
		cmocka_unit_test(test_words),
		cmocka_unit_test(test_standing),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
