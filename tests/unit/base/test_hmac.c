#include "base/hmac.h"

#include "check.h"

struct vector {
	struct str key, bytes, code[HMACS];
};

static struct str repeated(struct arena *a, char c, size_t n)
{
	char *text = arena_alloc(a, n);
	memset(text, c, n);
	return (struct str){text, n};
}

static void check(struct vector v)
{
	struct arena a CLEANUP_ARENA = {0};
	for (size_t i = 0; i < HMACS; i++)
		if (v.code[i].n)
			assert_str(hmac_hex(&a, (enum hmac)i, v.key, v.bytes), v.code[i]);
}

/* RFC 2202 section 3: test cases 1, 2, 3 and 6 of HMAC-SHA-1. */
static void test_sha1(void **state)
{
	struct arena a CLEANUP_ARENA = {0};
	(void)state;
	check((struct vector){repeated(&a, '\x0b', 20), S("Hi There"),
		{[HMAC_SHA1] = S("b617318655057264e28bc0b6fb378c8ef146be00")}});
	check((struct vector){S("Jefe"), S("what do ya want for nothing?"),
		{[HMAC_SHA1] = S("effcdf6ae5eb2fa2d27416d5f184df9c259a7c79")}});
	check((struct vector){repeated(&a, '\xaa', 20), repeated(&a, '\xdd', 50),
		{[HMAC_SHA1] = S("125d7342b9ac11cd91a39af48aa17b4f63f175d3")}});
	check((struct vector){repeated(&a, '\xaa', 80),
		S("Test Using Larger Than Block-Size Key - Hash Key First"),
		{[HMAC_SHA1] = S("aa4ae5e15272d00e95705637ce8a3b55ed402112")}});
}

/* RFC 4231 section 4: test cases 1, 2 and 6. */
static void test_sha2(void **state)
{
	struct arena a CLEANUP_ARENA = {0};
	(void)state;
	check((struct vector){repeated(&a, '\x0b', 20), S("Hi There"),
		{[HMAC_SHA256] = S("b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7"),
			[HMAC_SHA384] = S("afd03944d84895626b0825f4ab46907f15f9dadbe4101ec682aa034c7cebc59c"
							  "faea9ea9076ede7f4af152e8b2fa9cb6"),
			[HMAC_SHA512] = S(
				"87aa7cdea5ef619d4ff0b4241a1d6cb02379f4e2ce4ec2787ad0b30545e17cde"
				"daa833b7d6b8a702038b274eaea3f4e4be9d914eeb61f1702e696c203a126854")}});
	check((struct vector){S("Jefe"), S("what do ya want for nothing?"),
		{[HMAC_SHA256] = S("5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"),
			[HMAC_SHA384] = S("af45d2e376484031617f78d2b58a6b1b9c7ef464f5a01b47e42ec3736322445e"
							  "8e2240ca5e69e2c78b3239ecfab21649"),
			[HMAC_SHA512] = S(
				"164b7a7bfcf819e2e395fbe73b56e0a387bd64222e831fd610270cd7ea250554"
				"9758bf75c05a994a6d034f65f8f0e6fdcaeab1a34d4a6b4b636e070a38bce737")}});
	check((struct vector){repeated(&a, '\xaa', 131),
		S("Test Using Larger Than Block-Size Key - Hash Key First"),
		{[HMAC_SHA256] = S("60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54"),
			[HMAC_SHA512] = S(
				"80b24263c7c1a3ebb71493c1dd7be8b49b46d1f41b4aeec1121b013783f8f352"
				"6b56d037e05f2598bd0fd2215d6a1e5295e64f73f63f0aec8b915a985d786598")}});
}

/* An empty body, as a hub may send it; an empty key. The values are those of Python's hmac. */
static void test_nothing(void **state)
{
	(void)state;
	check((struct vector){S("key"), STR_NONE,
		{[HMAC_SHA256] = S("5d5d139563c95b5967b9bd9a8c9b233a9dedb45072794cd232dc1b74832607d0")}});
	check((struct vector){STR_NONE, STR_NONE,
		{[HMAC_SHA256] = S("b613679a0814d9ec772f95d778c35fc5ff1697c493715653c6c712144292c5ad")}});
}

static void test_names(void **state)
{
	enum hmac method = HMAC_SHA1;
	(void)state;
	for (size_t i = 0; i < HMACS; i++) {
		assert_true(hmac_named(str_of(hmac_name((enum hmac)i)), &method));
		assert_int_equal(method, i);
	}
	assert_true(hmac_named(S("SHA384"), &method));
	assert_int_equal(method, HMAC_SHA384);
	assert_false(hmac_named(S("md5"), &method));
	assert_false(hmac_named(S("sha"), &method));
	assert_false(hmac_named(STR_NONE, &method));
}

static void test_equal(void **state)
{
	(void)state;
	assert_true(hmac_equal(S("00ff"), S("00ff")));
	assert_true(hmac_equal(S("00FF"), S("00ff")));
	assert_false(hmac_equal(S("00ff"), S("00fe")));
	assert_false(hmac_equal(S("10ff"), S("00ff")));
	assert_false(hmac_equal(S("00ff"), S("00ff0")));
	assert_false(hmac_equal(S("00ff"), STR_NONE));
	assert_false(hmac_equal(STR_NONE, STR_NONE));
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(test_sha1), cmocka_unit_test(test_sha2),
		cmocka_unit_test(test_nothing), cmocka_unit_test(test_names), cmocka_unit_test(test_equal)};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
