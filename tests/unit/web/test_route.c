#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <stdio.h>
#include <cmocka.h>

#include "base/array.h"
#include "web/access_log.h"
#include "web/metrics.h"
#include "web/route.h"

/* An application's entries are longer than a route. */
struct entry {
	struct route at;
	const char *said;
};
static const struct entry TABLE[] = {
	{{HTTP_GET, "/"}, "home"},
	{{HTTP_GET, "/item/{id}"}, "item"},
	{{HTTP_POST, "/item/{id}/approve"}, "approve"},
	{{HTTP_GET, "/topics/{slug}/{id}"}, "topic"},
	{{HTTP_GET, "/topics/new"}, "new"},
	{{HTTP_GET, NULL}, NULL},
};
static const struct route_table ROUTES = {&TABLE[0].at, sizeof *TABLE};

static const struct route *find(struct arena *a, enum http_method method, const char *path,
	struct http_params *place, bool *allowed)
{
	return route_find(&ROUTES, a, method, str_of(path), place, allowed);
}

static void a_path_finds_its_route(void **state)
{
	struct arena a CLEANUP_ARENA = {0};
	struct http_params place;
	bool allowed;
	(void)state;
	assert_ptr_equal(find(&a, HTTP_GET, "/", &place, &allowed), &TABLE[0].at);
	assert_ptr_equal(find(&a, HTTP_GET, "/item/12", &place, &allowed), &TABLE[1].at);
	assert_int_equal(http_param_id(&place, "id"), 12);
	assert_ptr_equal(find(&a, HTTP_GET, "/topics/a b/7", &place, &allowed), &TABLE[3].at);
	assert_int_equal(place.n, 2);
	assert_true(str_eq(http_param(&place, "slug"), S("a b")));
	assert_ptr_equal(find(&a, HTTP_GET, "/topics/new", &place, &allowed), &TABLE[4].at);
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

static void a_log_line_cannot_be_forged(void **state)
{
	struct buf out CLEANUP_BUF = buf_new(4096);
	struct http_request request = {.target = S("/a\"\n status=200\x1b\xc2\x9b\xc3\x9b\\?secret=1"),
		.address = S("127.0.0.1"),
		.now = 0};
	struct access access = {.request = &request,
		.status = 404,
		.bytes = 5,
		.took_us = 7,
		.user_word = "editor",
		.user = S("An\"a"),
		.problem = "it\nbroke"};
	(void)state;
	access_log_write(&access, &out);
	assert_string_equal(out.p,
		"time=1970-01-01T00:00:00Z level=error method=GET path=\"/a\\\"\\x0a "
		"status=200\\x1b\\xc2\\x9b\xc3\x9b\\\\\" status=404 bytes=5 us=7 address=127.0.0.1 "
		"editor=\"An\\\"a\" problem=\"it\\x0abroke\"\n");
}

static void a_log_shows_no_secret_of_an_address(void **state)
{
#define TOKEN "0123456789abcdefABCDEF0123456789abcdef"
	static const char *const PATHS[][2] = {
		{"/websub/" TOKEN "?hub.mode=x", "\"/websub/…\""},
		{"/" TOKEN "/x/" TOKEN "/", "\"/…/x/…/\""},
		{"/websub/0123456789abcdef", "\"/websub/0123456789abcdef\""},
		{"//a/" TOKEN "-", "\"//a/" TOKEN "-\""},
		{"/mail/leave/abcdefghijklmnopqrstuvwxy2", "\"/mail/leave/…\""},
		{"/mail/leave/maria@example.org", "\"/mail/leave/…\""},
		{"/maria%40example.org", "\"/…\""},
		{"/", "\"/\""},
		{"*", "\"*\""},
		{"", "\"\""},
	};
	(void)state;
	for (size_t i = 0; i < ARRAY_COUNT(PATHS); i++) {
		struct buf out CLEANUP_BUF = buf_new(4096);
		struct http_request request = {.target = str_of(PATHS[i][0])};
		access_log_write(&(struct access){.request = &request}, &out);
		if (!strstr(out.p, PATHS[i][1]))
			fail_msg("%s: %s", PATHS[i][0], out.p);
	}
}

static void measures_add_up(void **state)
{
	struct buf out CLEANUP_BUF = buf_new(1 << 16);
	struct metrics m = {.started = 100};
	(void)state;
	metrics_count_request(&m, 200, 10, 50);
	metrics_count_request(&m, 404, 5, 700);
	metrics_count_request(&m, 200, 1, 9000000);
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

static void all_entries_come_in_order(void **state)
{
	const struct route *route = NULL;
	(void)state;
	for (size_t i = 0; i < 5; i++) {
		route = route_next(&ROUTES, route);
		assert_ptr_equal(route, &TABLE[i].at);
	}
	assert_null(route_next(&ROUTES, route));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_path_finds_its_route),
		cmocka_unit_test(other_paths_find_none),
		cmocka_unit_test(all_entries_come_in_order),
		cmocka_unit_test(a_log_line_cannot_be_forged),
		cmocka_unit_test(a_log_shows_no_secret_of_an_address),
		cmocka_unit_test(measures_add_up),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
