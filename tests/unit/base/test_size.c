#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/size.h"

static void test_words(void **state)
{
	(void)state;
	static const struct {
		size_t bytes;
		const char *words;
	} cases[] = {
		{0, "0 bytes"},
		{1, "1 byte"},
		{1023, "1023 bytes"},
		{1024, "1 kB"},
		{65536, "64 kB"},
		{33554432, "32 MB"},
		{33554431, "31 MB"},
		{SIZE_MAX, "17592186044415 MB"},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		char words[SIZE_WORDS];
		assert_string_equal(size_words(cases[i].bytes, words), cases[i].words);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(test_words)};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
