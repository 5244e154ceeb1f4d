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

static int64_t passing(long alike, int64_t every)
{
	return source_state_wait(SOURCE_FAILURE_PASSING, alike, every, -1);
}

static int64_t lasting(long alike, int64_t every)
{
	return source_state_wait(SOURCE_FAILURE_LASTING, alike, every, -1);
}

static void what_passes_is_tried_again_within_minutes(void **state)
{
	(void)state;
	const int64_t day = 86400, expected[] = {60, 300, 900, 3600, 14400, 57600, day, day};
	for (long i = 0; i < 8; i++)
		assert_int_equal(passing(i + 1, day), expected[i]);
	assert_int_equal(passing(3, 3600), 900);
	assert_int_equal(passing(5, 3600), 3600); /* never more than the interval */
	assert_int_equal(passing(1, 30), 30);
	assert_int_equal(passing(2000000000, 604800), 604800);
	assert_int_equal(passing(2000000000, INT64_MAX), INT64_MAX);
}

static void what_lasts_doubles_the_interval(void **state)
{
	(void)state;
	assert_int_equal(lasting(1, 3600), 7200);
	assert_int_equal(lasting(4, 3600), 57600);
	assert_int_equal(lasting(5, 3600), 86400);
	assert_int_equal(lasting(2000000000, 3600), 86400);
	assert_int_equal(lasting(3, 604800), 604800); /* weekly stays weekly */
	assert_int_equal(lasting(3, INT64_MAX), INT64_MAX);
	assert_int_equal(lasting(2000000000, 0), 0);
}

static void no_sooner_than_the_server_asks(void **state)
{
	(void)state;
	assert_int_equal(source_state_wait(SOURCE_FAILURE_PASSING, 1, 3600, 7200), 7200);
	assert_int_equal(source_state_wait(SOURCE_FAILURE_PASSING, 4, 3600, 120), 3600);
	assert_int_equal(source_state_wait(SOURCE_FAILURE_LASTING, 5, 3600, 604800), 604800);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(health_is_the_worst_that_holds),
		cmocka_unit_test(it_is_due_when_noted_but_never_in_the_past),
		cmocka_unit_test(neither_a_paused_nor_a_gone_source_is_due),
		cmocka_unit_test(a_visit_in_the_future_counts_for_nothing),
		cmocka_unit_test(what_passes_is_tried_again_within_minutes),
		cmocka_unit_test(what_lasts_doubles_the_interval),
		cmocka_unit_test(no_sooner_than_the_server_asks),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
