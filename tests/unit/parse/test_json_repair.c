#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "base/buf.h"
#include "parse/text/json_read.h"
#include "parse/text/json_repair.h"

static void check(const char *in, const char *mended, bool whole)
{
	struct arena a CLEANUP_ARENA = {0};
	struct json_repairs repairs;
	assert_string_equal(str_cstr(&a, json_repair(&a, str_of(in), &repairs)), mended);
	assert_int_equal(!repairs.truncated && !repairs.misfit, whole);
}

static void test_faults_are_mended(void **state)
{
	(void)state;
	check("{\"a\": [1, \"x,]\\\"}\"]}", "{\"a\":[1,\"x,]\\\"}\"]}", true);
	check("{\"a\": \"line\nend\t\"}", "{\"a\":\"line end \"}", true);
	check("{\"a\": [1, 2,], \"b\": {\"c\": 1 , } }", "{\"a\":[1,2],\"b\":{\"c\":1}}", true);
	check("{\"a\": [1]]}}", "{\"a\":[1]}", false);
	check("[,1,,2 3 {\"a\" 1 \"b\":2}{}] tail", "[1,2,3,{\"a\":1,\"b\":2},{}]", true);
	check("{\"a\":,\"b\":}", "{\"a\":null,\"b\":null}", true);
	check("{\"a\",{},'b':'it\"s',c:d}", "{\"a\":null,\"\":{},\"b\":\"it\\\"s\",\"c\":null}", true);
}

static void test_odd_tokens_are_mended(void **state)
{
	(void)state;
	check("[\"\\ud83e\", \"\\ud83e\\ud83e\\udd14\", \"\\udd14x\", \"\\u00e9\"]",
		"[\"\\ufffd\",\"\\ufffd\\ud83e\\udd14\",\"\\ufffdx\",\"\\u00e9\"]", true);
	check("[\"\\x41\\xg\\'\\q\\u12\\n\\\\\"]", "[\"\\u0041\\\\xg'\\\\q\\\\u12\\n\\\\\"]", true);
	check("[9223372036854775807, 9223372036854775808, -12345678901234567890, 1e400, 1e-400]",
		"[9223372036854775807,\"9223372036854775808\",\"-12345678901234567890\",\"1e400\",1e-400]",
		true);
	check("[+1, 01, .5, 1., -.5, 0x1F, 1e, 1.5e3, -0, 0.25]",
		"[\"+1\",\"01\",\".5\",\"1.\",\"-.5\",\"0x1F\",\"1e\",1.5e3,-0,0.25]", true);
	check("[NaN, Infinity, -Infinity, undefined, None, True, FALSE, null]",
		"[null,null,null,null,null,true,false,null]", true);
}

static void test_a_cut_document_ends_behind_its_last_complete_item(void **state)
{
	(void)state;
	check("{\"items\": [{\"id\": 1, \"tags\": [\"x\"]}, {\"id\": 2}, {\"id\": 3, \"te",
		"{\"items\":[{\"id\":1,\"tags\":[\"x\"]},{\"id\":2}]}", false);
	check("{\"items\": [{\"id\": 1}", "{\"items\":[{\"id\":1}]}", false);
	check("{\"items\": [{\"id\"", "{\"items\":[]}", false);
	check("{\"items\": {\"id\"", "{\"items\":{\"id\":", false);
	check("", "", false);
	/* A list inside a record that breaks off does not make the record complete. */
	check("{\"items\": [{\"id\": 1}, {\"id\": 2, \"files\": [{\"url\": \"x\"}, {\"u",
		"{\"items\":[{\"id\":1}]}", false);
}

static void test_deep_nesting_is_cut(void **state)
{
	(void)state;
	struct arena a CLEANUP_ARENA = {0};
	char deep[4000];
	struct json_repairs repairs;
	memset(deep, '[', sizeof deep);
	assert_true(json_repair(&a, (struct str){deep, sizeof deep}, &repairs).n < 100);
	assert_true(repairs.misfit && !repairs.truncated);
}

/* What one odd token stands in is read, and what was wrong is said. */
static void test_reading(void **state)
{
	(void)state;
	struct arena a CLEANUP_ARENA = {0};
	struct json_reading reading;
	static const char *const odd[] = {"\"\\ud83e\"", "12345678901234567890", "1e400", "NaN",
		"\"\\x41\"", "\"\\q\"", "\"a\nb\"", "\"\xFF\"", "\"\\u0000\"", "'a'", "-", "1 2"};
	for (size_t i = 0; i < sizeof odd / sizeof *odd; i++) {
		json_t *root = json_read(&a,
			str_printf(
				&a, "{\"a\": [%s, 1],\n\"b\": {\"c\": %s}, \"d\": \"end\"} tail", odd[i], odd[i]),
			&reading);
		assert_string_equal(json_string_value(json_object_get(root, "d")), "end");
		assert_false(reading.truncated || reading.too_large || reading.misfit);
		assert_int_equal(reading.fault.n == 0, odd[i][1] == '\xFF' || strstr(odd[i], "0000"));
		json_decref(root);
	}
	assert_null(json_read(&a, STR_NONE, &reading));
	json_decref(json_read(&a, S("[{},{"), &reading));
	assert_true(reading.truncated && !reading.misfit && reading.fault.n);
	json_decref(json_read(&a, S("[{\"a\":1e400},{"), &reading)); /* an odd token, and the break */
	assert_true(reading.truncated && !reading.misfit);
	json_decref(json_read(&a, S("[{}},{"), &reading));
	assert_true(reading.truncated && reading.misfit);
}

/* 3 bytes become 350 in a tree: such a text is refused before there is one. */
static void test_a_tree_that_is_too_large(void **state)
{
	(void)state;
	struct arena a CLEANUP_ARENA = {0};
	struct json_reading reading;
	struct buf text CLEANUP_BUF = buf_new((size_t)64 << 20);
	buf_add(&text, S("[\""));
	for (size_t i = 0; i < (size_t)8 << 20; i++)
		buf_add(&text, S("{},"));
	buf_add(&text, S("\","));
	size_t sound = text.n;
	buf_add(&text, S("{}]"));
	json_t *root = json_read(&a, buf_str(&text), &reading); /* most of it is one string */
	assert_int_equal(json_array_size(root), 2);
	json_decref(root);
	text.n = sound;
	for (size_t i = 0; i < 500000; i++)
		buf_add(&text, S("{},"));
	buf_add(&text, S("{}]"));
	assert_null(json_read(&a, buf_str(&text), &reading));
	assert_true(reading.too_large && reading.fault.n);
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(test_faults_are_mended),
		cmocka_unit_test(test_odd_tokens_are_mended),
		cmocka_unit_test(test_a_cut_document_ends_behind_its_last_complete_item),
		cmocka_unit_test(test_deep_nesting_is_cut), cmocka_unit_test(test_reading),
		cmocka_unit_test(test_a_tree_that_is_too_large)};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
