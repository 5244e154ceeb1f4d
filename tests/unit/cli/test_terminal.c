/* How much of a text fits on a line of a terminal. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "cli/terminal.h"

static void check(const char *text, size_t columns, const char *cut)
{
	struct arena a CLEANUP_ARENA = {0};
	struct str got = terminal_cut(&a, str_of(text), columns);
	if (!str_eq(got, str_of(cut)))
		fail_msg("“%s” in %zu columns is “" STR_FMT "”", text, columns, STR_ARG(got));
}

static void what_fits_stays(void **state)
{
	(void)state;
	check("", 1, "");
	check("abc", 3, "abc");
	check("a b c", 5, "a b c");
}

static void what_does_not_fit_ends_in_dots(void **state)
{
	(void)state;
	check("abcd", 3, "ab…");
	check("ab cd", 4, "ab…");
	check("abcd", 1, "…");
}

static void wide_letters_take_two_columns_and_marks_none(void **state)
{
	(void)state;
	check("皮膚", 4, "皮膚");
	check("皮膚", 3, "皮…");
	check("皮膚x", 4, "皮…");
	check("e\u0301te\u0301", 3, "e\u0301te\u0301");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_fits_stays),
		cmocka_unit_test(what_does_not_fit_ends_in_dots),
		cmocka_unit_test(wide_letters_take_two_columns_and_marks_none),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
