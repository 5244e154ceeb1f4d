#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "parse/record/esearch.h"

static struct arena arena;
static struct esearch found;

static int teardown(void **state)
{
	(void)state;
	arena_free(&arena);
	return 0;
}

static void assert_text(struct str s, const char *expected)
{
	assert_string_equal(str_cstr(&arena, s), expected);
}

static void read_answer(const char *xml)
{
	struct err err = {0};
	if (!esearch_parse(&arena, str_of(xml), &found, &err))
		fail_msg("%s", err.text);
}

static void test_page_of_ids(void **state)
{
	(void)state;
	read_answer("<?xml version='1.0'?><eSearchResult><Count>42249</Count><RetMax>2</RetMax>"
				"<RetStart>100</RetStart><QueryKey>1</QueryKey><WebEnv>MCID_sample</WebEnv>"
				"<IdList>\n<Id>99000001</Id>\n<Id>99000002</Id>\n</IdList><TranslationStack>"
				"<TermSet><Term>a</Term><Count>5</Count></TermSet></TranslationStack>"
				"<QueryTranslation>\"sample\"[All Fields]</QueryTranslation></eSearchResult>");
	assert_int_equal(found.count, 42249);
	assert_int_equal(found.retmax, 2);
	assert_int_equal(found.retstart, 100);
	assert_text(found.query_key, "1");
	assert_text(found.web_env, "MCID_sample");
	assert_text(found.query_translation, "\"sample\"[All Fields]");
	assert_int_equal(found.ids.n, 2);
	assert_text(found.ids.v[1], "99000002");
	assert_int_equal(found.errors.n + found.warnings.n, 0);
}

/* An answer that lists errors is read all the same: the editor shall see what was not
 * understood. */
static void test_lists_of_errors_and_warnings(void **state)
{
	(void)state;
	read_answer(
		"<eSearchResult><Count>0</Count><IdList/><ErrorList>"
		"<PhraseNotFound>smaple</PhraseNotFound><FieldNotFound>[xyz]</FieldNotFound></ErrorList>"
		"<WarningList><QuotedPhraseNotFound>\"a b\"</QuotedPhraseNotFound>"
		"<OutputMessage>No items found.</OutputMessage></WarningList></eSearchResult>");
	assert_int_equal(found.errors.n, 2);
	assert_text(found.errors.v[0], "PhraseNotFound: smaple");
	assert_text(found.errors.v[1], "FieldNotFound: [xyz]");
	assert_int_equal(found.warnings.n, 2);
	assert_text(found.warnings.v[0], "QuotedPhraseNotFound: \"a b\"");
	assert_text(found.warnings.v[1], "No items found.");
}

static void assert_refused(struct str answer, const char *message)
{
	struct err err = {0};
	assert_false(esearch_parse(&arena, answer, &found, &err));
	assert_string_equal(err.text, message);
	assert_int_equal(err.kind, ERR_SOURCE);
}

static void test_other_answers_are_refused(void **state)
{
	(void)state;
	struct err err = {0};
	assert_refused(
		S("{\"error\":\"API rate limit exceeded\"}"), "PubMed says: API rate limit exceeded");
	assert_refused(S("<ePostResult><ERROR>Nothing to store</ERROR></ePostResult>"),
		"PubMed says: Nothing to store");
	assert_refused(S("<?xml version=\"1.0\"?><eSearchResult><ERROR>Search Backend failed: "
					 "Database is not supported: pubmed</ERROR></eSearchResult>"),
		"PubMed says: Search Backend failed: Database is not supported: pubmed");
	assert_refused(S("<eSearchResult><Count>2</Count><IdList><Id>1</Id><Id>2</Id></IdList>"
					 "<ERROR/></eSearchResult>"),
		"PubMed says: an error without words");
	assert_refused(S("<eSearchResult><IdList/></eSearchResult>"),
		"PubMed does not say how many records it found");
	assert_refused(S("<eSearchResult><Count>many</Count></eSearchResult>"),
		"PubMed does not say how many records it found");
	assert_refused(S("<html>Down</html>"), "PubMed sent a web page instead of records");
	assert_refused(S("  "), "PubMed sent an empty answer");
	assert_false(esearch_parse(
		&arena, S("<eSearchResult><Count>5</Count><IdList><Id>1</Id>"), &found, &err));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_page_of_ids),
		cmocka_unit_test(test_lists_of_errors_and_warnings),
		cmocka_unit_test(test_other_answers_are_refused),
	};
	return cmocka_run_group_tests(tests, NULL, teardown);
}
