#include "check.h"

#include <sodium.h>

#include "base/hash.h"

static int start(void **state)
{
	(void)state;
	return sodium_init() < 0 ? -1 : 0;
}

/* Fingerprints live in the store: they must never change. The wanted values are BLAKE2b-128 of the
 * lengths (64 bits, little-endian) and bytes. */
static void test_values(void **state)
{
	struct arena a CLEANUP_ARENA = {0};
	const struct str two[] = {S("ab"), S("c")};
	(void)state;
	assert_str(hash_hex(&a, hash_str(S("abc"))), S("10366aba46518e2b9d040dde242bbc5a"));
	assert_str(hash_hex(&a, hash_str(STR_NONE)), S("c804ce198ec337e3dc762bdd1a09aece"));
	assert_str(hash_hex(&a, hash_strs(NULL, 0)), S("cae66941d9efbd404e4d88758ea67670"));
	assert_str(hash_hex(&a, hash_strs(two, 2)), S("4826ed043ab3cdec576d8541fa5d5a80"));
}

static void test_fields(void **state)
{
	const struct str one[] = {S("ab"), S("c")}, other[] = {S("a"), S("bc")},
					 again[] = {S("ab"), S("c")};
	(void)state;
	assert_true(hash_eq(hash_strs(one, 2), hash_strs(again, 2)));
	assert_false(hash_eq(hash_strs(one, 2), hash_strs(other, 2)));
	assert_false(hash_eq(hash_strs(one, 2), hash_strs(one, 1)));
	assert_false(hash_eq(hash_str(STR_NONE), hash_strs(NULL, 0)));
	assert_false(hash_eq(hash_str(S("a")), hash_str(S("a\0"))));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_values), cmocka_unit_test(test_fields)};
	return cmocka_run_group_tests(tests, start, NULL);
}
