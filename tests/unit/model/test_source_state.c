#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "model/source_state.h"

enum { NOW = 1795435200 };

static struct source_state visited(void)
{
	return (struct source_state){
		.next_due = NOW + 60, .last_try = NOW - 60, .last_success = NOW - 60};
}

static void health_is_the_worst_that_holds(void **state)
{
	struct source_state s = visited();
	(void)state;
	assert_int_equal(source_state_health(&s), SOURCE_WELL);
	s.warning = S("PubMed knows nothing of abc");
	assert_int_equal(source_state_health(&s), SOURCE_WARNING);
	s.last_success = NO_TIME;
	assert_int_equal(source_state_health(&s), SOURCE_NEW);
	s.problem = S("it does not answer");
	assert_int_equal(source_state_health(&s), SOURCE_FAILING);
	s.paused_by = S("ada");
	assert_int_equal(source_state_health(&s), SOURCE_PAUSED);
	s.gone = true;
	assert_int_equal(source_state_health(&s), SOURCE_GONE);
}

static void it_is_due_when_noted_but_never_in_the_past(void **state)
{
	struct source_state s = visited();
	(void)state;
	assert_int_equal(source_state_due(&s, NOW), NOW + 60);
	assert_int_equal(source_state_due(&s, NOW + 100), NOW + 100);
	s.next_due = NO_TIME;
	assert_int_equal(source_state_due(&s, NOW), NOW);
}

static void neither_a_paused_nor_a_gone_source_is_due(void **state)
{
	struct source_state paused = visited(), gone = visited();
	(void)state;
	paused.paused_by = S("ada");
	gone.gone = true;
	assert_int_equal(source_state_due(&paused, NOW + 100), NO_TIME);
	assert_int_equal(source_state_due(&gone, NOW + 100), NO_TIME);
}

static void a_visit_in_the_future_counts_for_nothing(void **state)
{
	struct source_state s = visited();
	(void)state;
	s.last_try = NOW + 86400;
	s.next_due = NOW + 2 * 86400;
	assert_int_equal(source_state_due(&s, NOW), NOW);
	s.last_try = NOW + 10; /* the clock of another worker */
	assert_int_equal(source_state_due(&s, NOW), NOW + 2 * 86400);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(health_is_the_worst_that_holds),
		cmocka_unit_test(it_is_due_when_noted_but_never_in_the_past),
		cmocka_unit_test(neither_a_paused_nor_a_gone_source_is_due),
		cmocka_unit_test(a_visit_in_the_future_counts_for_nothing),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
