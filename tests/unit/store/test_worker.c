/* Which workers look after a site. */
#include "fixture.h"

#include "store/worker.h"

enum { NOW = 2000000000, MINUTE = 60, DAY = 24 * 3600 };

static struct worker_state state_at(struct fixture *f, int64_t now)
{
	struct worker_state state;
	OK(store_worker_find(f->s, now, &state, &f->err));
	return state;
}

static void look(struct fixture *f, bool stays, int64_t now)
{
	OK(store_worker_look(f->s, stays, now, &f->err));
}

/* A row of another process: of this machine since it was started anew, or of another machine. */
static void other(struct fixture *f, const char *mark, bool stays, int64_t looked)
{
	char text[200];
	snprintf(text, sizeof text, "INSERT INTO worker (mark, stays, looked) VALUES ('%s', %d, %lld)",
		mark, stays, (long long)looked);
	sql(f, text);
}

static void none_was_ever_seen(void **state)
{
	struct worker_state none = state_at(*state, NOW);
	assert_int_equal(none.presence, WORKER_NEVER);
	assert_true(none.looked == NO_TIME);
}

static void one_that_stays_is_there_until_it_ends_or_is_silent(void **state)
{
	struct fixture *f = *state;
	look(f, true, NOW);
	assert_int_equal(state_at(f, NOW).presence, WORKER_RUNS);
	assert_int_equal(state_at(f, NOW + 9 * MINUTE).presence, WORKER_RUNS);
	assert_int_equal(state_at(f, NOW + 11 * MINUTE).presence, WORKER_STOPPED);
	look(f, true, NOW + 20 * MINUTE);
	assert_int_equal(state_at(f, NOW + 21 * MINUTE).presence, WORKER_RUNS);
	OK(store_worker_end(f->s, NOW + 22 * MINUTE, &f->err));
	struct worker_state ended = state_at(f, NOW + 22 * MINUTE);
	assert_int_equal(ended.presence, WORKER_STOPPED);
	assert_int_equal(ended.looked, NOW + 22 * MINUTE);
}

static void it_says_so_twice_a_minute(void **state)
{
	struct fixture *f = *state;
	look(f, true, NOW);
	look(f, true, NOW + 29);
	assert_int_equal(state_at(f, NOW + 29).looked, NOW);
	look(f, true, NOW + 30);
	assert_int_equal(state_at(f, NOW + 30).looked, NOW + 30);
	/* The clock was set back. */
	look(f, true, NOW - DAY);
	assert_int_equal(state_at(f, NOW - DAY).looked, NOW - DAY);
}

static void a_round_by_a_timer_is_a_visit(void **state)
{
	struct fixture *f = *state;
	other(f, "elsewhere/x/1/2/3", true, NOW - DAY);
	assert_int_equal(state_at(f, NOW).presence, WORKER_STOPPED);
	look(f, false, NOW);
	OK(store_worker_end(f->s, NOW, &f->err));
	assert_int_equal(state_at(f, NOW + DAY).presence, WORKER_VISITS);
}

static void one_elsewhere_is_believed_while_it_speaks(void **state)
{
	struct fixture *f = *state;
	look(f, true, NOW);
	OK(store_worker_end(f->s, NOW + 1, &f->err));
	other(f, "elsewhere/x/1/2/3", true, NOW);
	assert_int_equal(state_at(f, NOW + MINUTE).presence, WORKER_RUNS);
	assert_int_equal(state_at(f, NOW + 11 * MINUTE).presence, WORKER_STOPPED);
}

static void old_ones_are_forgotten(void **state)
{
	struct fixture *f = *state;
	other(f, "elsewhere/x/1/2/3", true, NOW - 61 * DAY);
	other(f, "elsewhere/x/1/2/4", true, NOW - 59 * DAY);
	look(f, false, NOW);
	assert_string_equal(sql(f, "SELECT count(*) FROM worker"), "2");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(none_was_ever_seen),
		TEST(one_that_stays_is_there_until_it_ends_or_is_silent),
		TEST(it_says_so_twice_a_minute),
		TEST(a_round_by_a_timer_is_a_visit),
		TEST(one_elsewhere_is_believed_while_it_speaks),
		TEST(old_ones_are_forgotten),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
