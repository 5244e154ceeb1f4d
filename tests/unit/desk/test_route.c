#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <stdio.h>
#include <cmocka.h>

#include "desk/journal.h"
#include "desk/metrics.h"
#include "desk/reply.h"
#include "desk/route.h"

static bool nothing(struct desk *desk, const struct http_request *request,
	struct http_response *response, struct err *err)
{
	(void)desk;
	(void)request;
	(void)response;
	(void)err;
	return true;
}

static const struct route TABLE[] = {
	{HTTP_GET, "/", PERMISSION_SEE, nothing},
	{HTTP_GET, "/item/{id}", PERMISSION_SEE, nothing},
	{HTTP_POST, "/item/{id}/approve", PERMISSION_DECIDE, nothing},
	{HTTP_GET, "/topics/{slug}/{id}", PERMISSION_SEE, nothing},
	{HTTP_GET, "/topics/new", PERMISSION_SEE, nothing},
	{0},
};

static const struct route *find(struct arena *a, enum http_method method, const char *path,
	struct http_params *place, bool *allowed)
{
	return route_find(TABLE, a, method, str_of(path), place, allowed);
}

static void a_path_finds_its_route(void **state)
{
	struct arena a CLEANUP_ARENA = {0};
	struct http_params place;
	bool allowed;
	(void)state;
	assert_ptr_equal(find(&a, HTTP_GET, "/", &place, &allowed), &TABLE[0]);
	assert_ptr_equal(find(&a, HTTP_GET, "/item/12", &place, &allowed), &TABLE[1]);
	assert_int_equal(http_param_id(&place, "id"), 12);
	assert_ptr_equal(find(&a, HTTP_GET, "/topics/a b/7", &place, &allowed), &TABLE[3]);
	assert_int_equal(place.n, 2);
	assert_true(str_eq(http_param(&place, "slug"), S("a b")));
	assert_ptr_equal(find(&a, HTTP_GET, "/topics/new", &place, &allowed), &TABLE[4]);
}

static void other_paths_find_none(void **state)
{
	struct arena a CLEANUP_ARENA = {0};
	struct http_params place;
	bool allowed;
	(void)state;
	static const char *const NONE[] = {
		"/item", "/item/x", "/item/1x", "/item/1/2", "/items/1", "/topics/a", ""};
	for (size_t i = 0; i < sizeof NONE / sizeof *NONE; i++) {
		assert_null(find(&a, HTTP_GET, NONE[i], &place, &allowed));
		assert_false(allowed);
	}
	assert_null(find(&a, HTTP_POST, "/item/1", &place, &allowed));
	assert_true(allowed);
	assert_null(find(&a, HTTP_GET, "/item/1/approve", &place, &allowed));
	assert_true(allowed);
	assert_int_equal(place.n, 0);
}

/* The desk’s own table. */
static void no_address_of_the_desk_is_there_twice(void **state)
{
	(void)state;
	for (const struct route *route = ROUTES; route->pattern; route++) {
		assert_int_equal(route->pattern[0], '/');
		assert_non_null(route->handler);
		for (const struct route *other = ROUTES; other != route; other++)
			assert_false(
				other->method == route->method && strcmp(other->pattern, route->pattern) == 0);
	}
}

static void a_log_line_cannot_be_forged(void **state)
{
	struct buf out CLEANUP_BUF = buf_new(4096);
	struct http_request request = {.target = S("/a\"\n status=200\x1b\xc2\x9b\xc3\x9b\\?secret=1"),
		.address = S("127.0.0.1"),
		.now = 0};
	struct journal_entry entry = {.request = &request,
		.status = 404,
		.bytes = 5,
		.took_us = 7,
		.editor = S("An\"a"),
		.problem = "it\nbroke"};
	(void)state;
	journal_write(&entry, &out);
	assert_string_equal(out.p,
		"time=1970-01-01T00:00:00Z level=error method=GET path=\"/a\\\"\\x0a "
		"status=200\\x1b\\xc2\\x9b\xc3\x9b\\\\\" status=404 bytes=5 us=7 address=127.0.0.1 "
		"editor=\"An\\\"a\" problem=\"it\\x0abroke\"\n");
}

