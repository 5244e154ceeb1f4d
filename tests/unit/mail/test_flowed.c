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
	char text[100];
	memset(text, 'x', sizeof text);
	memcpy(text, "-- ", 3);
	struct arena a CLEANUP_ARENA = {0};
	struct str flowed = flowed_write(&a, (struct str){text, sizeof text});
	assert_int_equal(flowed.n, sizeof text + 1);
}

static void test_stuffing(void **state)
{
	(void)state;
	same(S("> not a quotation\nFrom here on\n indented\nFromage\n"),
		" > not a quotation\n From here on\n  indented\nFromage\n");
}

/* What a reader's program does (RFC 3676 section 4.2): unstuff, join lines that end in a space. */
static struct str unflow(struct arena *a, struct str text)
{
	struct buf out CLEANUP_BUF = buf_new(1 << 20);
	while (text.n) {
		struct str line = str_cut(&text, '\n');
		if (str_starts(line, S(" ")))
			line = str_sub(line, 1, SIZE_MAX);
		buf_add(&out, line);
		if (!str_ends(line, S(" ")) || str_eq(line, S("-- ")))
			buf_add_char(&out, '\n');
	}
	return str_copy(a, buf_str(&out));
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
	for (struct str rest = flowed; rest.n;) {
		struct str line = str_cut(&rest, '\n');
		assert_true(utf8_length(line) <= FLOWED_WIDTH + 1 || str_find(line, S("https://")) == 0);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_short_lines_stay),
		cmocka_unit_test(test_signature_separator),
		cmocka_unit_test(test_stuffing),
		cmocka_unit_test(test_breaks_join_again),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
