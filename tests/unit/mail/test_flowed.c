#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <string.h>

#include "base/utf8.h"
#include "mail/flowed.h"

static void same(struct str text, const char *want)
{
	struct arena a CLEANUP_ARENA = {0};
	assert_string_equal(str_cstr(&a, flowed_write(&a, text)), want);
}

static void test_short_lines_stay(void **state)
{
	(void)state;
	same(S(""), "");
	same(S("one\n\ntwo"), "one\n\ntwo\n");
	same(S("one   \t\ntwo \n"), "one\ntwo\n");
}

static void test_signature_separator(void **state)
{
	(void)state;
	same(S("-- \nThe Desk\n"), "-- \nThe Desk\n");
	/* Words that would leave "-- " alone on a line share it with the next word, however long. */
	struct arena a CLEANUP_ARENA = {0};
	char text[200];
	memset(text, 'x', sizeof text);
	memcpy(text, "-- https://", 11);
	same((struct str){text, sizeof text}, str_printf(&a, STR_FMT "\n", (int)sizeof text, text).p);
	memcpy(text, "-- xxxxxxxx", 11);
	struct str flowed = flowed_write(&a, (struct str){text, sizeof text});
	assert_true(str_starts(flowed, S("-- xxxxxxxx")));
}

static void test_stuffing(void **state)
{
	(void)state;
	same(S("> not a quotation\nFrom here on\n indented\nFromage\n"),
		" > not a quotation\n From here on\n  indented\nFromage\n");
}

/* What a reader's program does (RFC 3676 section 4.2): unstuff, join lines that end in a space,
 * without that space. */
static struct str unflow(struct arena *a, struct str text)
{
	struct buf out CLEANUP_BUF = buf_new(1 << 20);
	while (text.n) {
		struct str line = str_cut(&text, '\n');
		if (str_starts(line, S(" ")))
			line = str_sub(line, 1, SIZE_MAX);
		bool whole = !str_ends(line, S(" ")) || str_eq(line, S("-- "));
		buf_add(&out, str_sub(line, 0, line.n - !whole));
		if (whole)
			buf_add_char(&out, '\n');
	}
	return str_copy(a, buf_str(&out));
}

static void lines_are_short(struct str flowed)
{
	while (flowed.n) {
		struct str line = str_cut(&flowed, '\n');
		assert_true(utf8_length(line) <= FLOWED_WIDTH + 2 || str_find(line, S("https://")) == 0);
	}
}

static void test_breaks_join_again(void **state)
{
	(void)state;
	struct arena a CLEANUP_ARENA = {0};
	struct str text = S("A paragraph about sclérodermie systémique that is long enough to be "
						"broken more than once, with From at any place, > signs > here "
						"and  two spaces, "
						"https://example.org/an/address/that/is/longer/than/a/line/of/this/message/"
						"and/so/stands/alone and a closing word.\n"
						"From From From From From From From From From From From From From From "
						"From From From From From From From\n");
	struct str flowed = flowed_write(&a, text);
	assert_string_equal(str_cstr(&a, unflow(&a, flowed)), str_cstr(&a, text));
	lines_are_short(flowed);
}

/* Scripts without spaces, and words that no line holds, are broken where characters end. */
static void test_long_words(void **state)
{
	(void)state;
	static const char *const parts[] = {"系统性硬化症的干细胞移植，", "x", "زَرْعُالخَلَايَا",
		"👩‍⚕️🫁", "e\u0301\u0323", "🇩🇪🇫🇷", ">", "नमस्ते"};
	for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
		struct arena a CLEANUP_ARENA = {0};
		struct buf text CLEANUP_BUF = buf_new(1 << 20);
		buf_add(&text, S("Before "));
		while (text.n < 4000)
			buf_add(&text, str_of(parts[i]));
		buf_add(&text, S(" and after it.\n"));
		struct str flowed = flowed_write(&a, buf_str(&text));
		assert_string_equal(str_cstr(&a, unflow(&a, flowed)), text.p);
		lines_are_short(flowed);
		/* Nothing begins a line that belongs to the character before it. */
		assert_int_equal(str_find(flowed, S("\n\u0301")), STR_NOT_FOUND);
		assert_int_equal(str_find(flowed, S("\n\u200d")), STR_NOT_FOUND);
		assert_int_equal(str_find(flowed, S("\n\ufe0f")), STR_NOT_FOUND);
	}
}

/* How many lines in a row, at the most, are nothing but five letters of ASCII or more. */
static size_t rows_of_letters(struct str flowed, size_t *lines)
{
	size_t most = 0, row = 0;
	for (*lines = 0; flowed.n; ++*lines) {
		struct str line = str_trim(str_cut(&flowed, '\n'));
		bool letters = line.n >= 5;
		for (size_t i = 0; i < line.n; i++)
			letters = letters && is_alpha(line.p[i]);
		row = letters ? row + 1 : 0;
		most = row > most ? row : most;
	}
	return most;
}

/* Filters take them for a text of long words. Other scripts have no such lines, and none is cut. */
static void test_pieces_of_letters_are_few_in_a_row(void **state)
{
	(void)state;
	struct arena a CLEANUP_ARENA = {0};
	struct buf text CLEANUP_BUF = buf_new(1 << 20);
	size_t lines;
	while (text.n < 900)
		buf_add_char(&text, (char)('a' + text.n % 26));
	struct str flowed = flowed_write(&a, buf_str(&text));
	assert_int_equal(rows_of_letters(flowed, &lines), 5);
	assert_string_equal(
		str_cstr(&a, unflow(&a, flowed)), str_cstr(&a, STR_CAT(&a, buf_str(&text), S("\n"))));
	buf_clear(&text);
	for (size_t i = 0; i < 900; i++)
		buf_add(&text, S("\u79cd"));
	assert_int_equal(rows_of_letters(flowed_write(&a, buf_str(&text)), &lines), 0);
	assert_int_equal(lines, (2 * 900 + FLOWED_WIDTH - 3) / (FLOWED_WIDTH - 2));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_short_lines_stay),
		cmocka_unit_test(test_signature_separator),
		cmocka_unit_test(test_stuffing),
		cmocka_unit_test(test_breaks_join_again),
		cmocka_unit_test(test_long_words),
		cmocka_unit_test(test_pieces_of_letters_are_few_in_a_row),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
