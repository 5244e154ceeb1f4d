#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <string.h>

#include "fetch/decode.h"
#include "gzip.h"

enum { MAX = 1 << 20 };
#define TEXT "A text that is long enough to be worth packing: packing, packing, packing, packing."

static struct str join(struct arena *a, struct str first, struct str second)
{
	char *p = arena_alloc(a, first.n + second.n + 1);
	memcpy(p, first.p, first.n);
	memcpy(p + first.n, second.p, second.n);
	return (struct str){p, first.n + second.n};
}

static void expect(
	struct decoder *d, struct str wire, size_t max, enum decode_result result, struct str body)
{
	struct str got;
	assert_int_equal(decode_body(d, CODING_GZIP, wire, max, &got), result);
	assert_true(str_eq(got, body));
}

static void test_whole(void **state)
{
	(void)state;
	struct arena a CLEANUP_ARENA = {0};
	struct decoder d = {0};
	struct str one = gzip(&a, S(TEXT));
	expect(&d, one, MAX, DECODE_DONE, S(TEXT));
	expect(&d, join(&a, one, one), MAX, DECODE_DONE, S(TEXT TEXT));
	expect(&d, join(&a, one, S("\0\0\0 padding")), MAX, DECODE_DONE, S(TEXT));
	expect(&d, join(&a, one, S("\x1f")), MAX, DECODE_DONE, S(TEXT));
	expect(&d, gzip(&a, STR_NONE), MAX, DECODE_DONE, STR_NONE);
	expect(&d, STR_NONE, MAX, DECODE_DONE, STR_NONE);
	decode_free(&d);
}

static void test_cut_anywhere(void **state)
{
	(void)state;
	struct arena a CLEANUP_ARENA = {0};
	struct decoder d = {0};
	struct str whole = gzip(&a, S(TEXT)), body;
	for (size_t n = 1; n < whole.n; n++) {
		struct str cut = str_sub(whole, 0, n);
		assert_int_equal(decode_body(&d, CODING_GZIP, cut, MAX, &body), DECODE_TRUNCATED);
		assert_true(str_starts(S(TEXT), body));
	}
	struct str two = join(&a, whole, whole);
	two.n--;
	assert_int_equal(decode_body(&d, CODING_GZIP, two, MAX, &body), DECODE_TRUNCATED);
	decode_free(&d);
}

static void test_limit(void **state)
{
	(void)state;
	struct arena a CLEANUP_ARENA = {0};
	struct decoder d = {0};
	size_t n = S(TEXT).n;
	struct str one = gzip(&a, S(TEXT));
	expect(&d, one, n, DECODE_DONE, S(TEXT));
	expect(&d, one, n - 1, DECODE_TOO_LARGE, STR_NONE);
	expect(&d, one, 0, DECODE_TOO_LARGE, STR_NONE);
	struct str zeros = {arena_alloc(&a, 20 * MAX), 20 * MAX};
	expect(&d, gzip(&a, zeros), MAX, DECODE_TOO_LARGE, STR_NONE);
	assert_true(d.out.size <= MAX + 1);
	decode_free(&d);
}

static void test_corrupt(void **state)
{
	(void)state;
	struct arena a CLEANUP_ARENA = {0};
	struct decoder d = {0};
	expect(&d, S("<rss version=\"2.0\"/>"), MAX, DECODE_CORRUPT, STR_NONE);
	struct str whole = gzip(&a, S(TEXT));
	char *checksum = (char *)(uintptr_t)whole.p + whole.n - 8;
	*checksum ^= 1;
	expect(&d, whole, MAX, DECODE_CORRUPT, STR_NONE);
	*checksum ^= 1;
	expect(&d, whole, MAX, DECODE_DONE, S(TEXT));
	decode_free(&d);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_whole),
		cmocka_unit_test(test_cut_anywhere),
		cmocka_unit_test(test_limit),
		cmocka_unit_test(test_corrupt),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
