#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/buf.h"
#include "judge/features.h"

static struct arena arena;

static int teardown(void **state)
{
	(void)state;
	arena_free(&arena);
	return 0;
}

static struct features made(const char *title, const char *text)
{
	struct features f;
	features_of(&arena, str_of(title), str_of(text), &f);
	return f;
}

static uint32_t count_of(const struct features *f, uint32_t bucket)
{
	for (uint32_t i = 0; i < f->n; i++)
		if (feature_bucket(f->v[i]) == bucket)
			return feature_count(f->v[i]);
	return 0;
}

static void test_a_title_counts_twice_and_a_text_once(void **state)
{
	(void)state;
	struct features f = made("Stem cells", "Stem, stem cells.");
	assert_int_equal(count_of(&f, features_word(S("stem"))), 2 + 2);
	assert_int_equal(count_of(&f, features_word(S("cells"))), 2 + 1);
	assert_int_equal(count_of(&f, features_pair(S("stem"), S("cells"))), 2 + 1);
	assert_int_equal(count_of(&f, features_pair(S("cells"), S("stem"))), 0);
}

static void test_buckets_go_up_and_each_is_there_once(void **state)
{
	(void)state;
	struct features f = made(
		"Iloprost in digital ulcers", "A trial of iloprost, of ulcers, of all.");
	assert_true(f.n > 10);
	for (uint32_t i = 1; i < f.n; i++)
		assert_true(feature_bucket(f.v[i - 1]) < feature_bucket(f.v[i]));
}

static void test_a_word_that_is_written_otherwise_shares_its_beginning(void **state)
{
	(void)state;
	struct features one = made("randomised", ""), other = made("RANDOMIZATION", ""),
					far = made("placebo", "");
	uint32_t shared = 0, none = 0;
	for (uint32_t i = 0; i < one.n; i++) {
		shared += count_of(&other, feature_bucket(one.v[i])) > 0;
		none += count_of(&far, feature_bucket(one.v[i])) > 0;
	}
	assert_int_equal(shared, 1);
	assert_int_equal(none, 0);
}

static void test_evidence_tells_patients_from_animals(void **state)
{
	(void)state;
	struct features patients = made("A randomized trial", "Patients were compared with placebo."),
					mice = made("Skin of mice", "Cells were grown in vitro."),
					nothing = made("", ""), bare = made("Skin", "");
	assert_true(patients.evidence > 0.5F);
	assert_true(mice.evidence < -0.5F);
	assert_true(nothing.evidence < 0 && nothing.evidence > -0.5F);
	assert_true(nothing.n == 0 && bare.evidence == nothing.evidence);
	assert_true(made("A case of ulcers", "In one.").evidence < 0);
	assert_true(made("A case", "of ulcers").evidence == 0);
}

static void test_no_text_breaks_it(void **state)
{
	(void)state;
	struct buf many CLEANUP_BUF = buf_new(1 << 20);
	for (int i = 0; i < 50000; i++)
		buf_add(&many, S("wort "));
	struct features f;
	features_of(&arena, S("\xff\xfe \xc3"), buf_str(&many), &f);
	assert_int_equal(count_of(&f, features_word(S("wort"))), FEATURE_COUNT_MAX);
	assert_true(f.n < 10);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_a_title_counts_twice_and_a_text_once),
		cmocka_unit_test(test_buckets_go_up_and_each_is_there_once),
		cmocka_unit_test(test_a_word_that_is_written_otherwise_shares_its_beginning),
		cmocka_unit_test(test_evidence_tells_patients_from_animals),
		cmocka_unit_test(test_no_text_breaks_it),
	};
	return cmocka_run_group_tests(tests, NULL, teardown);
}
