#include "fixture.h"

static struct source_states sources(struct fixture *f)
{
	struct source_states all;
	OK(store_source_list(f->s, &f->a, &all, &f->err));
	return all;
}

static struct source_state lease(struct fixture *f, int64_t id, int64_t now, size_t expected)
{
	struct source_states taken, all = sources(f);
	size_t at = 0;
	while (all.v[at].id != id)
		at++;
	const struct source_states wanted = {&all.v[at], 1};
	clock_at(f->s, now);
	OK(store_source_lease(f->s, &f->a, &wanted, 60, &taken, &f->err));
	assert_int_equal(taken.n, expected);
	return taken.n ? taken.v[0] : (struct source_state){0};
}

static void the_table_agrees_with_the_configuration(void **state)
{
	struct fixture *f = *state;
	struct source_seed seeds[] = {{S("b"), S("feed"), S("1"), 0}, {S("a"), S("pubmed"), S("2"), 0}};
	OK(store_source_sync(f->s, seeds, 2, &f->err));
	struct source_states all = sources(f);
	assert_int_equal(all.n, 2);
	assert_str(all.v[0].kind, all.v[0].name.p[0] == 'a' ? "pubmed" : "feed");
	assert_true(all.v[0].active && all.v[0].last_try == NO_TIME && all.v[0].next_due == 0);
	OK(store_source_sync(f->s, seeds, 1, &f->err));
	all = sources(f);
	assert_int_equal(all.n, 1);
	assert_str(all.v[0].name, "b");
	OK(store_source_sync(f->s, seeds, 2, &f->err));
	assert_int_equal(sources(f).n, 2);
}

static struct source_state visited(struct fixture *f)
{
	struct source_state state = lease(f, 1, 100, 1);
	bool lost;
	state.url = S("https://moved.example/");
	state.etag = S("W/\"it's\"");
	state.last_modified = S("yesterday");
	state.new_mark = S("2026-01-01");
	state.changed_mark = S("2026-01-02");
	state.next_due = 5000;
	state.last_try = 100;
	state.last_success = 99;
	state.failures = 3;
	state.last_new = 4;
	state.total_new = 5;
	state.problem = S("slow");
	state.warning = S("half");
	state.gone = true;
	OK(store_source_finish(f->s, &state, &lost, &f->err));
	assert_false(lost);
	return state;
}

static void a_visit_is_kept_whole(void **state)
{
	struct fixture *f = *state;
	struct source_seed seed = {S("a"), S("feed"), S("1"), 0};
	OK(store_source_sync(f->s, &seed, 1, &f->err));
	struct source_state is, shall = visited(f);
	fixture_reopen(f);
	is = sources(f).v[0];
	assert_true(str_eq(is.url, shall.url) && str_eq(is.etag, shall.etag) &&
		str_eq(is.last_modified, shall.last_modified));
	assert_true(str_eq(is.new_mark, shall.new_mark) && str_eq(is.changed_mark, shall.changed_mark));
	assert_true(is.next_due == 5000 && is.last_try == 100 && is.last_success == 99 &&
		is.failures == 3 && is.last_new == 4 && is.total_new == 5);
	assert_true(str_eq(is.problem, shall.problem) && str_eq(is.warning, shall.warning) && is.gone);
}

static void another_question_starts_anew(void **state)
{
	struct fixture *f = *state;
	struct source_seed seed = {S("a"), S("feed"), S("1"), 0};
	OK(store_source_sync(f->s, &seed, 1, &f->err));
	struct source_state old = visited(f);
	seed.fingerprint = S("2");
	OK(store_source_sync(f->s, &seed, 1, &f->err));
	struct source_state is = sources(f).v[0];
	assert_true(!is.url.n && !is.etag.n && !is.last_modified.n && !is.new_mark.n &&
		!is.changed_mark.n && !is.gone && is.next_due == 0 && is.last_success == NO_TIME);
	assert_int_equal(is.total_new, 5);
	bool lost; /* who still asks the old question */
	REFUSED(store_source_finish(f->s, &old, &lost, &f->err), "another worker");
	assert_true(lost);
}

