/* How well the queue was ordered, by what was decided on each day. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/calendar.h"
#include "item/look_back_order.h"

enum { NOW = 1798761600 }; /* 2027-01-01 */

static struct arena arena;

static int teardown(void **state)
{
	(void)state;
	arena_free(&arena);
	return 0;
}

static struct decided one(int64_t at, int64_t item, enum verb verb, double score)
{
	return (struct decided){
		.at = at, .item = item, .verb = verb, .waited_since = at - 9, .score = score};
}

/* Twelve on a day, the two with the lowest scores approved; and one on the day before. */
static void each_day_has_its_own_first_ten(void **state)
{
	(void)state;
	struct decided v[13];
	for (int i = 0; i < 12; i++)
		v[i] = one(NOW + i, i + 1, i < 2 ? VERB_APPROVE : VERB_REJECT, i < 2 ? 0.1 : 0.5);
	v[12] = one(NOW - CALENDAR_DAY, 50, VERB_APPROVE, 0.01);
	const struct decideds first = {v, 13};
	const struct weeks weeks = weeks_until(NOW);
	struct look_back_table table;
	look_back_order(&arena, &weeks, &first, &table);
	assert_int_equal(table.n, 3);
	assert_int_equal(table.v[0].all[LOOK_BACK_APPROVED], 3);
	assert_int_equal(table.v[0].all[LOOK_BACK_REJECTED], 10);
	assert_int_equal(table.v[1].all[LOOK_BACK_APPROVED], 1);
	assert_int_equal(table.v[1].all[LOOK_BACK_REJECTED], 10);
	assert_int_equal(table.v[2].all[LOOK_BACK_APPROVED], 3);
	assert_int_equal(table.v[1].weeks[WEEKS - 1][LOOK_BACK_REJECTED], 10);
}

static void without_decisions_all_is_nothing(void **state)
{
	(void)state;
	const struct decideds first = {NULL, 0};
	const struct weeks weeks = weeks_until(NOW);
	struct look_back_table table;
	look_back_order(&arena, &weeks, &first, &table);
	assert_int_equal(table.v[0].all[LOOK_BACK_APPROVED] + table.v[1].all[LOOK_BACK_REJECTED], 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_day_has_its_own_first_ten),
		cmocka_unit_test(without_decisions_all_is_nothing),
	};
	return cmocka_run_group_tests(tests, NULL, teardown);
}
