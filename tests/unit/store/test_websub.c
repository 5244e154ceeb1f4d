/* Subscriptions to feeds of others, from what a feed names to their end. */
#include "store/websub.h"

#include "fixture.h"

#define HUB "https://hub.example/"
#define TOPIC "https://news.example/feed"
#define BASE "https://site.example/"

static void names(struct fixture *f, int64_t source, const char *hub)
{
	const struct websub_name name = {str_of(hub), S(TOPIC), S(TOPIC)};
	OK(store_websub_note(f->s, source, &name, &f->err));
}

static void settle(struct fixture *f, const char *base, int64_t now)
{
	OK(store_websub_settle(f->s, str_of(base), now, &f->err));
}

static int64_t subscribe(struct fixture *f, const char *token)
{
	int64_t source = source_make(f, token);
	const struct websub_seed seed = {source, S(BASE), str_of(token), S("secret")};
	struct ids missing;
	names(f, source, HUB);
	OK(store_websub_missing(f->s, &f->a, &missing, &f->err));
	assert_int_equal(missing.n, 1);
	assert_int_equal(missing.v[0], source);
	OK(store_websub_begin(f->s, &seed, 100, &f->err));
	OK(store_websub_missing(f->s, &f->a, &missing, &f->err));
	assert_int_equal(missing.n, 0);
	return source;
}

static size_t due(struct fixture *f, int64_t now)
{
	struct websubs all;
	OK(store_websub_due(f->s, &f->a, now, 10, &all, &f->err));
	return all.n;
}

static bool verify(struct fixture *f, const char *token, const char *topic, bool subscribes)
{
	const struct websub_answer answer = {
		str_of(token), str_of(topic), subscribes, 1000, 600, STR_NONE};
	bool agreed;
	OK(store_websub_verify(f->s, &answer, 200, &agreed, &f->err));
	return agreed;
}

static bool tells(struct fixture *f, int64_t source, int64_t now)
{
	bool is;
	OK(store_websub_tells(f->s, source, now, &is, &f->err));
	return is;
}

static bool found(struct fixture *f, const char *token)
{
	struct websub one;
	bool is;
	OK(store_websub_find(f->s, &f->a, str_of(token), &one, &is, &f->err));
	return is;
}

static void only_what_was_asked_for_is_verified(void **state)
{
	struct fixture *f = *state;
	int64_t source = subscribe(f, "t");
	assert_int_equal(due(f, 99), 0);
	assert_int_equal(due(f, 100), 1);
	assert_false(verify(f, "t", TOPIC, true)); /* nothing was asked yet */
	OK(store_websub_asks(f->s, S("t"), 300, &f->err));
	assert_int_equal(due(f, 299), 0);
	assert_false(verify(f, "u", TOPIC, true));
	assert_false(verify(f, "t", TOPIC "s", true));
	assert_false(verify(f, "t", TOPIC, false));
	assert_false(tells(f, source, 200));
	assert_true(verify(f, "t", TOPIC, true));
	assert_false(verify(f, "t", TOPIC, true));
	assert_true(tells(f, source, 999));
	assert_false(tells(f, source, 1000));
	assert_int_equal(due(f, 599), 0);
	assert_int_equal(due(f, 600), 1);
}

static void what_is_not_wanted_ends(void **state)
{
	struct fixture *f = *state;
	int64_t source = subscribe(f, "t");
	OK(store_websub_asks(f->s, S("t"), 300, &f->err));
	assert_true(verify(f, "t", TOPIC, true));
	settle(f, BASE, 210);
	assert_true(found(f, "t"));
	settle(f, "https://moved.example/", 220);
	assert_false(found(f, "t"));
	assert_int_equal(due(f, 220), 1);
	OK(store_websub_asks(f->s, S("t"), 300, &f->err));
	assert_false(verify(f, "t", TOPIC, true));
	assert_true(verify(f, "t", TOPIC, false));
	assert_string_equal(sql(f, "SELECT count(*) FROM websub"), "0");
	/* One that was never verified is forgotten. */
	const struct websub_seed seed = {source, S(BASE), S("n"), S("secret")};
	OK(store_websub_begin(f->s, &seed, 230, &f->err));
	names(f, source, "");
	settle(f, BASE, 240);
	assert_string_equal(sql(f, "SELECT count(*) FROM websub"), "0");
}

static void a_lease_that_ends_brings_the_next_visit(void **state)
{
	struct fixture *f = *state;
	int64_t source = subscribe(f, "t");
	OK(store_websub_asks(f->s, S("t"), 300, &f->err));
	assert_true(verify(f, "t", TOPIC, true));
	sql(f, "UPDATE source SET next_due = 5000");
	settle(f, BASE, 999);
	assert_string_equal(sql(f, "SELECT next_due FROM source"), "5000");
	settle(f, BASE, 1000);
	assert_string_equal(sql(f, "SELECT next_due FROM source"), "1000");
	assert_false(tells(f, source, 900));
	assert_true(found(f, "t"));
}

static void a_delivery_waits_until_it_is_taken(void **state)
{
	struct fixture *f = *state;
	int64_t source = subscribe(f, "t");
	OK(store_websub_asks(f->s, S("t"), 300, &f->err));
	assert_true(verify(f, "t", TOPIC, true));
	struct websub_delivery one = {.source = source, .type = S("x/y"), .body = {"a\0\xff", 3}};
	one.hash = hash_str(one.body);
	OK(store_websub_deliver(f->s, &one, 300, &f->err));
	struct websub_delivery two = {.source = source, .body = S("two")};
	struct websub_deliveries all;
	OK(store_websub_deliveries(f->s, &f->a, &all, &f->err));
	assert_int_equal(all.n, 1);
	assert_true(str_eq(all.v[0].body, one.body));
	assert_str(all.v[0].type, "x/y");
	assert_str(all.v[0].url, TOPIC);
	two.hash = hash_str(two.body);
	OK(store_websub_deliver(f->s, &two, 301, &f->err));
	OK(store_websub_taken(f->s, &one, false, &f->err));
	assert_false(tells(f, source, 400));
	OK(store_websub_deliveries(f->s, &f->a, &all, &f->err));
	assert_int_equal(all.n, 1);
	assert_str(all.v[0].body, "two");
	OK(store_websub_taken(f->s, &two, true, &f->err));
	assert_true(tells(f, source, 400));
	OK(store_websub_deliveries(f->s, &f->a, &all, &f->err));
	assert_int_equal(all.n, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(only_what_was_asked_for_is_verified),
		TEST(what_is_not_wanted_ends),
		TEST(a_lease_that_ends_brings_the_next_visit),
		TEST(a_delivery_waits_until_it_is_taken),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