static void nothing_is_written_when_all_agrees(void **state)
{
	struct fixture *f = *state;
	struct source_seed seeds[] = {{S("b"), S("feed"), S("1"), 0}, {S("a"), S("pubmed"), S("2"), 0}};
	OK(store_source_sync(f->s, seeds, 2, &f->err));
	struct store *other = open_store(f->path, &f->err);
	assert_non_null(other);
	OK(store_begin(other, &f->err)); /* would make a writer wait, and then fail */
	OK(store_source_sync(f->s, seeds, 2, &f->err));
	store_rollback(other);
	store_close(other);
}

static void a_lease_is_held_by_one(void **state)
{
	struct fixture *f = *state;
	struct source_seed seed = {S("a"), S("feed"), S("1"), 0};
	bool lost;
	OK(store_source_sync(f->s, &seed, 1, &f->err));
	struct source_state first = lease(f, 1, 100, 1);
	lease(f, 1, 159, 0);
	struct source_state second = lease(f, 1, 160, 1);
	assert_true(first.lease_token != second.lease_token);
	first.problem = S("mine");
	REFUSED(store_source_finish(f->s, &first, &lost, &f->err), "another worker");
	assert_true(lost);
	OK(store_source_release(f->s, &first, &f->err)); /* frees nothing: it is not his */
	lease(f, 1, 161, 0);
	OK(store_source_release(f->s, &second, &f->err));
	struct source_state third = lease(f, 1, 162, 1);
	OK(store_source_finish(f->s, &third, &lost, &f->err));
	assert_str(sources(f).v[0].problem, "");
	lease(f, 1, 163, 1);
}

static void a_lease_can_be_made_longer(void **state)
{
	struct fixture *f = *state;
	struct source_seed seed = {S("a"), S("feed"), S("1"), 0};
	OK(store_source_sync(f->s, &seed, 1, &f->err));
	struct source_state first = lease(f, 1, 100, 1);
	clock_at(f->s, 150);
	OK(store_source_renew(f->s, &first, 60, &f->err));
	lease(f, 1, 209, 0);
	struct source_state second = lease(f, 1, 210, 1);
	clock_at(f->s, 260);
	OK(store_source_renew(f->s, &first, 60, &f->err)); /* his no more */
	lease(f, 1, 270, 1);
	assert_true(second.lease_token != first.lease_token);
}

/* A worker whose store was away holds leases that it could not give back. */
static void what_was_broken_off_is_given_back(void **state)
{
	struct fixture *f = *state;
	source_make(f, "A");
	lease(f, 1, 100, 1);
	OK(store_lease_free(f->s, LEASED_SOURCES, &f->err)); /* it works on */
	assert_string_equal(sql(f, "SELECT lease_until FROM source"), "160");
	struct store *other = open_store(f->path, &f->err);
	OK(store_begin(other, &f->err));
	store_wait_at_most(f->s, 10);
	REFUSED(store_begin(f->s, &f->err), "another program");
	store_rollback(other);
	store_close(other);
	assert_true(store_was_away(f->s) && !store_was_away(f->s));
	OK(store_lease_free(f->s, LEASED_JOBS, &f->err)); /* the visit may be part of a job */
	assert_string_equal(sql(f, "SELECT lease_until FROM source"), "160");
	OK(store_lease_free(f->s, LEASED_SOURCES, &f->err));
	assert_string_equal(sql(f, "SELECT lease_until FROM source"), "0");
	lease(f, 1, 100, 1);
	OK(store_lease_free(f->s, LEASED_SOURCES, &f->err));
	assert_string_equal(sql(f, "SELECT lease_until FROM source"), "160");
}

static void a_lease_of_a_clock_that_ran_ahead_is_none(void **state)
{
	struct fixture *f = *state;
	struct source_seed seed = {S("a"), S("feed"), S("1"), 0};
	OK(store_source_sync(f->s, &seed, 1, &f->err));
	lease(f, 1, 1000000, 1);
	lease(f, 1, 100, 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(the_table_agrees_with_the_configuration),
		TEST(a_visit_is_kept_whole),
		TEST(another_question_starts_anew),
		TEST(nothing_is_written_when_all_agrees),
		TEST(a_lease_is_held_by_one),
		TEST(a_lease_can_be_made_longer),
		TEST(what_was_broken_off_is_given_back),
		TEST(a_lease_of_a_clock_that_ran_ahead_is_none),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
