/* When an address is dead, moved or parked: what looks at it say by and by. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "model/link.h"

enum { DAY = 86400, NOW = 1000000000 };

static struct link fresh(void)
{
	return (struct link){.url = S("https://a.example/1"), .looked = NO_TIME, .since = NO_TIME};
}

static void look(struct link *link, enum link_result result, enum link_fault fault, int64_t now)
{
	const struct link_look found = {result, fault, STR_NONE};
	link_take(link, &found, now);
	assert_int_equal(link->looked, now);
	assert_true(link->next > now);
}

static void fail_at(struct link *link, enum link_fault fault, int64_t day)
{
	look(link, LINK_LOOK_FAILED, fault, NOW + day * DAY);
}

static void sent_at(struct link *link, const char *to, int64_t day)
{
	const struct link_look found = {LINK_LOOK_SENT, LINK_FAULT_NONE, str_of(to)};
	link_take(link, &found, NOW + day * DAY);
}

/* Looked at when it is due, it fails on the days 0, 1, 4 and 11. */
static void an_address_that_fails_for_ten_days_is_dead(void **state)
{
	static const int64_t days[] = {0, 1, 4, 11};
	struct link link = fresh();
	(void)state;
	for (size_t i = 0; i < 4; i++) {
		assert_int_equal(link.state, LINK_ALIVE);
		fail_at(&link, LINK_FAULT_GONE, days[i]);
		if (i < 3)
			assert_int_equal(link.next, NOW + days[i + 1] * DAY);
	}
	assert_int_equal(link.state, LINK_DEAD);
	assert_int_equal(link.fault, LINK_FAULT_GONE);
}

static void two_failures_are_not_enough_however_far_apart(void **state)
{
	struct link link = fresh();
	(void)state;
	fail_at(&link, LINK_FAULT_SERVER, 0);
	fail_at(&link, LINK_FAULT_SERVER, 40);
	assert_int_equal(link.state, LINK_ALIVE);
	fail_at(&link, LINK_FAULT_SERVER, 41);
	assert_int_equal(link.state, LINK_DEAD);
}

static void one_good_look_begins_anew(void **state)
{
	struct link link = fresh();
	(void)state;
	fail_at(&link, LINK_FAULT_TIME, 0);
	fail_at(&link, LINK_FAULT_TIME, 1);
	look(&link, LINK_LOOK_WELL, LINK_FAULT_NONE, NOW + 4 * DAY);
	assert_int_equal(link.next, NOW + 34 * DAY);
	for (int64_t day = 34; day <= 38; day += day == 35 ? 3 : 1)
		fail_at(&link, LINK_FAULT_TIME, day);
	assert_int_equal(link.failures, 3);
	assert_int_equal(link.state, LINK_ALIVE);
	fail_at(&link, LINK_FAULT_TIME, 45);
	assert_int_equal(link.state, LINK_DEAD);
	look(&link, LINK_LOOK_WELL, LINK_FAULT_NONE, NOW + 52 * DAY);
	assert_int_equal(link.state, LINK_ALIVE);
	assert_int_equal(link.fault, LINK_FAULT_NONE);
}

/* We were not let in, or may not ask: that is no failure of the address, and none is forgotten. */
static void a_look_that_says_nothing_changes_nothing(void **state)
{
	struct link link = fresh();
	(void)state;
	fail_at(&link, LINK_FAULT_GONE, 0);
	look(&link, LINK_LOOK_UNKNOWN, LINK_FAULT_NONE, NOW + DAY);
	assert_int_equal(link.failures, 1);
	assert_int_equal(link.since, NOW);
	assert_int_equal(link.next, NOW + 8 * DAY);
	for (int64_t day = 8; day < 60; day += 7)
		look(&link, LINK_LOOK_UNKNOWN, LINK_FAULT_NONE, NOW + day * DAY);
	assert_int_equal(link.state, LINK_ALIVE);
}

static void three_looks_sent_to_one_address_are_a_move(void **state)
{
	struct link link = fresh();
	(void)state;
	sent_at(&link, "https://b.example/1", 0);
	assert_int_equal(link.next, NOW + DAY);
	sent_at(&link, "https://b.example/1", 1);
	assert_int_equal(link.state, LINK_ALIVE);
	sent_at(&link, "https://c.example/1", 4); /* not the same: begin anew */
	sent_at(&link, "https://c.example/1", 5);
	assert_int_equal(link.state, LINK_ALIVE);
	sent_at(&link, "https://c.example/1", 8);
	assert_int_equal(link.state, LINK_MOVED);
	assert_true(str_eq(link.moved_to, S("https://c.example/1")));
	assert_int_equal(link.next, NOW + 38 * DAY);
	look(&link, LINK_LOOK_WELL, LINK_FAULT_NONE, NOW + 38 * DAY); /* the redirect was taken away */
	assert_int_equal(link.state, LINK_ALIVE);
	assert_false(link.moved_to.n);
}

static void a_parked_address_is_no_dead_one(void **state)
{
	struct link link = fresh();
	(void)state;
	fail_at(&link, LINK_FAULT_GONE, 0);
	fail_at(&link, LINK_FAULT_PARKED, 1);
	fail_at(&link, LINK_FAULT_PARKED, 4);
	fail_at(&link, LINK_FAULT_PARKED, 11);
	assert_int_equal(link.state, LINK_PARKED);
	assert_true(link_is_bad(&link));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(an_address_that_fails_for_ten_days_is_dead),
		cmocka_unit_test(two_failures_are_not_enough_however_far_apart),
		cmocka_unit_test(one_good_look_begins_anew),
		cmocka_unit_test(a_look_that_says_nothing_changes_nothing),
		cmocka_unit_test(three_looks_sent_to_one_address_are_a_move),
		cmocka_unit_test(a_parked_address_is_no_dead_one),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
