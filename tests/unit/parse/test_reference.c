#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "parse/text/reference.h"

static void test_table_is_ordered(void **state)
{
	(void)state;
	for (size_t i = 1; i < NAMED_REFERENCE_COUNT; i++)
		assert_true(strcmp(NAMED_REFERENCES[i - 1].name, NAMED_REFERENCES[i].name) < 0);
}

static void test_every_name_is_found(void **state)
{
	(void)state;
	for (size_t i = 0; i < NAMED_REFERENCE_COUNT; i++)
		assert_ptr_equal(reference_find(str_of(NAMED_REFERENCES[i].name)), &NAMED_REFERENCES[i]);
	assert_null(reference_find(S("eAcute")));
	assert_null(reference_find(STR_NONE));
}

static const char *decoded(struct arena *a, const char *text, bool attribute)
{
	struct buf b CLEANUP_BUF = buf_new(1000);
	reference_add_decoded(&b, str_of(text), attribute);
	return str_cstr(a, buf_str(&b));
}

static void test_references_are_decoded_once(void **state)
{
	(void)state;
	struct arena a CLEANUP_ARENA = {0};
	assert_string_equal(decoded(&a, "&notin; &notit; &#0; &amp;lt;", false),
		"\xE2\x88\x89 \xC2\xACit; \xEF\xBF\xBD &lt;");
	assert_string_equal(
		decoded(&a, "&#146; &#x92; &#xZ; &#;", false), "\xE2\x80\x99 \xE2\x80\x99 &#xZ; &#;");
	assert_string_equal(
		decoded(&a, "&nGt; & &nosuch; &", false), "\xE2\x89\xAB\xE2\x83\x92 & &nosuch; &");
}

static void test_legacy_names_stay_in_addresses(void **state)
{
	(void)state;
	struct arena a CLEANUP_ARENA = {0};
	assert_string_equal(decoded(&a, "?a=1&copy=2&reg", true), "?a=1&copy=2\xC2\xAE");
	assert_string_equal(decoded(&a, "?a=1&copy=2&reg", false), "?a=1\xC2\xA9=2\xC2\xAE");
	assert_string_equal(decoded(&a, "&copy;=2", true), "\xC2\xA9=2");
}

static void test_text_without_references_is_not_copied(void **state)
{
	(void)state;
	struct arena a CLEANUP_ARENA = {0};
	struct str text = S("no reference");
	assert_ptr_equal(reference_decode(&a, text).p, text.p);
	assert_true(str_eq(reference_decode(&a, S("a &lt; b")), S("a < b")));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_table_is_ordered),
		cmocka_unit_test(test_every_name_is_found),
		cmocka_unit_test(test_references_are_decoded_once),
		cmocka_unit_test(test_legacy_names_stay_in_addresses),
		cmocka_unit_test(test_text_without_references_is_not_copied),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
