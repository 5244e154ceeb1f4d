#include "check.h"

#include "base/arena.h"
#include "base/err.h"
#include "base/utf8.h"

static void test_messages(void **state)
{
	struct err err;
	(void)state;
	assert_false(err_set(&err, "%s is not a database", "tidings.db"));
	assert_string_equal(err.text, "tidings.db is not a database");
	assert_false(err_add(&err, "opening %s", "the site"));
	assert_string_equal(err.text, "opening the site: tidings.db is not a database");
	/* The message itself may be among the arguments. */
	err_set(&err, "%s, twice: %s", err.text, err.text);
	assert_string_equal(err.text,
		"opening the site: tidings.db is not a database, twice: opening the site: tidings.db is "
		"not a database");
	assert_false(err_set_kind(&err, ERR_SOURCE, "404"));
	assert_int_equal(err.kind, ERR_SOURCE);
	err_add(&err, "asking PubMed");
	assert_int_equal(err.kind, ERR_SOURCE);
	err_set(&err, "no such word");
	assert_int_equal(err.kind, ERR_USER);
	assert_false(err_set(NULL, "nobody asked"));
	assert_false(err_add(NULL, "nobody asked"));
}

static void test_hostile_text(void **state)
{
	static const struct {
		const char *from, *shown;
	} cases[] = {
		{"a\x1b[2Jb", "a [2Jb"},
		{"two\r\nlines\tand\x7f", "two  lines and "},
		{"\xc2\x9b"
		 "31m",
			" 31m"}, /* U+009B: a terminal's CSI */
		{"\xff\xfe", "\xef\xbf\xbd\xef\xbf\xbd"},
		{"caf\xc3\xa9 \xe2\x80\x9cx\xe2\x80\x9d", "caf\xc3\xa9 \xe2\x80\x9cx\xe2\x80\x9d"},
		{"100 %s %n", "100 %s %n"},
	};
	struct err err;
	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		err_set(&err, "%s", cases[i].from);
		assert_string_equal(err.text, cases[i].shown);
	}
	err_set(&err, "inner");
	err_add(&err, "a\nb");
	assert_string_equal(err.text, "a b: inner");
}

/* Whatever the length, what is left is whole characters, and never more than there is room for. */
static void test_cut(void **state)
{
	static const char *const units[] = {
		"x", "\xc3\xa9", "\xe2\x82\xac", "\xf0\x9f\x98\x80", "\xc2\x9b", "\xff"};
	struct arena a CLEANUP_ARENA = {0};
	struct err err;
	(void)state;
	for (size_t u = 0; u < COUNT(units); u++)
		for (size_t shift = 0; shift < 5; shift++) {
			char *text = arena_alloc(&a, 5000 * 4 + shift + 1);
			memset(text, 'a', shift);
			size_t n = strlen(units[u]);
			for (size_t at = shift; at + n <= 5000; at += n)
				memcpy(text + at, units[u], n);
			err_set(&err, "%s", text);
			size_t length = strlen(err.text);
			assert_true(length < sizeof err.text && length > sizeof err.text - 5);
			assert_true(utf8_valid(str_of(err.text)));
			err_add(&err, "%s", "context");
			assert_true(str_starts(str_of(err.text), S("context: ")));
			assert_true(utf8_valid(str_of(err.text)));
			err_add(&err, "%s", text);
			assert_true(utf8_valid(str_of(err.text)));
		}
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(test_messages),
		cmocka_unit_test(test_hostile_text), cmocka_unit_test(test_cut)};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
