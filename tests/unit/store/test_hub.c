/* What hubs and subscribers are to be told of. */
#include "store/hub.h"

#include "fixture.h"

#define ATOM "https://news.example/feed.atom"
#define RSS "https://news.example/feed.rss"
static const struct strs NO_HUBS = {0};

static bool content(struct fixture *f, const char *url, const char *text, struct strs hubs)
{
	const struct hub_topic topic = {str_of(url), S("feed"), hash_str(str_of(text))};
	bool changed;
	OK(store_hub_topic_write(f->s, &topic, hubs, 100, &changed, &f->err));
	return changed;
}

static struct hub_pings pings(struct fixture *f, int64_t now)
{
	struct hub_pings due;
	OK(store_hub_pings_due(f->s, &f->a, now, 10, &due, &f->err));
	return due;
}

static struct hub_deliveries deliveries(struct fixture *f, int64_t now, int64_t site_now)
{
	struct hub_deliveries due;
	OK(store_hub_deliveries_due(f->s, &f->a, now, site_now, 10, &due, &f->err));
	return due;
}

static int64_t next(struct fixture *f)
{
	int64_t due;
	OK(store_hub_next(f->s, &due, &f->err));
	return due;
}

static struct hub_request request_of(const char *challenge, const char *callback, bool subscribes)
{
	return (struct hub_request){.challenge = str_of(challenge),
		.topic = S(ATOM),
		.callback = str_of(callback),
		.host = S("a.example"),
		.subscribes = subscribes,
		.secret = str_of(challenge),
		.seconds = 3600};
}

static void subscribe(struct fixture *f, const char *callback)
{
	struct hub_request request = request_of(callback, callback, true);
	OK(store_hub_ask(f->s, &request, 100, &f->err));
	OK(store_hub_confirm(f->s, &request, 5000, &f->err));
}

static void the_same_content_is_nothing_to_tell(void **state)
{
	struct fixture *f = *state;
	struct str one = S("https://hub.example/");
	struct strs hubs = {&one, 1};
	assert_int_equal(next(f), NO_TIME);
	assert_true(content(f, ATOM, "1", hubs));
	assert_false(content(f, ATOM, "1", hubs));
	struct hub_pings due = pings(f, 100);
	assert_int_equal(due.n, 1);
	assert_str(due.v[0].topic, ATOM);
	OK(store_hub_ping_told(f->s, &due.v[0], 101, &f->err));
	assert_int_equal(pings(f, 999).n, 0);
	assert_int_equal(next(f), NO_TIME);
	assert_false(content(f, ATOM, "1", hubs));
	assert_int_equal(pings(f, 999).n, 0);
	assert_true(content(f, ATOM, "2", hubs));
	assert_int_equal(pings(f, 999).n, 1);
}

/* What was told before the last change counts for nothing. */
static void a_change_meanwhile_stays_due(void **state)
{
	struct fixture *f = *state;
	struct str one = S("https://hub.example/");
	struct strs hubs = {&one, 1};
	content(f, ATOM, "1", hubs);
	subscribe(f, "https://a.example/");
	content(f, ATOM, "2", hubs);
	struct hub_pings told = pings(f, 100);
	struct hub_deliveries delivered = deliveries(f, 100, 100);
	assert_int_equal(delivered.n, 1);
	content(f, ATOM, "3", hubs);
	OK(store_hub_ping_told(f->s, &told.v[0], 101, &f->err));
	OK(store_hub_ping_failed(f->s, &told.v[0], 900, S("x"), &f->err));
	OK(store_hub_delivered(f->s, &delivered.v[0], &f->err));
	OK(store_hub_delivery_failed(f->s, &delivered.v[0], 900, &f->err));
	assert_int_equal(next(f), 100);
	assert_int_equal(pings(f, 100).n, 1);
	assert_int_equal(pings(f, 100).v[0].failures, 0);
	delivered = deliveries(f, 100, 100);
	assert_int_equal(delivered.n, 1);
	assert_true(hash_eq(delivered.v[0].hash, hash_str(S("3"))));
	OK(store_hub_delivered(f->s, &delivered.v[0], &f->err));
	assert_int_equal(deliveries(f, 999, 999).n, 0);
}

static void failures_wait_and_count(void **state)
{
	struct fixture *f = *state;
	content(f, ATOM, "1", NO_HUBS);
	subscribe(f, "https://a.example/");
	content(f, ATOM, "2", NO_HUBS);
	struct hub_deliveries due = deliveries(f, 100, 100);
	OK(store_hub_delivery_failed(f->s, &due.v[0], 160, &f->err));
	assert_int_equal(deliveries(f, 159, 159).n, 0);
	assert_int_equal(next(f), 160);
	due = deliveries(f, 160, 160);
	assert_int_equal(due.v[0].failures, 1);
	OK(store_hub_delivery_failed(f->s, &due.v[0], NO_TIME, &f->err));
	assert_int_equal(next(f), NO_TIME);
	struct hub_audience audience;
	OK(store_hub_audience(f->s, &audience, &f->err));
	assert_int_equal(audience.subscriptions, 1);
	assert_int_equal(audience.failing, 1);
	content(f, ATOM, "3", NO_HUBS);
	assert_int_equal(deliveries(f, 100, 100).v[0].failures, 0);
}

