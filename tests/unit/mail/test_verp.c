#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "mail/verp.h"

static struct arena arena;

static int clear(void **state)
{
	(void)state;
	arena_free(&arena);
	return 0;
}

static struct vault vault_of(unsigned char key)
{
	struct vault vault;
	memset(&vault, key, sizeof vault);
	return vault;
}

static struct str address_of(int64_t edition)
{
	struct vault vault = vault_of(1);
	return verp_write(&vault, &arena, S("bounce@news.example"), edition, S("01234567"));
}

static bool reads(struct str address, unsigned char key)
{
	struct vault vault = vault_of(key);
	int64_t edition;
	struct str handle;
	if (!verp_read(&vault, &arena, address, &edition, &handle))
		return false;
	assert_int_equal(edition, 12);
	assert_true(str_eq(handle, S("01234567")));
	return true;
}

static void test_it_is_read_back(void **state)
{
	(void)state;
	struct str address = address_of(12), upper = str_copy(&arena, address);
	assert_true(str_starts(address, S("bounce+12-")) && str_ends(address, S("@news.example")));
	assert_true(reads(address, 1));
	for (size_t i = 0; i < upper.n; i++)
		if (is_alpha(upper.p[i]))
			((char *)(uintptr_t)upper.p)[i] &= ~0x20;
	assert_true(reads(upper, 1));
	struct str token = str_sub(address, sizeof "bounce+12-" - 1, 26);
	assert_true(reads(STR_CAT(&arena, S("b+12-"), token, S("@mx.inside.example")), 1));
}

static void test_it_cannot_be_made_up(void **state)
{
	(void)state;
	struct str address = address_of(12);
	assert_false(reads(address, 2));
	for (size_t i = sizeof "bounce+" - 1; i < str_find_char(address, '@'); i++) {
		char *other = str_cstr(&arena, address);
		other[i] = other[i] == '7' ? '2' : '7';
		assert_false(reads(str_of(other), 1));
	}
	static const char *const NONE[] = {"", "@", "+", "bounce@news.example",
		"bounce+12@news.example", "bounce+-@news.example", "bounce+12-@news.example",
		"bounce+99999999999999999999-a@news.example", "bounce+-1-a@news.example"};
	for (size_t i = 0; i < sizeof NONE / sizeof *NONE; i++)
		assert_false(reads(str_of(NONE[i]), 1));
}

static void test_no_room(void **state)
{
	(void)state;
	struct vault vault = vault_of(1);
	struct str long_one = S("everything-that-could-not-be-delivered@news.example");
	assert_true(str_eq(verp_write(&vault, &arena, long_one, 12, S("01234567")), long_one));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_teardown(test_it_is_read_back, clear),
		cmocka_unit_test_teardown(test_it_cannot_be_made_up, clear),
		cmocka_unit_test_teardown(test_no_room, clear),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
