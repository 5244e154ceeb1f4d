#include "check.h"

#include "base/bidi.h"
#include "base/buf.h"

#define LRE "\xE2\x80\xAA"
#define RLE "\xE2\x80\xAB"
#define PDF "\xE2\x80\xAC"
#define LRO "\xE2\x80\xAD"
#define RLO "\xE2\x80\xAE"
#define LRI "\xE2\x81\xA6"
#define FSI "\xE2\x81\xA8"
#define PDI "\xE2\x81\xA9"
#define RLM "\xE2\x80\x8F"

static void test_what_is_open_is_closed(void **state)
{
	(void)state;
	static const struct {
		const char *in, *out;
	} cases[] = {
		{"", ""},
		{"plain – text…", "plain – text…"},
		{"a " RLE "b" PDF " c " LRI "d" PDI, "a " RLE "b" PDF " c " LRI "d" PDI},
		{RLM "a" RLM, RLM "a" RLM},
		{"a " RLE "b", "a " RLE "b" PDF},
		{LRI "a " RLE "b", LRI "a " RLE "b" PDF PDI},
		{LRI "a " LRE "b" PDI " c", LRI "a " LRE "b" PDF PDI " c"},
		/* closers that close nothing */
		{PDF "a" PDI, "a"},
		{LRI "a" PDF PDI "b" PDF, LRI "a" PDI "b"},
		/* overrides */
		{"Evil " RLO "gnp.exe", "Evil gnp.exe"},
		{"Evil " RLO "gnp.exe" PDF " c" PDF, "Evil gnp.exe c"},
		{RLE "a" LRO "b" PDF "c" PDF "d",
			RLE "a"
				"b"
				"c" PDF "d"},
		/* cut and malformed bytes */
		{FSI "\xE2\x80", FSI "\xE2\x80" PDI},
	};
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct arena a CLEANUP_ARENA = {0};
		struct str closed = bidi_close(&a, str_of(cases[i].in));
		assert_string_equal(str_cstr(&a, closed), cases[i].out);
		/* Done once, it is done. */
		assert_ptr_equal(bidi_close(&a, closed).p, closed.p);
	}
}

static void test_any_depth_is_closed(void **state)
{
	(void)state;
	struct arena a CLEANUP_ARENA = {0};
	struct buf deep CLEANUP_BUF = buf_new(1 << 20);
	for (int i = 0; i < 1000; i++)
		buf_add(&deep, S(RLE LRI));
	struct str closed = bidi_close(&a, buf_str(&deep));
	size_t opened = 0, ended = 0;
	for (size_t i = 0; i + 3 <= closed.n; i += 3) {
		struct str control = str_sub(closed, i, 3);
		bool end = str_eq(control, S(PDF)) || str_eq(control, S(PDI));
		ended += end;
		opened += !end;
	}
	assert_true(opened == ended && opened > 0);
}

static void test_what_turns_is_kept_apart(void **state)
{
	(void)state;
	struct arena a CLEANUP_ARENA = {0};
	struct str latin = S("naïve 3 % 🎗 Сайт"), hebrew = S("שלום (SSc): 2"),
			   arabic = S("SSc: تصلب");
	assert_ptr_equal(bidi_isolate(&a, latin).p, latin.p);
	assert_int_equal(bidi_isolate(&a, STR_NONE).n, 0);
	assert_string_equal(str_cstr(&a, bidi_isolate(&a, hebrew)), FSI "שלום (SSc): 2" PDI);
	assert_string_equal(str_cstr(&a, bidi_isolate(&a, arabic)), FSI "SSc: تصلب" PDI);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_what_is_open_is_closed),
		cmocka_unit_test(test_any_depth_is_closed),
		cmocka_unit_test(test_what_turns_is_kept_apart),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