static void what_is_agreed_stays_until_the_callback_answers(void **state)
{
	struct fixture *f = *state;
	struct hub_request first = request_of("first", "https://a.example/", true),
					   second = request_of("second", "https://a.example/", true),
					   leave = request_of("leave", "https://a.example/", false);
	struct hub_requests due;
	content(f, ATOM, "1", NO_HUBS);
	OK(store_hub_ask(f->s, &first, 100, &f->err));
	OK(store_hub_ask(f->s, &second, 101, &f->err));
	OK(store_hub_requests_due(f->s, &f->a, 101, 10, &due, &f->err));
	assert_int_equal(due.n, 1); /* the latest */
	assert_str(due.v[0].challenge, "second");
	assert_false(due.v[0].denied);
	/* An answer to the earlier one comes late: it agrees to nothing. */
	OK(store_hub_confirm(f->s, &first, 5000, &f->err));
	assert_string_equal(sql(f, "SELECT count(*) FROM hub_subscription"), "0");
	OK(store_hub_confirm(f->s, &second, 5000, &f->err));
	assert_string_equal(sql(f, "SELECT secret FROM hub_subscription"), "second");
	OK(store_hub_ask(f->s, &leave, 102, &f->err));
	OK(store_hub_request_failed(f->s, &leave, 200, &f->err));
	OK(store_hub_request_failed(f->s, &leave, NO_TIME, &f->err));
	assert_string_equal(sql(f, "SELECT count(*) FROM hub_request"), "0");
	assert_string_equal(sql(f, "SELECT count(*) FROM hub_subscription"), "1");
	OK(store_hub_ask(f->s, &leave, 102, &f->err));
	OK(store_hub_confirm(f->s, &leave, 5000, &f->err));
	assert_string_equal(sql(f, "SELECT count(*) FROM hub_subscription"), "0");
}

static void leases_end(void **state)
{
	struct fixture *f = *state;
	content(f, ATOM, "1", NO_HUBS);
	subscribe(f, "https://a.example/");
	content(f, ATOM, "2", NO_HUBS);
	assert_int_equal(deliveries(f, 100, 4999).n, 1);
	assert_int_equal(deliveries(f, 100, 5000).n, 0);
	OK(store_hub_expire(f->s, 4999, &f->err));
	assert_string_equal(sql(f, "SELECT count(*) FROM hub_subscription"), "1");
	OK(store_hub_expire(f->s, 5000, &f->err));
	assert_string_equal(sql(f, "SELECT count(*) FROM hub_subscription"), "0");
}

static void a_feed_that_goes_is_denied(void **state)
{
	struct fixture *f = *state;
	struct str hubs[] = {S("https://hub.example/"), S("https://other.example/")};
	content(f, ATOM, "1", (struct strs){hubs, 2});
	content(f, RSS, "1", (struct strs){hubs, 2});
	subscribe(f, "https://a.example/");
	OK(store_hub_keep(f->s, S("https://news.example/"), (struct strs){hubs, 1}, 100, &f->err));
	assert_int_equal(pings(f, 100).n, 2);
	OK(store_hub_topic_remove(f->s, S(ATOM), 100, &f->err));
	struct hub_pings left = pings(f, 100);
	assert_int_equal(left.n, 1);
	assert_str(left.v[0].topic, RSS);
	struct hub_deliveries due = deliveries(f, 100, 100);
	assert_int_equal(due.n, 1);
	assert_true(due.v[0].denied);
	OK(store_hub_unsubscribe(f->s, due.v[0].topic, due.v[0].callback, &f->err));
	assert_int_equal(deliveries(f, 100, 100).n, 0);
	/* The site is served elsewhere now. */
	OK(store_hub_keep(f->s, S("https://new.example/"), (struct strs){hubs, 1}, 100, &f->err));
	bool has;
	OK(store_hub_topic_has(f->s, S(RSS), &has, &f->err));
	assert_false(has);
	assert_int_equal(next(f), NO_TIME);
}

static void there_are_counts(void **state)
{
	struct fixture *f = *state;
	struct hub_request request = request_of("x", "https://a.example/2", true);
	struct hub_counts counts;
	content(f, ATOM, "1", NO_HUBS);
	subscribe(f, "https://a.example/1");
	OK(store_hub_ask(f->s, &request, 100, &f->err));
	OK(store_hub_count(f->s, &request, &counts, &f->err));
	assert_int_equal(counts.requests, 1);
	assert_int_equal(counts.host_requests, 1);
	assert_int_equal(counts.subscriptions, 1);
	assert_int_equal(counts.host_subscriptions, 1);
	assert_false(counts.known);
	request.callback = S("https://a.example/1");
	request.host = S("b.example");
	OK(store_hub_count(f->s, &request, &counts, &f->err));
	assert_int_equal(counts.host_requests + counts.host_subscriptions, 0);
	assert_true(counts.known);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(the_same_content_is_nothing_to_tell),
		TEST(a_change_meanwhile_stays_due),
		TEST(failures_wait_and_count),
		TEST(what_is_agreed_stays_until_the_callback_answers),
		TEST(leases_end),
		TEST(a_feed_that_goes_is_denied),
		TEST(there_are_counts),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
