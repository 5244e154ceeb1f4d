#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <stdio.h>
#include <cmocka.h>

#include "desk/guard.h"
#include "desk/limit.h"
#include "desk/password.h"
#include "desk/permission.h"
#include "desk/totp.h"

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

static void a_known_browser_is_known_for_one_editor_and_password(void **state)
{
	struct arena a CLEANUP_ARENA = {0};
	(void)state;
	struct str known = guard_new_known(&a, S("Ana"), S("hash")),
			   other = guard_new_known(&a, S("Ana"), S("hash"));
	assert_int_equal(known.n, 64);
	assert_false(str_eq(known, other));
	assert_true(guard_is_known(&a, known, S("Ana"), S("hash")));
	assert_false(guard_is_known(&a, known, S("Ben"), S("hash")));
	assert_false(guard_is_known(&a, known, S("Ana"), S("hash of another")));
	assert_false(guard_is_known(&a, STR_NONE, S("Ana"), S("hash")));
	assert_false(guard_is_known(&a, str_sub(known, 0, 32), S("Ana"), S("hash")));
	/* Nobody, who has no password, has been nowhere. */
	assert_false(guard_is_known(&a, guard_new_known(&a, STR_NONE, STR_NONE), STR_NONE, STR_NONE));
}

static void tokens_do_not_repeat_and_do_not_lead_back(void **state)
{
	struct arena a CLEANUP_ARENA = {0};
	(void)state;
	struct str one = guard_new_token(&a), other = guard_new_token(&a);
	assert_int_equal(one.n, 64);
	assert_false(guard_equal(one, other));
	assert_true(guard_equal(one, str_copy(&a, one)));
	assert_false(guard_equal(STR_NONE, STR_NONE));
	struct str csrf = guard_csrf(&a, one), kept = hash_hex(&a, guard_session_hash(one));
	assert_false(guard_equal(csrf, kept));
	assert_true(guard_equal(csrf, guard_csrf(&a, one)));
	/* Of an editor it says whose it is, and not more: another session's token is another. */
	struct str two = guard_new_token(&a), mine = guard_csrf_of(&a, one, 7),
			   later = guard_csrf_of(&a, two, 7), theirs = guard_csrf_of(&a, one, 8);
	assert_false(guard_equal(mine, later));
	assert_false(guard_equal(mine, theirs));
	assert_true(guard_same_editor(mine, later));
	assert_false(guard_same_editor(mine, theirs));
	assert_false(guard_same_editor(STR_NONE, mine));
	assert_false(guard_same_editor(str_sub(mine, 0, 8), mine));
	assert_int_equal(str_find(one, str_sub(csrf, 0, 8)), STR_NOT_FOUND);
}

