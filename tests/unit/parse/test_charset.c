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
		/* A label stands when most characters are valid in it. */
		{S("<?xml version='1.0' encoding='UTF-8'?>\xC3\xA9 \xE9 x"), STR_NONE,
			S("<?xml version='1.0' encoding='UTF-8'?>\xC3\xA9 \xEF\xBF\xBD x"), "utf-8", true},
		{S("<?xml version='1.0' encoding='UTF-8'?>\xC3\xA9 \xED\xA0\xBD\xED\xB8\x89"), STR_NONE,
			S("<?xml version='1.0' encoding='UTF-8'?>\xC3\xA9 \xF0\x9F\x98\x89"), "utf-8", true},
		{S("\x82\xA0\x82\xA2\x82\xA4\xFF\x82\xA6"), S("text/xml; charset=Shift_JIS"),
			S("\xE3\x81\x82\xE3\x81\x84\xE3\x81\x86\xEF\xBF\xBD\xE3\x81\x88"), "cp932", true},
		/* UTF-8 is never read as single bytes, whatever is claimed. */
		{S("caf\xC3\xA9"), S("text/xml; charset=iso-8859-1"), S("caf\xC3\xA9"), "utf-8", true},
		{S("\xC3\xA9\xC3\xA8 \xFF"), S("text/xml; charset=koi8-r"),
			S("\xC3\xA9\xC3\xA8 \xEF\xBF\xBD"), "utf-8", true},
		{S("<?xml version='1.0' encoding='UTF-8'?>\xE9t\xE9 \xFC\xF6 \x81 \xC3\xA9"), STR_NONE,
			S("<?xml version='1.0' encoding='UTF-8'?>\xC3\xA9t\xC3\xA9 \xC3\xBC\xC3\xB6 \xC2\x81 "
			  "\xC3\xA9"),
			"windows-1252", true},
		{S("\xE9t\xE9 \xFC\x81 \xC3\xA9"), S("text/xml; charset=latin1"),
			S("\xC3\xA9t\xC3\xA9 \xC3\xBC\xC2\x81 \xC3\xA9"), "windows-1252", false},
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
