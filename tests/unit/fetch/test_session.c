#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "fetch/retry.h"
#include "fetch/session.h"
#include "fetching.h"

/* A publisher that sends a reader on until it brings the cookie. */
static void test_cookies(void **state)
{
	struct test *t = *state;
	t->other.host = INADDR_LOOPBACK + 2;
	server_start(&t->other);
	server_route(&t->server, "/feed",
		S("HTTP/1.1 303 See Other\r\nSet-Cookie: session=abc; Path=/; HttpOnly\r\n"
		  "Location: /transit\r\nContent-Length: 0\r\n\r\n"));
	server_route(&t->server, "/transit",
		str_printf(&t->server.arena,
			"HTTP/1.1 302 Found\r\nSet-Cookie: more=1; Domain=127.0.0.3\r\n"
			"Location: http://127.0.0.3:%d/elsewhere\r\nContent-Length: 0\r\n\r\n",
			t->other.port));
	server_route(&t->server, "/ok", OK("", DOCUMENT));
	server_start(&t->server);
	struct fetch_session *session = fetch_session_new(60, 1 << 20);
	struct fetch_request request = {.url = server_url(&t->server, "/feed"), .session = session};
	assert_int_equal(fetch_request(t, request)->status, 404); /* the other one has no such page */
	assert_false(has(t->server.requests[0], "Cookie"));
	assert_true(has(t->server.requests[1], "\r\nCookie: session=abc\r\n"));
	assert_false(has(t->other.requests[0], "Cookie"));
	request.url = server_url(&t->server, "/ok"); /* the same visit, its next request */
	assert_int_equal(fetch_request(t, request)->outcome, FETCH_DONE);
	assert_true(has(t->server.requests[2], "\r\nCookie: session=abc\r\n"));
	fetch_session_free(session);
	/* The next visit, and a request without one, know nothing of it. */
	session = fetch_session_new(60, 1 << 20);
	request.session = session;
	assert_int_equal(fetch_request(t, request)->outcome, FETCH_DONE);
	request.session = NULL;
	assert_int_equal(fetch_request(t, request)->outcome, FETCH_DONE);
	assert_false(has(t->server.requests[3], "Cookie"));
	assert_false(has(t->server.requests[4], "Cookie"));
	fetch_session_free(session);
}

/* A cookie goes to another host only when the one that set it named a domain that both are in, and
 * no public suffix ("localhost" is one: it is a top level). libcurl takes all names below localhost
 * for this machine. */
static void test_cookies_of_a_domain(void **state)
{
	struct test *t = *state;
	struct arena *a = &t->server.arena;
	server_start(&t->server);
	int port = t->server.port;
	server_route(&t->server, "/one",
		str_printf(a,
			"HTTP/1.1 302 Found\r\nSet-Cookie: own=1\r\nSet-Cookie: shared=1; "
			"Domain=news.localhost\r\nSet-Cookie: wide=1; Domain=localhost\r\n"
			"Set-Cookie: foreign=1; Domain=other.localhost\r\n"
			"Location: http://two.news.localhost:%d/two\r\nContent-Length: 0\r\n\r\n",
			port));
	server_route(&t->server, "/two",
		str_printf(a,
			"HTTP/1.1 302 Found\r\nLocation: http://other.localhost:%d/three\r\n"
			"Content-Length: 0\r\n\r\n",
			port));
	struct fetch_session *session = fetch_session_new(60, 1 << 20);
	struct fetch_request request = {
		.url = str_printf(a, "http://one.news.localhost:%d/one", port), .session = session};
	assert_int_equal(fetch_request(t, request)->status, 404);
	assert_true(has(t->server.requests[1], "\r\nCookie: shared=1\r\n"));
	assert_true(has(t->server.requests[2], "Host: other.localhost"));
	assert_false(has(t->server.requests[2], "Cookie"));
	request.url = str_printf(a, "http://one.news.localhost:%d/again", port);
	fetch_request(t, request);
	assert_true(has(t->server.requests[3], "own=1") && has(t->server.requests[3], "shared=1"));
	assert_false(has(t->server.requests[3], "wide") || has(t->server.requests[3], "foreign"));
	fetch_session_free(session);
}

static void test_session_limits(void **state)
{
	struct test *t = *state;
	server_route(&t->server, "/silent", STR_NONE);
	server_route(&t->server, "/ok", OK("", DOCUMENT));
	server_start(&t->server);
	struct fetch_session *session = fetch_session_new(60, S(DOCUMENT).n);
	struct fetch_request request = {.url = server_url(&t->server, "/ok"), .session = session};
	assert_int_equal(fetch_request(t, request)->outcome, FETCH_DONE);
	assert_true(t->last.spent); /* all bytes */
	assert_int_equal(fetch_request(t, request)->outcome, FETCH_TOO_LARGE);
	assert_true(has(t->last.problem, "answers to one visit of more than"));
	fetch_session_free(session);

	session = fetch_session_new(1, 1 << 20);
	request.session = session;
	request.url = server_url(&t->server, "/silent");
	assert_int_equal(fetch_request(t, request)->outcome, FETCH_FAILED);
	assert_true(t->last.spent);
	assert_false(retry_makes_sense(&t->last));
	assert_true(has(t->last.problem, "was not done with one visit after 1 seconds"));
	assert_false(fetch_session_wait(session, 1));
	fetch_session_free(session);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_cookies),
		TEST(test_cookies_of_a_domain),
		TEST(test_session_limits),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
