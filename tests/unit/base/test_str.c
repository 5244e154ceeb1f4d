#include "check.h"

#include <limits.h>

#include "base/arena.h"

static void test_borders(void **state)
{
	(void)state;
	assert_int_equal(str_of(NULL).n, 0);
	assert_int_equal(str_of("").n, 0);
	assert_str(str_of("abc"), S("abc"));
	assert_str(str_sub(S("abcdef"), 2, 3), S("cde"));
	assert_str(str_sub(S("abcdef"), 4, SIZE_MAX), S("ef"));
	assert_null(str_sub(S("abc"), 3, 1).p);
	assert_null(str_sub(S("abc"), SIZE_MAX, SIZE_MAX).p);
	assert_null(str_sub(STR_NONE, 0, 5).p);
	assert_str(str_or(STR_NONE, S("b")), S("b"));
	assert_str(str_or(S("a"), S("b")), S("a"));
}

static void test_equality(void **state)
{
	(void)state;
	assert_true(str_eq(STR_NONE, S("")));
	assert_false(str_eq(S("a"), S("ab")));
	assert_true(str_ieq(S("PubMed"), S("pUBmED")));
	assert_false(str_ieq(S("Pub"), S("PubMed")));
	assert_true(str_ieq(STR_NONE, S("")));
	/* Bytes that a C string would end at, or a locale would fold, are bytes like any other. */
	assert_false(str_ieq(S("a\0b"), S("a\0c")));
	assert_false(str_ieq(S("\xc3\x89"), S("\xc3\xa9")));
	assert_false(str_ieq(S("@["), S("`{")));
}

static void test_order(void **state)
{
	(void)state;
	assert_true(str_cmp(S("a"), S("b")) < 0);
	assert_true(str_cmp(S("ab"), S("a")) > 0);
	assert_true(str_cmp(S("\xff"), S("a")) > 0);
	assert_true(str_cmp(S("a\0b"), S("a\0a")) > 0);
	assert_int_equal(str_cmp(STR_NONE, S("")), 0);
	assert_true(str_cmp(STR_NONE, S("a")) < 0);
}

static void test_affixes(void **state)
{
	(void)state;
	assert_true(str_starts(S("https://x"), S("https:")));
	assert_false(str_starts(S("http"), S("https:")));
	assert_true(str_istarts(S("HTTPS://x"), S("https:")));
	assert_false(str_istarts(S("h"), S("https:")));
	assert_true(str_ends(S("a.opml"), S(".opml")));
	assert_false(str_ends(S("opml"), S(".opml")));
	assert_true(str_iends(S("a.OPML"), S(".opml")));
	assert_false(str_iends(S("OPML"), S(".opml")));
	static const char *const words[] = {"und", "et"};
	assert_true(str_is_one_of(S("et"), words, 2));
	assert_false(str_is_one_of(S("e"), words, 2));
	assert_false(str_is_one_of(STR_NONE, words, 2));
	assert_true(str_starts(STR_NONE, STR_NONE) && str_ends(STR_NONE, STR_NONE) &&
		str_istarts(S("a"), STR_NONE));
}

static void test_find(void **state)
{
	(void)state;
	assert_int_equal(str_find(S("bone marrow"), S("marrow")), 5);
	assert_true(str_find(S("bone"), S("marrow")) == STR_NOT_FOUND);
	assert_int_equal(str_find(S("a\0bc"), S("bc")), 2);
	assert_int_equal(str_find(STR_NONE, STR_NONE), 0);
	assert_true(str_find(STR_NONE, S("a")) == STR_NOT_FOUND);
	assert_int_equal(str_find_rare(S("N NC NCT"), S("NCT")), 5);
	assert_true(str_find_rare(S("N NCNC"), S("NCT")) == STR_NOT_FOUND);
	assert_int_equal(str_find_rare(STR_NONE, STR_NONE), 0);
	assert_int_equal(str_find_char(S("a,b,c"), ','), 1);
	assert_true(str_find_char(STR_NONE, 0) == STR_NOT_FOUND);
	assert_int_equal(str_find_char(S("a\0"), 0), 1);
}

static void test_find_without_case(void **state)
{
	static const struct {
		struct str s, needle;
		size_t at;
	} cases[] = {
		{S("Bone MARROW"), S("marrow"), 5},
		{S("aab"), S("AB"), 1},
		{S("xy"), S("Y"), 1},
		{S("stemstEM cell"), S("Stem Cell"), 4},
		{S("a\0B"), S("\0b"), 1},
		{S("a"), S("ab"), STR_NOT_FOUND},
		{S("abc"), S("d"), STR_NOT_FOUND},
		{S("abc"), {NULL, 0}, 0},
		{S("1-2"), S("-2"), 1},
		{S("marro"), S("marrow"), STR_NOT_FOUND},
		{S("a\0b"), S("\0c"), STR_NOT_FOUND},
	};
	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++)
		assert_true(str_ifind(cases[i].s, cases[i].needle) == cases[i].at);
}

static void test_trim(void **state)
{
	(void)state;
	assert_str(str_trim(S(" \t\r\n\v\f a b \n")), S("a b"));
	assert_int_equal(str_trim(S(" \n ")).n, 0);
	assert_int_equal(str_trim(STR_NONE).n, 0);
	assert_str(str_trim(S("\xc2\xa0x")), S("\xc2\xa0x")); /* ASCII white space only */
}

