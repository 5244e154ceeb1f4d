#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <string.h>

#include "match/key.h"
#include "match/text_ids.h"
#include "model/identifier.h"

struct form {
	const char *text, *wanted;
};

static void check_forms(
	struct str (*normalise)(struct arena *, struct str), const struct form *forms, size_t n)
{
	struct arena a CLEANUP_ARENA = {0};
	for (size_t i = 0; i < n; i++) {
		struct str got = normalise(&a, str_of(forms[i].text));
		if (!str_eq(got, str_of(forms[i].wanted)))
			fail_msg(
				"'%s' gives '" STR_FMT "', not '%s'", forms[i].text, STR_ARG(got), forms[i].wanted);
		if (got.n && !str_eq(normalise(&a, got), got))
			fail_msg("'%s' is not its own normal form", forms[i].wanted);
	}
}
#define CHECK(normalise, forms) check_forms(normalise, forms, sizeof(forms) / sizeof *(forms))

static void test_doi(void **state)
{
	static const struct form forms[] = {
		{"10.1371/journal.pone.0218068", "10.1371/journal.pone.0218068"},
		{"10.1371/JOURNAL.PONE.0218068", "10.1371/journal.pone.0218068"},
		{" doi:10.1371/journal.pone.0218068. ", "10.1371/journal.pone.0218068"},
		{"DOI: 10.1371/journal.pone.0218068", "10.1371/journal.pone.0218068"},
		{"https://doi.org/10.1371/journal.pone.0218068", "10.1371/journal.pone.0218068"},
		{"http://dx.doi.org/10.1371/journal.pone.0218068", "10.1371/journal.pone.0218068"},
		{"https://www.doi.org/10.1371/journal.pone.0218068", "10.1371/journal.pone.0218068"},
		{"doi.org/10.1371/journal.pone.0218068", "10.1371/journal.pone.0218068"},
		{"info:doi/10.1371/journal.pone.0218068", "10.1371/journal.pone.0218068"},
		{"10.1371%2Fjournal.pone.0218068", "10.1371/journal.pone.0218068"},
		{"10.1016/S0140-6736(19)30503-0", "10.1016/s0140-6736(19)30503-0"},
		{"10.1016/0140-6736(94)90123", "10.1016/0140-6736(94)90123"},
		{"10.1002/(SICI)1097-0258(19980815)", "10.1002/(sici)1097-0258(19980815)"},
		{"10.1000/abc);", "10.1000/abc"},
		{"10.1000/abc,", "10.1000/abc"},
		{"10.1000/abc]", "10.1000/abc"},
		{"10.1000/abc def", "10.1000/abc"},
		{"10.1000/abc”", "10.1000/abc"},
		{"10.1000/abc’.", "10.1000/abc"},
		{"10.1000/abc…", "10.1000/abc"},
		{"10.1000/abc\xC2\xA0»", "10.1000/abc"},
		{"10.1000/abc。参照", "10.1000/abc"},
		{"10.1000/abc‐1", "10.1000/abc‐1"},
		{"10.1000/é", "10.1000/é"},
		{"10.1000/a%FFb%20c",
			"10.1000/a\xEF\xBF\xBD"
			"b"},
		{"10.1000.10/123456", "10.1000.10/123456"},
		{"10.1000/", ""},
		{"10.1000/.", ""},
		{"10.10/abc", ""},
		{"10.1000", ""},
		{"11.1000/abc", ""},
		{"", ""},
		{"doi:", ""},
	};
	(void)state;
	CHECK(identifier_doi, forms);
}

static void test_pmid(void **state)
{
	static const struct form forms[] = {
		{"31314805", "31314805"},
		{" 031314805 ", "31314805"},
		{"PMID: 31314805", "31314805"},
		{"pmid31314805", "31314805"},
		{"0", ""},
		{"", ""},
		{"31314805v1", ""},
		{"-5", ""},
		{"1234567890", ""},
	};
	(void)state;
	CHECK(identifier_pmid, forms);
}

static void test_pmcid(void **state)
{
	static const struct form forms[] = {
		{"PMC6636719", "PMC6636719"},
		{"pmc6636719", "PMC6636719"},
		{"PMCID: PMC6636719", "PMC6636719"},
		{"PMC6636719.2", "PMC6636719"},
		{"6636719", ""},
		{"PMC", ""},
		{"PMCabc", ""},
		{"PMC6636719.x", ""},
		{"PMC000", ""},
	};
	(void)state;
	CHECK(identifier_pmcid, forms);
}

static void test_nct(void **state)
{
	static const struct form forms[] = {
		{"NCT04616482", "NCT04616482"},
		{"nct04616482", "NCT04616482"},
		{"NCT 04616482", "NCT04616482"},
		{"NCT#04616482", "NCT04616482"},
		{"ClinicalTrials.gov Identifier: NCT04616482", "NCT04616482"},
		{"NCT0461648", ""},
		{"NCT046164821", ""},
		{"NCT00000000", ""},
		{"XCT04616482", ""},
		{"NCT04616482 and more", ""},
	};
	(void)state;
	CHECK(identifier_nct, forms);
}

static void test_running_text(void **state)
{
	struct arena a CLEANUP_ARENA = {0};
	struct match_keys found = {0};
	static const struct {
		enum key_kind kind;
		const char *text;
	} wanted[] = {
		{KEY_NCT, "NCT04616482"},
		{KEY_PMID, "31314805"},
		{KEY_DOI, "10.1000/one"},
		{KEY_PMCID, "PMC6636719"},
		{KEY_DOI, "10.1101/2020.01.02.20012345"},
		{KEY_PMID, "20000001"},
	};
	(void)state;
	text_ids_add(&a,
		S("The trial (NCT04616482) was reported (PMID: 31314805; doi:10.1000/one). See PMC6636719, "
		  "https://www.medrxiv.org/content/10.1101/2020.01.02.20012345v3 and "
		  "https://pubmed.ncbi.nlm.nih.gov/20000001/. Not XNCT04616483, "
		  "NCT0461648, NCT046164829, version 10.2019 or PMID:. Again NCT04616482, “10.1000/one”."),
		&found);
	assert_int_equal(found.n, sizeof wanted / sizeof *wanted);
	for (size_t i = 0; i < found.n; i++) {
		assert_int_equal(found.v[i].kind, wanted[i].kind);
		assert_true(str_eq(found.v[i].text, str_of(wanted[i].text)));
	}
}

static void test_full_list_keeps_what_it_has(void **state)
{
	struct arena a CLEANUP_ARENA = {0};
	struct match_keys keys = {0};
	(void)state;
	for (int i = 0; i < 40; i++)
		key_add(&keys, KEY_PMID, str_printf(&a, "%d", 1000 + i));
	assert_int_equal(keys.n, sizeof keys.v / sizeof *keys.v);
	assert_true(str_eq(keys.v[0].text, S("1000")));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_doi),
		cmocka_unit_test(test_pmid),
		cmocka_unit_test(test_pmcid),
		cmocka_unit_test(test_nct),
		cmocka_unit_test(test_running_text),
		cmocka_unit_test(test_full_list_keeps_what_it_has),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
