#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <stdio.h>
#include <cmocka.h>

#include "web/cookie.h"
#include "base/secret.h"
#include "web/guard.h"
#include "web/limit.h"

static void this_machine_has_few_names(void **state)
{
	(void)state;
	static const char *const LOCAL[] = {
		"localhost", "LOCALHOST:8080", "127.0.0.1", "127.1.2.3:1", "[::1]", "[::1]:8080"};
	static const char *const OTHER[] = {"", "127.evil.example", "127.0.0.1.evil.example",
		"localhost.evil.example", "notlocalhost", "128.0.0.1", "::1", "[::2]", "0.0.0.0",
		"news.example"};
	for (size_t i = 0; i < sizeof LOCAL / sizeof *LOCAL; i++)
		assert_true(guard_is_local(str_of(LOCAL[i])));
	for (size_t i = 0; i < sizeof OTHER / sizeof *OTHER; i++)
		assert_false(guard_is_local(str_of(OTHER[i])));
}

static bool same(const char *host, bool secure, const char *origin, const char *fetch_site)
{
	struct http_request request = {.host = str_of(host),
		.secure = secure,
		.origin = str_of(origin),
		.sec_fetch_site = str_of(fetch_site)};
	return guard_same_origin(&request);
}

static void what_the_browser_says_decides(void **state)
{
	(void)state;
	assert_true(same("desk.example", true, "https://desk.example", "same-origin"));
	assert_true(same("Desk.example", true, "https://desk.example", ""));
	assert_true(same("127.0.0.1:8080", false, "http://127.0.0.1:8080", ""));
	assert_true(same("desk.example", true, "null", "same-origin"));
	assert_true(same("desk.example", true, "null", ""));
	assert_true(same("desk.example", true, "", ""));
	assert_false(same("desk.example", true, "http://desk.example", ""));
	assert_false(same("desk.example", false, "https://desk.example", ""));
	assert_false(same("desk.example", true, "https://desk.example.evil", ""));
	assert_false(same("desk.example", true, "https://desk.example:444", ""));
	assert_false(same("desk.example", true, "https://desk.example", "same-site"));
	assert_false(same("desk.example", true, "null", "cross-site"));
	assert_false(same("desk.example", true, "", "none"));
}

static void a_password_is_safe_over_https_or_at_home(void **state)
{
	(void)state;
	assert_true(
		guard_is_private(&(struct http_request){.secure = true, .host = S("desk.example")}));
	assert_true(guard_is_private(&(struct http_request){.direct = true, .host = S("localhost:1")}));
	assert_false(
		guard_is_private(&(struct http_request){.direct = true, .host = S("desk.example")}));
	assert_false(guard_is_private(&(struct http_request){.host = S("localhost:1")}));
}

static void tokens_do_not_repeat(void **state)
{
	struct arena a CLEANUP_ARENA = {0};
	(void)state;
	struct str one = secret_new(&a), other = secret_new(&a);
	assert_int_equal(one.n, SECRET_DIGITS);
	assert_false(guard_same_secret(one, other));
	assert_true(guard_same_secret(one, str_copy(&a, one)));
	assert_false(guard_same_secret(STR_NONE, STR_NONE));
}

static void a_cookie_is_a_token_or_nothing(void **state)
{
	struct arena a CLEANUP_ARENA = {0};
	struct http_param cookie = {S("tidings"), secret_new(&a)};
	struct http_request request = {.a = &a, .cookies = {&cookie, 1}};
	(void)state;
	assert_int_equal(cookie_token(&request, "tidings").n, 64);
	assert_int_equal(cookie_token(&request, "tidings-login").n, 0);
	request.secure = true; /* then only the name that no other host can set counts */
	assert_int_equal(cookie_token(&request, "tidings").n, 0);
	cookie.name = S("__Host-tidings");
	assert_int_equal(cookie_token(&request, "tidings").n, 64);
	/* Of a desk at another port of this host. */
	request.host = S("desk.example:8443");
	assert_int_equal(cookie_token(&request, "tidings").n, 0);
	cookie.name = S("__Host-tidings-8443");
	assert_int_equal(cookie_token(&request, "tidings").n, 64);
	request.host = S("[::1]:8443");
	assert_int_equal(cookie_token(&request, "tidings").n, 64);
	static const char *const without[] = {"[::1]", "desk.example", "desk.example:", "8443",
		"desk.example:8443;x", "desk.example:123456"};
	cookie.name = S("__Host-tidings");
	for (size_t i = 0; i < sizeof without / sizeof *without; i++) {
		request.host = str_of(without[i]);
		assert_int_equal(cookie_token(&request, "tidings").n, 64);
	}
	cookie.value = str_sub(cookie.value, 0, 63);
	assert_int_equal(cookie_token(&request, "tidings").n, 0);
}