static size_t count_fields(struct str rest, size_t *empty)
{
	size_t n = 0;
	for (*empty = 0; rest.p; n++)
		*empty += str_cut(&rest, ',').n == 0;
	return n;
}

static void test_cut(void **state)
{
	size_t empty;
	struct str rest = S("name=value=more");
	(void)state;
	assert_str(str_cut(&rest, '='), S("name"));
	assert_str(rest, S("value=more"));
	/* A separator at the end has an empty field behind it: what was written can be told apart. */
	assert_int_equal(count_fields(S("a,b"), &empty), 2);
	assert_int_equal(count_fields(S("a,b,"), &empty), 3);
	assert_int_equal(empty, 1);
	assert_int_equal(count_fields(S(",,"), &empty), 3);
	assert_int_equal(count_fields(S(""), &empty), 1);
	assert_int_equal(count_fields(STR_NONE, &empty), 0);
}

static void test_numbers(void **state)
{
	static const struct {
		struct str s;
		long value;
	} good[] = {
		{S("0"), 0},
		{S("31314805"), 31314805},
		{S("-7"), -7},
		{S("-0"), 0},
		{S("9223372036854775807"), LONG_MAX},
		{S("-9223372036854775808"), LONG_MIN},
		{S("000000000000000000000000042"), 42},
	};
	static const struct str bad[] = {
		S(""),
		S("-"),
		S("--1"),
		S("+1"),
		S(" 1"),
		S("1 "),
		S("1a"),
		S("0x10"),
		S("1\0"),
		S("9223372036854775808"),
		S("-9223372036854775809"),
		S("99999999999999999999999999999999999999"),
		S("\xd9\xa1"),
	};
	long value = 5;
	(void)state;
	for (size_t i = 0; i < COUNT(good); i++) {
		assert_true(str_to_long(good[i].s, &value));
		assert_true(value == good[i].value);
	}
	value = 5;
	for (size_t i = 0; i < COUNT(bad); i++)
		assert_false(str_to_long(bad[i], &value));
	assert_int_equal(value, 5);
	assert_false(str_is_digits(STR_NONE));
	assert_true(str_is_digits(S("0123456789")));
}

static void test_take(void **state)
{
	struct str rest = S("2019-7x");
	int number = 5;
	(void)state;
	assert_false(str_take_number(&rest, 5, &number));
	assert_true(str_take_number(&rest, 3, &number));
	assert_int_equal(number, 201);
	assert_true(str_take_number(&rest, 1, &number) && number == 9);
	assert_false(str_take_char(&rest, '+'));
	assert_false(str_take_number(&rest, 1, &number)); /* "-" is no digit */
	assert_true(str_take_char(&rest, '-'));
	assert_false(str_take_number(&rest, 2, &number));
	assert_str(rest, S("7x"));
	rest = STR_NONE;
	assert_false(str_take_char(&rest, 0) || str_take_number(&rest, 1, &number));
	assert_int_equal(number, 9);
}

static void test_copies(void **state)
{
	struct arena a CLEANUP_ARENA = {0};
	(void)state;
	struct str copy = str_copy(&a, S("a\0b"));
	assert_str(copy, S("a\0b"));
	assert_int_equal(copy.p[3], 0);
	assert_null(str_copy(&a, S("")).p);
	assert_string_equal(str_cstr(&a, STR_NONE), "");
	assert_string_equal(str_cstr(&a, str_sub(S("abcdef"), 1, 2)), "bc");
	assert_str(str_printf(&a, "%d " STR_FMT, 7, STR_ARG(str_sub(S("items!"), 0, 5))), S("7 items"));
	assert_null(str_printf(&a, "%s", "").p);
	assert_str(str_lower(&a,
				   S("\xc3\x89"
					 "A-Z[")),
		S("\xc3\x89"
		  "a-z["));
	assert_int_equal(str_lower(&a, STR_NONE).n, 0);
}

static void test_collapse(void **state)
{
	struct arena a CLEANUP_ARENA = {0};
	(void)state;
	assert_str(str_collapse(&a, S("\n a \t\r\n b  ")), S("a b"));
	assert_str(str_collapse(&a, S("ab")), S("ab"));
	for (int n = 1; n < 100; n++) { /* wherever in a long text the white space stands */
		struct str once = str_printf(&a, "%0*d b c%0*d", n, 1, 100 - n, 1);
		assert_str(str_collapse(&a, str_printf(&a, "%0*d  b c%0*d", n, 1, 100 - n, 1)), once);
		assert_str(str_collapse(&a, str_printf(&a, "%0*d b\tc%0*d", n, 1, 100 - n, 1)), once);
		assert_str(str_collapse(&a, once), once);
	}
	assert_null(str_collapse(&a, S(" \n\t ")).p);
	assert_null(str_collapse(&a, STR_NONE).p);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_borders),
		cmocka_unit_test(test_equality),
		cmocka_unit_test(test_order),
		cmocka_unit_test(test_affixes),
		cmocka_unit_test(test_find),
		cmocka_unit_test(test_find_without_case),
		cmocka_unit_test(test_trim),
		cmocka_unit_test(test_cut),
		cmocka_unit_test(test_numbers),
		cmocka_unit_test(test_take),
		cmocka_unit_test(test_copies),
		cmocka_unit_test(test_collapse),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
