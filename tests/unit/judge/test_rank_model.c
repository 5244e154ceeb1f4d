#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <math.h>
#include <stdio.h>

#include "judge/rank_model.h"

enum { EACH = 12 };

static size_t add(struct rank_model *m, const char *topic, int i)
{
	char title[80], text[160];
	snprintf(title, sizeof title, "%s, report %d", topic, i);
	snprintf(text, sizeof text, "What was seen of %s in centre %d of our study.", topic, i * 7);
	return rank_model_add(m, str_of(title), str_of(text));
}

/* Texts 0, 2, 4 … are of ulcers, the others of kidneys. */
static struct rank_model *filled(void)
{
	struct rank_model *m = rank_model_new();
	for (int i = 0; i < EACH; i++) {
		assert_int_equal(add(m, "digital ulcers of the fingers", i), 2 * i);
		assert_int_equal(add(m, "crises of the kidneys", i), 2 * i + 1);
	}
	return m;
}

static void decide_two(struct rank_model *m)
{
	rank_model_decide(m, 0, RANK_WANTED);
	rank_model_decide(m, 1, RANK_UNWANTED);
	rank_model_learn(m);
}

static void test_what_is_like_the_wanted_comes_first(void **state)
{
	(void)state;
	struct rank_model *m = filled();
	decide_two(m);
	size_t order[2 * EACH];
	assert_int_equal(rank_model_order(m, order, 2 * EACH), 2 * EACH - 2);
	for (size_t i = 0; i < EACH - 1; i++) {
		assert_int_equal(order[i] % 2, 0);
		assert_int_equal(order[EACH - 1 + i] % 2, 1);
	}
	assert_int_equal(rank_model_order(m, order, 3), 3);
	assert_int_equal(rank_model_count(m, RANK_WAITING), 2 * EACH - 2);
	rank_model_free(m);
}

static void test_the_words_that_counted_have_the_right_sign(void **state)
{
	(void)state;
	struct rank_model *m = filled();
	decide_two(m);
	assert_true(rank_model_part(m, 2, features_word(S("ulcers"))) > 0);
	assert_true(rank_model_part(m, 3, features_word(S("kidneys"))) < 0);
	assert_true(rank_model_part(m, 2, features_word(S("kidneys"))) == 0);
	assert_true(rank_model_score(m, 2) > rank_model_score(m, 3));
	rank_model_free(m);
}

static void test_what_was_taken_back_teaches_nothing(void **state)
{
	(void)state;
	struct rank_model *m = filled(), *never = filled();
	decide_two(m);
	decide_two(never);
	rank_model_decide(m, 5, RANK_WANTED);
	rank_model_learn(m);
	assert_true(fabs(rank_model_score(m, 7) - rank_model_score(never, 7)) > 0.05);
	rank_model_decide(m, 5, RANK_WAITING);
	rank_model_settle(m);
	rank_model_settle(never);
	for (size_t i = 2; i < 2 * EACH; i++)
		assert_true(fabs(rank_model_score(m, i) - rank_model_score(never, i)) < 0.01);
	assert_int_equal(rank_model_count(m, RANK_WANTED), 1);
	rank_model_free(m);
	rank_model_free(never);
}

static void test_all_taken_back_is_as_if_none_was_made(void **state)
{
	(void)state;
	struct rank_model *m = filled(), *never = filled();
	size_t order[2 * EACH], wanted[2 * EACH];
	for (size_t i = 0; i < 2 * EACH; i++) {
		rank_model_decide(m, i, i % 3 ? RANK_WANTED : RANK_UNWANTED);
		rank_model_learn(m);
	}
	for (size_t i = 0; i < 2 * EACH; i++)
		rank_model_decide(m, i, RANK_WAITING);
	rank_model_learn(m);
	rank_model_learn(never);
	assert_int_equal(rank_model_order(m, order, 2 * EACH), 2 * EACH);
	assert_int_equal(rank_model_order(never, wanted, 2 * EACH), 2 * EACH);
	assert_memory_equal(order, wanted, sizeof order);
	rank_model_free(m);
	rank_model_free(never);
}

