/* An application under a path of a host. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "web/root.h"

static struct http_request asked(struct arena *a, const char *target, bool public)
{
	struct http_request request = {.a = a, .target = str_of(target)};
	root_take(&request, S("/desk"), public);
	return request;
}

static void the_path_is_that_of_the_address(void **state)
{
	(void)state;
	struct arena a CLEANUP_ARENA = {0};
	assert_string_equal(str_cstr(&a, root_of(&a, S("https://example.org/a/desk/"))), "/a/desk");
	assert_string_equal(str_cstr(&a, root_of(&a, S("https://example.org/"))), "");
	assert_string_equal(str_cstr(&a, root_of(&a, S("https://example.org"))), "");
	assert_string_equal(str_cstr(&a, root_of(&a, STR_NONE)), "");
}

static void it_is_taken_off_what_comes_in(void **state)
{
	(void)state;
	struct arena a CLEANUP_ARENA = {0};
	static const struct {
		const char *target;
		bool public;
		const char *inside, *root;
	} cases[] = {
		{"/desk/queue?q=/desk", true, "/queue?q=/desk", "/desk"},
		{"/desk/queue", false, "/queue", "/desk"},
		{"/desk", true, "/", "/desk"},
		{"/desk?q=1", true, "/?q=1", "/desk"},
		{"/desk/", true, "/", "/desk"},
		{"/desk/desk/queue", true, "/desk/queue", "/desk"},
		{"/desks/queue", true, "/desks/queue", "/desk"},
		{"/queue", true, "/queue", "/desk"}, /* the web server took it off */
		{"/queue", false, "/queue", ""},
		{"/desks", false, "/desks", ""},
		{"", false, "", ""},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct http_request request = asked(&a, cases[i].target, cases[i].public);
		assert_string_equal(str_cstr(&a, request.target), cases[i].inside);
		assert_string_equal(str_cstr(&a, request.root), cases[i].root);
	}
}

static const char *put(struct arena *a, struct str type, const char *body)
{
	const struct http_request request = asked(a, "/desk/", true);
	struct http_response response = {.body = buf_new(4096), .type = type};
	buf_add(&response.body, str_of(body));
	root_put(&request, &response);
	const char *text = str_cstr(a, str_copy(a, buf_str(&response.body)));
	buf_free(&response.body);
	return text;
}

static void it_is_put_before_addresses_of_html(void **state)
{
	(void)state;
	struct arena a CLEANUP_ARENA = {0};
	static const char *const cases[][2] = {
		{"<a href=\"/queue\">/queue</a>", "<a href=\"/desk/queue\">/queue</a>"},
		{"<form action=\"/a\"><button formaction=\"/b\"><script src=\"/c\">",
			"<form action=\"/desk/a\"><button formaction=\"/desk/b\"><script src=\"/desk/c\">"},
		{"<a href=\"/\">", "<a href=\"/desk/\">"},
		{"<a href=\"//other.example/\"> <a href=\"https://x.example/\"> <a href=\"#a\">",
			"<a href=\"//other.example/\"> <a href=\"https://x.example/\"> <a href=\"#a\">"},
		{"<input value=\"/queue\"> href=&quot;/x&quot; data-href=\"/x\"",
			"<input value=\"/queue\"> href=&quot;/x&quot; data-href=\"/x\""},
		{"", ""},
		{" href=\"/", " href=\"/desk/"},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		assert_string_equal(put(&a, STR_NONE, cases[i][0]), cases[i][1]);
	assert_string_equal(
		put(&a, S("application/json"), "{\" href=\\\"/x\":1}"), "{\" href=\\\"/x\":1}");
}

static void it_is_put_before_redirects(void **state)
{
	(void)state;
	struct arena a CLEANUP_ARENA = {0};
	const struct http_request request = asked(&a, "/desk/", true);
	struct http_response response = {.body = buf_new(64)};
	http_redirect(&response, S("/queue"));
	root_put(&request, &response);
	assert_string_equal(str_cstr(&a, response.headers[0].value), "/desk/queue");
	struct http_response away = {.body = buf_new(64)};
	http_header_set(&away, "Location", S("https://news.example.org/"));
	root_put(&request, &away);
	assert_string_equal(str_cstr(&a, away.headers[0].value), "https://news.example.org/");
	buf_free(&response.body);
	buf_free(&away.body);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_path_is_that_of_the_address),
		cmocka_unit_test(it_is_taken_off_what_comes_in),
		cmocka_unit_test(it_is_put_before_addresses_of_html),
		cmocka_unit_test(it_is_put_before_redirects),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
