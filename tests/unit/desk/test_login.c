#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <stdio.h>
#include <cmocka.h>

#include "base/secret.h"
#include "desk/password.h"
#include "desk/permission.h"
#include "desk/routes.h"
#include "desk/token.h"
#include "desk/totp.h"
#include "web/guard.h"

static void a_known_browser_is_known_for_one_editor_and_password(void **state)
{
	struct arena a CLEANUP_ARENA = {0};
	(void)state;
	struct str known = token_new_known(&a, S("Ana"), S("hash")),
			   other = token_new_known(&a, S("Ana"), S("hash"));
	assert_int_equal(known.n, 64);
	assert_false(str_eq(known, other));
	assert_true(token_is_known(&a, known, S("Ana"), S("hash")));
	assert_false(token_is_known(&a, known, S("Ben"), S("hash")));
	assert_false(token_is_known(&a, known, S("Ana"), S("hash of another")));
	assert_false(token_is_known(&a, STR_NONE, S("Ana"), S("hash")));
	assert_false(token_is_known(&a, str_sub(known, 0, 32), S("Ana"), S("hash")));
	/* Nobody, who has no password, has been nowhere. */
	assert_false(token_is_known(&a, token_new_known(&a, STR_NONE, STR_NONE), STR_NONE, STR_NONE));
}

static void what_is_derived_of_a_token_does_not_lead_back(void **state)
{
	struct arena a CLEANUP_ARENA = {0};
	(void)state;
	struct str one = secret_new(&a);
	struct str csrf = token_csrf(&a, one), kept = hash_hex(&a, token_session_hash(one));
	assert_false(guard_same_secret(csrf, kept));
	assert_true(guard_same_secret(csrf, token_csrf(&a, one)));
	/* Of an editor it says whose it is, and not more: another session's token is another. */
	struct str two = secret_new(&a), mine = token_editor_csrf(&a, one, 7),
			   later = token_editor_csrf(&a, two, 7), theirs = token_editor_csrf(&a, one, 8);
	assert_false(guard_same_secret(mine, later));
	assert_false(guard_same_secret(mine, theirs));
	assert_true(token_same_editor(mine, later));
	assert_false(token_same_editor(mine, theirs));
	assert_false(token_same_editor(STR_NONE, mine));
	assert_false(token_same_editor(str_sub(mine, 0, 8), mine));
	assert_int_equal(str_find(one, str_sub(csrf, 0, 8)), STR_NOT_FOUND);
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

static void no_address_of_the_desk_is_there_twice(void **state)
{
	(void)state;
	for (const struct desk_route *route = ROUTES; route->at.pattern; route++) {
		assert_int_equal(route->at.pattern[0], '/');
		assert_non_null(route->handler);
		for (const struct desk_route *other = ROUTES; other != route; other++)
			assert_false(other->at.method == route->at.method &&
				strcmp(other->at.pattern, route->at.pattern) == 0);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_known_browser_is_known_for_one_editor_and_password),
		cmocka_unit_test(what_is_derived_of_a_token_does_not_lead_back),
		cmocka_unit_test(codes_are_those_of_the_standard),
		cmocka_unit_test(passwords),
		cmocka_unit_test(permissions_grow_with_the_role),
		cmocka_unit_test(no_address_of_the_desk_is_there_twice),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
