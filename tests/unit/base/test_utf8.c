#include "check.h"

#include "base/utf8.h"

static const struct str MALFORMED[] = {
	S("\x80"), S("\xbf"), S("\xc3"), S("\xc3("), S("\xe2\x82"), S("\xf0\x9f\x98"), S("\xff"),
	S("\xfe"), S("\xc0\x80"), S("\xc1\xbf"), S("\xe0\x80\xaf"),
	S("\xf0\x80\x80\xaf"),                                                   /* overlong */
	S("\xed\xa0\x80"), S("\xed\xbf\xbf"),                                    /* surrogates */
	S("\xf4\x90\x80\x80"), S("\xf5\x80\x80\x80"), S("\xf8\x88\x80\x80\x80"), /* beyond U+10FFFF */
};

static void test_valid(void **state)
{
	struct arena a CLEANUP_ARENA = {0};
	(void)state;
	assert_true(utf8_valid(STR_NONE));
	assert_true(utf8_valid(S("a\0b")));
	assert_true(utf8_valid(S("\x7f\xc2\x80\xdf\xbf\xe0\xa0\x80\xed\x9f\xbf\xee\x80\x80\xef\xbf\xbf"
							 "\xf0\x90\x80\x80\xf4\x8f\xbf\xbf")));
	for (size_t i = 0; i < COUNT(MALFORMED); i++) {
		assert_false(utf8_valid(MALFORMED[i]));
		assert_false(utf8_valid(str_printf(&a, "plain " STR_FMT, STR_ARG(MALFORMED[i]))));
	}
}

static void test_take(void **state)
{
	/* the beginnings of characters that break off: one replacement each; bytes that begin none: one
	 * each */
	struct str s = S("a\xc3\xa9\xff\xf0\x9f\x98\x80\xe2\x82"
					 "b\xf0\x9f\x98"
					 "c\xed\xa0\x80"
					 "d\xe2\x82");
	static const uint32_t wanted[] = {
		'a', 0xE9, 0xFFFD, 0x1F600, 0xFFFD, 'b', 0xFFFD, 'c', 0xFFFD, 0xFFFD, 0xFFFD, 'd', 0xFFFD};
	(void)state;
	for (size_t i = 0; i < COUNT(wanted); i++)
		assert_int_equal(utf8_take(&s), wanted[i]);
	assert_int_equal(s.n, 0);
}

static void test_add(void **state)
{
	static const struct {
		uint32_t c;
		const char *bytes;
	} cases[] = {
		{'a', "a"},
		{0x7F, "\x7f"},
		{0x80, "\xc2\x80"},
		{0x20AC, "\xe2\x82\xac"},
		{0x10FFFF, "\xf4\x8f\xbf\xbf"},
		{0xD800, "\xef\xbf\xbd"},
		{0xDFFF, "\xef\xbf\xbd"},
		{0x110000, "\xef\xbf\xbd"},
		{UINT32_MAX, "\xef\xbf\xbd"},
	};
	struct buf b CLEANUP_BUF = buf_new(100);
	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		buf_clear(&b);
		utf8_add(&b, cases[i].c);
		assert_str(buf_str(&b), str_of(cases[i].bytes));
	}
	buf_clear(&b);
	utf8_add(&b, 0);
	assert_str(buf_str(&b), S("\0"));
}

static void test_clean(void **state)
{
	static const struct {
		struct str from, wanted;
	} cases[] = {
		{S("a\0b\x1b[1m\x7f"), S("a b [1m ")},
		{S("\xc2\x85\xc2\x9f"), S("  ")},
		{S("tab\tline\n"), S("tab\tline\n")},
		{S("\r"), S(" ")},
		{S("a\xe2\x80\xa8"
		   "b\xe2\x80\xa9"),
			S("a b ")},
		{S("x\xffy"), S("x\xef\xbf\xbdy")},
		{S("\xe2\x82"), S("\xef\xbf\xbd")},
	};
	struct arena a CLEANUP_ARENA = {0};
	struct str sound = S("Sj\xc3\xb6gren\xe2\x80\x99s");
	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++)
		assert_str(utf8_clean(&a, cases[i].from), cases[i].wanted);
	for (size_t i = 0; i < COUNT(MALFORMED); i++) {
		struct str clean = utf8_clean(&a, MALFORMED[i]);
		assert_true(utf8_valid(clean) && clean.n > 0);
		assert_ptr_equal(utf8_clean(&a, clean).p, clean.p); /* cleaned once is clean */
	}
	assert_ptr_equal(utf8_clean(&a, sound).p, sound.p);
	assert_int_equal(utf8_clean(&a, STR_NONE).n, 0);
}

static void test_fold(void **state)
{
	static const struct {
		struct str from, wanted;
	} cases[] = {
		{S("Sj\xc3\xb6gren\xe2\x80\x99s"), S("sjogren\xe2\x80\x99s")},
		{S("PubMed"), S("pubmed")},
		{S("STRA\xc3\x9f"
		   "E"),
			S("strasse")},
		{S("e\xcc\x81"), S("e")},
		{S("\xef\xac\x81"
		   "brosis"),
			S("fibrosis")},
		{S("\xce\xa3"), S("\xcf\x83")},
		{S("TNF-\xce\x91"), S("tnf-\xce\xb1")},
		{S("soft\xc2\xadhyphen"), S("softhyphen")},
	};
	struct arena a CLEANUP_ARENA = {0};
	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++)
		assert_str(utf8_fold(&a, cases[i].from), cases[i].wanted);
	for (size_t i = 0; i < COUNT(MALFORMED); i++)
		assert_true(utf8_valid(utf8_fold(&a, MALFORMED[i])));
	assert_int_equal(utf8_fold(&a, STR_NONE).n, 0);
}

static void test_words(void **state)
{
	static const uint32_t yes[] = {'a', 'Z', '0', 0xE9, 0x301, 0x3B2, 0x786C, 0x661},
						  no[] = {' ', '-', '_', '.', 0x2019, 0xFFFD, 0x110000, 0};
	(void)state;
	for (size_t i = 0; i < COUNT(yes); i++)
		assert_true(utf8_is_word(yes[i]));
	for (size_t i = 0; i < COUNT(no); i++)
		assert_false(utf8_is_word(no[i]));
}

static void test_cut_and_length(void **state)
{
	struct str s = S("a\xc3\xa9\xf0\x9f\x98\x80");
	static const size_t left[] = {0, 1, 1, 3, 3, 3, 3, 7, 7};
	(void)state;
	for (size_t n = 0; n < COUNT(left); n++)
		assert_int_equal(utf8_cut(s, n).n, left[n]);
	assert_int_equal(utf8_cut(S("\x80\x80\x80"), 2).n, 0);
	assert_int_equal(utf8_length(s), 3);
	assert_int_equal(utf8_length(STR_NONE), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_valid),
		cmocka_unit_test(test_take),
		cmocka_unit_test(test_add),
		cmocka_unit_test(test_clean),
		cmocka_unit_test(test_fold),
		cmocka_unit_test(test_words),
		cmocka_unit_test(test_cut_and_length),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