static void a_cookie_is_set_for_this_host_alone(void **state)
{
	struct arena a CLEANUP_ARENA = {0};
	struct str token = secret_new(&a);
	struct http_request request = {.a = &a};
	struct http_response response = {0};
	(void)state;
	cookie_set(&request, &response, "tidings", token, 60);
	request.secure = true;
	cookie_set(&request, &response, "tidings", token, 0);
	cookie_set(&request, &response, "tidings", STR_NONE, 0);
	request.host = S("desk.example:8443");
	cookie_set(&request, &response, "tidings", token, 0);
	static const char *const WANTED[][2] = {
		{"tidings=", "; Path=/; HttpOnly; SameSite=Lax; Max-Age=60"},
		{"__Host-tidings=", "; Path=/; HttpOnly; SameSite=Lax; Secure"},
		{"__Host-tidings=", "; Path=/; HttpOnly; SameSite=Lax; Max-Age=0; Secure"},
		{"__Host-tidings-8443=", "; Path=/; HttpOnly; SameSite=Lax; Secure"},
	};
	assert_int_equal(response.header_count, 4);
	for (size_t i = 0; i < 4; i++) {
		struct str value = response.headers[i].value;
		assert_true(str_eq(response.headers[i].name, S("Set-Cookie")));
		assert_true(str_starts(value, str_of(WANTED[i][0])));
		assert_true(str_ends(value, str_of(WANTED[i][1])));
	}
}

static struct hash key_of(int i)
{
	char text[16];
	snprintf(text, sizeof text, "%d", i);
	return hash_str(str_of(text));
}

static void tries_run_out_and_come_back(void **state)
{
	const struct limit limit = {3, 1000};
	struct limit_table *table = test_calloc(1, sizeof *table);
	(void)state;
	for (int i = 0; i < 3; i++)
		assert_int_equal(limit_take(table, key_of(1), &limit, 5000), 0);
	assert_int_equal(limit_take(table, key_of(1), &limit, 5000), 1000);
	assert_int_equal(limit_take(table, key_of(1), &limit, 5600), 400);
	assert_int_equal(limit_take(table, key_of(2), &limit, 5600), 0);
	assert_int_equal(limit_take(table, key_of(1), &limit, 6000), 0);
	assert_true(limit_take(table, key_of(1), &limit, 6000) > 0);
	limit_forgive(table, key_of(1));
	for (int i = 0; i < 3; i++)
		assert_int_equal(limit_take(table, key_of(1), &limit, 6000), 0);
	assert_int_equal(limit_take(table, key_of(1), &limit, 1000000), 0);
	test_free(table);
}

/* Many names tried once do not make room for one name tried often. */
static void a_flood_of_others_forgives_nobody_who_tries_hard(void **state)
{
	const struct limit limit = {5, 12000};
	struct limit_table *table = test_calloc(1, sizeof *table);
	(void)state;
	for (int i = 0; i < 5; i++)
		limit_take(table, key_of(-1), &limit, 1000);
	for (int i = 0; i < 20000; i++)
		limit_take(table, key_of(i), &limit, 1000);
	assert_true(limit_take(table, key_of(-1), &limit, 1000) > 0);
	test_free(table);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(this_machine_has_few_names),
		cmocka_unit_test(what_the_browser_says_decides),
		cmocka_unit_test(a_password_is_safe_over_https_or_at_home),
		cmocka_unit_test(tokens_do_not_repeat),
		cmocka_unit_test(a_cookie_is_a_token_or_nothing),
		cmocka_unit_test(a_cookie_is_set_for_this_host_alone),
		cmocka_unit_test(tries_run_out_and_come_back),
		cmocka_unit_test(a_flood_of_others_forgives_nobody_who_tries_hard),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