static void measures_add_up(void **state)
{
	struct buf out CLEANUP_BUF = buf_new(1 << 16);
	struct metrics m = {.started = 100};
	(void)state;
	metrics_request(&m, 200, 10, 50);
	metrics_request(&m, 404, 5, 700);
	metrics_request(&m, 200, 1, 9000000);
	metrics_write(&m, 160, 4096, &out);
	static const char *const LINES[] = {
		"\ntidings_requests_total{status=\"2xx\"} 2\n",
		"\ntidings_requests_total{status=\"4xx\"} 1\n",
		"\ntidings_request_seconds_bucket{le=\"0.0001\"} 1\n",
		"\ntidings_request_seconds_bucket{le=\"0.001\"} 2\n",
		"\ntidings_request_seconds_bucket{le=\"+Inf\"} 3\n",
		"\ntidings_request_seconds_count 3\n",
		"\ntidings_response_bytes_total 16\n",
		"\ntidings_uptime_seconds 60\n",
		"\nprocess_resident_memory_bytes 4096\n",
	};
	for (size_t i = 0; i < sizeof LINES / sizeof *LINES; i++)
		if (str_find(buf_str(&out), str_of(LINES[i])) == STR_NOT_FOUND)
			fail_msg("no line %s in %s", LINES[i], out.p);
}

static void gzip_is_for_those_who_take_it(void **state)
{
	(void)state;
	assert_true(reply_takes_gzip(S("gzip, deflate, br")));
	assert_true(reply_takes_gzip(S("br;q=1.0, GZIP;q=0.8, *;q=0.1")));
	assert_true(reply_takes_gzip(S("*")));
	assert_false(reply_takes_gzip(S("")));
	assert_false(reply_takes_gzip(S("identity, br")));
	assert_false(reply_takes_gzip(S("gzip;q=0")));
	assert_false(reply_takes_gzip(S("gzip ; q=0.000")));
}

static struct reply reply_of(size_t bytes)
{
	struct http_response response = {.status = 200, .body = buf_new(1 << 20)};
	struct reply reply;
	while (response.body.n < bytes)
		buf_add_char(&response.body, 'x');
	assert_true(reply_make(&reply, &response, true));
	buf_free(&response.body);
	return reply;
}

static void a_kept_page_is_good_while_nothing_changes(void **state)
{
	struct reply_cache *cache = test_calloc(1, sizeof *cache);
	struct reply reply = reply_of(5000);
	struct hash key = hash_str(S("a")), other = hash_str(S("b"));
	(void)state;
	assert_non_null(reply.gzip);
	assert_true(str_starts(str_of(reply.etag_text), S("W/\"")));
	assert_true(reply_keep(cache, key, 7, 3, &reply));
	assert_non_null(reply_find(cache, key, 7, 3));
	assert_null(reply_find(cache, key, 8, 3));
	assert_null(reply_find(cache, key, 7, 4));
	assert_null(reply_find(cache, other, 7, 3));
	reply = reply_of(500);
	assert_null(reply.gzip);
	assert_true(reply_keep(cache, key, 8, 3, &reply));
	assert_null(reply_find(cache, key, 7, 3));
	assert_int_equal(cache->bytes, 500);
	reply = reply_of(REPLIES_BYTES / 8 + 1);
	assert_false(reply_keep(cache, key, 9, 3, &reply));
	reply_free(&reply);
	reply_cache_free(cache);
	test_free(cache);
}

static void what_is_kept_is_bounded(void **state)
{
	struct reply_cache *cache = test_calloc(1, sizeof *cache);
	char text[16];
	(void)state;
	for (int i = 0; i < 3 * REPLIES; i++) {
		struct reply reply = reply_of(70000);
		snprintf(text, sizeof text, "%d", i);
		assert_true(reply_keep(cache, hash_str(str_of(text)), 1, 1, &reply));
		assert_true(cache->bytes <= REPLIES_BYTES);
		assert_non_null(reply_find(cache, hash_str(str_of(text)), 1, 1));
		assert_true(i == 0 ||
			reply_find(cache, hash_str(S("0")), 1, 1)); /* used every time, so never the oldest */
	}
	reply_cache_free(cache);
	assert_int_equal(cache->bytes, 0);
	test_free(cache);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_path_finds_its_route),
		cmocka_unit_test(other_paths_find_none),
		cmocka_unit_test(no_address_of_the_desk_is_there_twice),
		cmocka_unit_test(a_log_line_cannot_be_forged),
		cmocka_unit_test(measures_add_up),
		cmocka_unit_test(gzip_is_for_those_who_take_it),
		cmocka_unit_test(a_kept_page_is_good_while_nothing_changes),
		cmocka_unit_test(what_is_kept_is_bounded),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
