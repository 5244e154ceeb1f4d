#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "model/keys.h"

static void test_named(void **state)
{
	static const struct {
		struct keys keys;
		enum keys_named named;
	} cases[] = {
		{{.pmid = S("31314805")}, KEYS_NAME_PAPER},
		{{.pmcid = S("PMC1234567")}, KEYS_NAME_PAPER},
		{{.nct = S("NCT01895244")}, KEYS_NAME_TRIAL},
		{{.doi = S("10.1000/1")}, KEYS_NAME_DOI},
		{{.doi = S("10.1000/1"), .nct = S("NCT01895244")}, KEYS_NAME_TRIAL},
		{{.doi = S("10.1000/1"), .nct = S("NCT01895244"), .pmid = S("1")}, KEYS_NAME_PAPER},
		{{.pmid = S("")}, KEYS_NAME_NOTHING},
	};
	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		assert_int_equal(keys_name_publication(&cases[i].keys), cases[i].named);
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(test_named)};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
