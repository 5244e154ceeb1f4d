#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "parse/text/json_repair.h"

static void check(const char *in, const char *mended)
{
	struct arena a CLEANUP_ARENA = {0};
	assert_string_equal(str_cstr(&a, json_repair(&a, str_of(in))), mended);
}

static void test_faults_are_mended(void **state)
{
	(void)state;
	check("{\"a\": [1, \"x,]\\\"}\"]}", "{\"a\": [1, \"x,]\\\"}\"]}");
	check("{\"a\": \"line\nend\t\"}", "{\"a\": \"line end \"}");
	check("{\"a\": [1, 2,], \"b\": {\"c\": 1 , } }", "{\"a\": [1, 2], \"b\": {\"c\": 1 } }");
	check("{\"a\": [1]]}}", "{\"a\": [1]}");
}

static void test_a_cut_document_ends_behind_its_last_complete_item(void **state)
{
	(void)state;
	check("{\"items\": [{\"id\": 1, \"tags\": [\"x\"]}, {\"id\": 2}, {\"id\": 3, \"te",
		"{\"items\": [{\"id\": 1, \"tags\": [\"x\"]}, {\"id\": 2}]}");
	check("{\"items\": [{\"id\": 1}", "{\"items\": [{\"id\": 1}]}");
	check("{\"items\": [{\"id\"", "{\"items\": [{\"id\"");
	check("", "");
}

static void test_deep_nesting_is_cut(void **state)
{
	(void)state;
	struct arena a CLEANUP_ARENA = {0};
	char deep[4000];
	memset(deep, '[', sizeof deep);
	assert_true(json_repair(&a, (struct str){deep, sizeof deep}).n < 100);
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(test_faults_are_mended),
		cmocka_unit_test(test_a_cut_document_ends_behind_its_last_complete_item),
		cmocka_unit_test(test_deep_nesting_is_cut)};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