static void a_cookie_is_a_token_or_nothing(void **state)
{
	struct arena a CLEANUP_ARENA = {0};
	struct http_param cookie = {S("tidings"), guard_new_token(&a)};
	struct http_request request = {.a = &a, .cookies = {&cookie, 1}};
	(void)state;
	assert_int_equal(guard_cookie(&request, COOKIE_SESSION).n, 64);
	assert_int_equal(guard_cookie(&request, COOKIE_LOGIN).n, 0);
	request.secure = true; /* then only the name that no other host can set counts */
	assert_int_equal(guard_cookie(&request, COOKIE_SESSION).n, 0);
	cookie.name = S("__Host-tidings");
	assert_int_equal(guard_cookie(&request, COOKIE_SESSION).n, 64);
	cookie.value = str_sub(cookie.value, 0, 63);
	assert_int_equal(guard_cookie(&request, COOKIE_SESSION).n, 0);
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

/* RFC 6238 appendix B, the last six of its eight digits. */
static void codes_are_those_of_the_standard(void **state)
{
	struct arena a CLEANUP_ARENA = {0};
	static const struct {
		int64_t now;
		const char *code;
	} VECTORS[] = {
		{59, "287082"},
		{1111111109, "081804"},
		{1111111111, "050471"},
		{1234567890, "005924"},
		{2000000000, "279037"},
		{20000000000, "353130"},
	};
	const struct str secret = S("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ");
	int64_t step;
	(void)state;
	for (size_t i = 0; i < sizeof VECTORS / sizeof *VECTORS; i++) {
		struct str code = str_of(VECTORS[i].code);
		struct str spaced = str_printf(&a, " " STR_FMT " " STR_FMT " ",
			STR_ARG(str_sub(code, 0, 3)), STR_ARG(str_sub(code, 3, SIZE_MAX)));
		assert_true(str_eq(totp_typed(&a, spaced), code));
		assert_true(totp_is(secret, code, VECTORS[i].now, -2, &step));
		assert_int_equal(step, VECTORS[i].now / 30);
		assert_true(totp_is(secret, code, VECTORS[i].now + 30, -2, &step));
		assert_true(totp_is(secret, code, VECTORS[i].now - 30, -2, &step));
		assert_false(totp_is(secret, code, VECTORS[i].now + 60, -2, &step));
		assert_false(totp_is(secret, code, VECTORS[i].now, VECTORS[i].now / 30, &step));
	}
	assert_false(totp_is(S("short"), S("287082"), 59, 0, &step));
	assert_false(totp_is(secret, S("28708"), 59, 0, &step));
}

static void passwords(void **state)
{
	struct arena a CLEANUP_ARENA = {0};
	struct str hash;
	struct err err;
	(void)state;
	assert_false(password_fit(S("nine char"), &err));
	assert_true(password_fit(S("ten chars."), &err));
	assert_false(password_fit(
		(struct str){(char[PASSWORD_MAX + 1]){"aaaaaaaaaaaaaaa"}, PASSWORD_MAX + 1}, &err));
	assert_true(password_hash(&a, S("ten chars."), &hash, &err));
	assert_true(str_starts(hash, S("$argon2id$v=19$m=65536,")));
	assert_true(password_is(hash, S("ten chars.")));
	assert_false(password_is(hash, S("ten chars")));
	assert_false(password_is(STR_NONE, STR_NONE));
	struct str made = password_new(&a);
	assert_int_equal(made.n, 23);
	assert_false(str_eq(made, password_new(&a)));
}

static void permissions_grow_with_the_role(void **state)
{
	(void)state;
	for (int p = 0; p < PERMISSION_COUNT; p++)
		for (int role = 1; role < ROLE_COUNT; role++)
			assert_true(permission_has((enum role)role, (enum permission)p) ||
				!permission_has((enum role)(role - 1), (enum permission)p));
	assert_false(permission_has(ROLE_READER, PERMISSION_DECIDE));
	assert_true(permission_has(ROLE_EDITOR, PERMISSION_DECIDE));
	assert_false(permission_has(ROLE_EDITOR, PERMISSION_WITHDRAW));
	assert_true(permission_has(ROLE_SENIOR, PERMISSION_SEND));
	assert_false(permission_has(ROLE_SENIOR, PERMISSION_PEOPLE));
	assert_true(permission_has(ROLE_ADMIN, PERMISSION_PEOPLE));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(this_machine_has_few_names),
		cmocka_unit_test(what_the_browser_says_decides),
		cmocka_unit_test(a_password_is_safe_over_https_or_at_home),
		cmocka_unit_test(a_known_browser_is_known_for_one_editor_and_password),
		cmocka_unit_test(tokens_do_not_repeat_and_do_not_lead_back),
		cmocka_unit_test(a_cookie_is_a_token_or_nothing),
		cmocka_unit_test(tries_run_out_and_come_back),
		cmocka_unit_test(a_flood_of_others_forgives_nobody_who_tries_hard),
		cmocka_unit_test(codes_are_those_of_the_standard),
		cmocka_unit_test(passwords),
		cmocka_unit_test(permissions_grow_with_the_role),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
