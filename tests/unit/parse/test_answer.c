#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "parse/record/answer.h"

static struct arena arena;

static int teardown(void **state)
{
	(void)state;
	arena_free(&arena);
	return 0;
}

static void assert_reason(const char *answer, const char *expected)
{
	assert_string_equal(str_cstr(&arena, answer_reason(&arena, str_of(answer))), expected);
}

static void test_reasons_of_services(void **state)
{
	(void)state;
	assert_reason("`pageSize` must be a number\r\nat line 2", "`pageSize` must be a number");
	assert_reason("\n  Two   words \n", "Two words");
	assert_reason(
		"{\"error\":\"API rate limit exceeded\",\"count\":\"4\"}", "API rate limit exceeded");
	assert_reason("{\"message\":\"No such study\"}", "No such study");
	assert_reason("{\"error\":{\"code\":400,\"message\":\"Bad token\"}}", "Bad token");
	assert_reason("{\"errors\":[{\"detail\":\"Too long\"}]}", "Too long");
	assert_reason("<?xml version='1.0'?><eFetchResult><ERROR>Cannot process ID list</ERROR>"
				  "</eFetchResult>",
		"Cannot process ID list");
}

static void test_what_gives_no_reason(void **state)
{
	(void)state;
	assert_reason("", "");
	assert_reason("<!DOCTYPE html><html><title>Sorry</title></html>", "");
	assert_reason("<eFetchResult><ERROR>breaks off", "");
	assert_reason("[\"a\",\"b\"]", "");
	assert_reason("{\"error\":", "");
	assert_reason("{\"error\":{\"error\":{\"error\":{\"error\":{\"error\":\"deep\"}}}}}", "");
	assert_reason("{\"studies\":[]}", "");
}

/* What comes from outside is shown on a terminal and at the desk. */
static void test_hostile_reasons(void **state)
{
	(void)state;
	char longest[3001];
	for (size_t i = 0; i < sizeof longest; i++)
		longest[i] = i + 1 < sizeof longest ? 'x' : 0;
	assert_int_equal(answer_reason(&arena, str_of(longest)).n, 200);
	assert_reason("\033[31mred\033[0m", "[31mred [0m");
	assert_reason("turned \xE2\x80\xAE round \xE2\x81\xA6 it", "turned round it");
	assert_reason("a\xFFz", "a\xEF\xBF\xBDz");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_reasons_of_services),
		cmocka_unit_test(test_what_gives_no_reason),
		cmocka_unit_test(test_hostile_reasons),
	};
	return cmocka_run_group_tests(tests, NULL, teardown);
}
