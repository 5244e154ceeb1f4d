#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <string.h>

#include "mail/breakable.h"

static void gives(const char *html, const char *want)
{
	struct arena a CLEANUP_ARENA = {0};
	assert_string_equal(str_cstr(&a, breakable_html(&a, str_of(html))), want);
}
static void stays(const char *html)
{
	gives(html, html);
}

#define TWENTY "abcdefghijklmnopqrst"

static void test_words(void **state)
{
	(void)state;
	stays("");
	stays("Ordinary words, and one of 40: " TWENTY TWENTY);
	gives("<p>" TWENTY TWENTY "x", "<p>" TWENTY "\u200b" TWENTY "\u200bx");
	gives(TWENTY TWENTY "x z</p>", TWENTY "\u200b" TWENTY "\u200bx z</p>");
	/* What is copied has nothing in it. */
	gives("10.1234/" TWENTY TWENTY, "10.1234/abcdefghijkl<wbr>mnopqrstabcdefghijkl<wbr>mnopqrst");
	gives(TWENTY TWENTY "@example.org", TWENTY "<wbr>" TWENTY "<wbr>@example.org");
	stays("a & b <");
	/* Lines may be broken between Chinese characters as it is. */
	stays("系统性硬化症的干细胞移植系统性硬化症的干细胞移植系统性硬化症的干细胞移植系统性硬化症");
}

#define MARKED "e\u0301e\u0301e\u0301e\u0301e\u0301"
#define REFERENCES "&amp;&#39;&amp;&#39;&amp;"

/* Nor is a reference broken, which is one character. */
static void test_marks_stay_with_their_letters(void **state)
{
	(void)state;
	gives(MARKED MARKED MARKED MARKED TWENTY "x",
		MARKED MARKED MARKED MARKED "\u200b" TWENTY "\u200bx");
	gives(REFERENCES REFERENCES REFERENCES REFERENCES TWENTY "x",
		REFERENCES REFERENCES REFERENCES REFERENCES "\u200b" TWENTY "\u200bx");
}

static void test_what_is_no_text(void **state)
{
	(void)state;
	stays("<a href=\"https://example.org/" TWENTY TWENTY "xyz?a=1>b\">here</a>");
	stays("<!-- " TWENTY TWENTY "xyz > -->");
	stays("<style>" TWENTY TWENTY "xyz{a:b}</style>");
	stays("<TITLE>" TWENTY TWENTY "xyz</TITLE>");
	stays("<script>" TWENTY TWENTY "xyz</script>");
	stays("<title>" TWENTY TWENTY "xyz");
	stays("<a title='" TWENTY TWENTY "xyz");
	stays("<!-- " TWENTY TWENTY "xyz");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_words),
		cmocka_unit_test(test_marks_stay_with_their_letters),
		cmocka_unit_test(test_what_is_no_text),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