static void test_another_decision_counts_for_the_first(void **state)
{
	(void)state;
	struct rank_model *m = filled();
	decide_two(m);
	rank_model_decide(m, 0, RANK_UNWANTED);
	rank_model_decide(m, 1, RANK_WANTED);
	rank_model_settle(m);
	assert_true(rank_model_score(m, 3) > rank_model_score(m, 2));
	rank_model_free(m);
}

static void test_before_any_decision_evidence_orders_and_then_arrival(void **state)
{
	(void)state;
	struct rank_model *m = rank_model_new();
	rank_model_add(m, S("Skin of mice"), S("In vitro."));
	rank_model_add(m, S("Skin"), S("A text."));
	rank_model_add(m, S("Nails"), S("A text."));
	rank_model_add(m, S("A randomized trial"), S("Patients."));
	size_t order[4];
	rank_model_learn(m);
	assert_int_equal(rank_model_order(m, order, 4), 4);
	assert_int_equal(order[0], 3);
	assert_int_equal(order[1], 1);
	assert_int_equal(order[2], 2);
	assert_int_equal(order[3], 0);
	rank_model_expect(m, 0, 3);
	rank_model_learn(m);
	assert_int_equal(rank_model_order(m, order, 1), 1);
	assert_int_equal(order[0], 0);
	rank_model_free(m);
}

static void test_empty_models_and_texts_are_ranked(void **state)
{
	(void)state;
	struct rank_model *m = rank_model_new();
	size_t order[3];
	rank_model_learn(m);
	assert_int_equal(rank_model_order(m, order, 3), 0);
	for (int i = 0; i < 3; i++)
		rank_model_add(m, STR_NONE, STR_NONE);
	rank_model_decide(m, 1, RANK_WANTED);
	rank_model_settle(m);
	assert_int_equal(rank_model_order(m, order, 3), 2);
	assert_int_equal(order[1], 2);
	assert_true(isfinite(rank_model_score(m, 2)));
	rank_model_free(m);
	rank_model_free(NULL);
}

/* In a queue longer than RANK_RESCORED, all have the new order after a few decisions. */
static void test_a_long_queue_is_brought_up_to_date_in_turn(void **state)
{
	(void)state;
	struct rank_model *m = rank_model_new();
	for (int i = 0; i < RANK_RESCORED + 1000; i++)
		add(m, i % 3 == 2 ? "digital ulcers of the fingers" : "crises of the kidneys", i);
	size_t best[100];
	rank_model_learn(m);
	rank_model_decide(m, 2, RANK_WANTED);
	rank_model_decide(m, 0, RANK_UNWANTED);
	for (int i = 0; i < 3; i++) {
		rank_model_learn(m);
		rank_model_decide(m, (size_t)(3 * (i + 1)), RANK_UNWANTED);
	}
	rank_model_learn(m);
	assert_int_equal(rank_model_order(m, best, 100), 100);
	for (size_t i = 0; i < 100; i++)
		assert_int_equal(best[i] % 3, 2);
	rank_model_free(m);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_what_is_like_the_wanted_comes_first),
		cmocka_unit_test(test_the_words_that_counted_have_the_right_sign),
		cmocka_unit_test(test_what_was_taken_back_teaches_nothing),
		cmocka_unit_test(test_all_taken_back_is_as_if_none_was_made),
		cmocka_unit_test(test_another_decision_counts_for_the_first),
		cmocka_unit_test(test_before_any_decision_evidence_orders_and_then_arrival),
		cmocka_unit_test(test_empty_models_and_texts_are_ranked),
		cmocka_unit_test(test_a_long_queue_is_brought_up_to_date_in_turn),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
