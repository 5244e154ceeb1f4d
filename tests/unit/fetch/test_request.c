#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <string.h>

#include "fetch/request.h"

static struct request *aimed(struct str url, struct str body)
{
	struct fetch_request from = {.url = url, .body = body};
	struct request *r = request_new(&from, NULL, NULL);
	struct err problem;
	assert_true(request_aim(r, &problem));
	return r;
}

static void assert_at(const struct request *r, const char *url, const char *host)
{
	char *text = NULL;
	assert_int_equal(curl_url_get(r->url, CURLUPART_URL, &text, 0), CURLUE_OK);
	assert_string_equal(text, url);
	curl_free(text);
	assert_true(str_eq(r->host, str_of(host)));
}

static void test_follow(void **state)
{
	(void)state;
	struct err problem;
	struct request *r = aimed(S("http://News.Example.org/a/feed?x=1"), STR_NONE);
	assert_at(r, "http://News.Example.org/a/feed?x=1", "news.example.org");
	assert_true(request_follow(r, 301, S("../b/feed.xml"), &problem));
	assert_at(r, "http://News.Example.org/b/feed.xml", "news.example.org");
	assert_true(request_follow(r, 308, S("//cdn.example.net/f"), &problem));
	assert_at(r, "http://cdn.example.net/f", "cdn.example.net");
	assert_true(r->moved_for_good);
	assert_true(request_follow(r, 307, S("https://secure.example.org/f g"), &problem));
	assert_at(r, "https://secure.example.org/f%20g", "secure.example.org");
	assert_false(r->moved_for_good);
	assert_true(request_follow(r, 301, S("/"), &problem));
	assert_false(r->moved_for_good);
	assert_true(request_follow(r, 302, S("/6"), &problem));
	assert_false(request_follow(r, 302, S("/7"), &problem));
	assert_non_null(strstr(problem.text, "more than 5"));
	request_free(r);
}

static void test_not_followed(void **state)
{
	(void)state;
	static const struct {
		const char *location, *why;
	} cases[] = {
		{"http://secure.example.org/", "from https to http"},
		{"ftp://secure.example.org/", "http://"},
		{"gopher://127.0.0.1:25/_x", "http://"},
		{"file:///etc/passwd", "http://"},
		{"javascript:alert(1)", "http"},
		{"https://me:secret@secure.example.org/", "user name"},
		{"/a\r\nSet-Cookie: b", "line break"},
		{"https://secure.example.org:99999/", "not well-formed"},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct err problem = {.text = ""};
		struct request *r = aimed(S("https://secure.example.org/f"), STR_NONE);
		assert_false(request_follow(r, 301, str_of(cases[i].location), &problem));
		if (!strstr(problem.text, cases[i].why))
			print_error("%s: %s\n", cases[i].location, problem.text);
		assert_non_null(strstr(problem.text, cases[i].why));
		assert_non_null(strstr(problem.text, "the server secure.example.org redirects"));
		assert_int_equal(problem.kind, ERR_SOURCE);
		request_free(r);
	}
}

static void test_long_addresses(void **state)
{
	(void)state;
	static char text[9000];
	memset(text, 'a', sizeof text);
	memcpy(text, "http://h/", 9);
	struct err problem;
	struct fetch_request from = {.url = {text, sizeof text}};
	struct request *r = request_new(&from, NULL, NULL);
	assert_false(request_aim(r, &problem));
	assert_int_equal(problem.kind, ERR_USER);
	assert_true(strlen(problem.text) < 400);
	request_free(r);
	r = aimed((struct str){text, 8000}, STR_NONE);
	assert_false(request_follow(r, 302, (struct str){text, sizeof text}, &problem));
	request_free(r);
}

static void test_post(void **state)
{
	(void)state;
	static const struct {
		int status;
		bool get;
	} cases[] = {{301, true}, {302, true}, {303, true}, {307, false}, {308, false}};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct err problem;
		struct request *r = aimed(S("http://h.example/"), S("a=b"));
		assert_false(r->get);
		assert_true(request_is_redirect(cases[i].status));
		assert_true(request_follow(r, cases[i].status, S("/x"), &problem));
		assert_int_equal(r->get, cases[i].get);
		request_free(r);
	}
	assert_false(request_is_redirect(300) || request_is_redirect(304) || request_is_redirect(305) ||
		request_is_redirect(200));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_follow),
		cmocka_unit_test(test_not_followed),
		cmocka_unit_test(test_long_addresses),
		cmocka_unit_test(test_post),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
