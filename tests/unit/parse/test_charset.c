#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "parse/text/charset.h"

struct sample {
	struct str bytes, content_type, text;
	const char *encoding;
	bool fault;
};

static void test_claims_and_signatures(void **state)
{
	(void)state;
	struct arena a CLEANUP_ARENA = {0};
	static const struct sample cases[] = {
		{S("<a>x</a>"), STR_NONE, S("<a>x</a>"), "utf-8", false},
		{S("\xEF\xBB\xBF<a>\xC3\xA9</a>"), S("text/xml; charset=latin1"), S("<a>\xC3\xA9</a>"),
			"utf-8", false},
		{S("\xFF\xFE<\0a\0\xE9\0"), STR_NONE, S("<a\xC3\xA9"), "utf-16le", false},
		{S("\0<\0a\0>"), STR_NONE, S("<a>"), "utf-16be", false},
		{S("<a>\x93q\x94</a>"), S("application/xml; charset=\"ISO-8859-1\""),
			S("<a>\xE2\x80\x9Cq\xE2\x80\x9D</a>"), "windows-1252", false},
		{S("<?xml version='1.0' encoding='koi8-r'?>\xC1"), STR_NONE,
			S("<?xml version='1.0' encoding='koi8-r'?>\xD0\xB0"), "koi8-r", false},
		{S("<?xml version='1.0' encoding='utf-16'?><a/>"), STR_NONE,
			S("<?xml version='1.0' encoding='utf-16'?><a/>"), "utf-8", true},
		{S("<?xml version='1.0' encoding='utf-7'?>+ADw-"), STR_NONE,
			S("<?xml version='1.0' encoding='utf-7'?>+ADw-"), "utf-8", true},
		{S("<?xml version='1.0' encoding='x-klingon'?>\xC3\xA9"), STR_NONE,
			S("<?xml version='1.0' encoding='x-klingon'?>\xC3\xA9"), "utf-8", true},
		{S("<?xml version='1.0' encoding='us-ascii'?>x"), STR_NONE,
			S("<?xml version='1.0' encoding='us-ascii'?>x"), "windows-1252", false},
		{S("\xC3\xA9\xC3\xA8\xC3\xA0 \xFF \xC3\xA7\xC3\xB4"), STR_NONE,
			S("\xC3\xA9\xC3\xA8\xC3\xA0 \xEF\xBF\xBD \xC3\xA7\xC3\xB4"), "utf-8", true},
		/* To glibc's iconv this is one code point beyond U+10FFFF. */
		{S("a\0 a"), S("text/xml; charset=wchar_t"), S("a\0 a"), "utf-8", true},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct charset_text out;
		charset_decode(&a, cases[i].bytes, cases[i].content_type, &out);
		assert_string_equal(str_cstr(&a, out.encoding), cases[i].encoding);
		assert_true(str_eq(out.text, cases[i].text));
		assert_int_equal(out.fault != NULL, cases[i].fault);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(test_claims_and_signatures)};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
