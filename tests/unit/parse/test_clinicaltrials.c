#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <string.h>

#include "base/buf.h"
#include "parse/record/clinicaltrials.h"

static struct arena arena;
static struct studies page;

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

static void read_page(struct str json)
{
	struct err err = {0};
	if (!clinicaltrials_parse(&arena, json, &page, &err))
		fail_msg("%s", err.text);
}

static const char STUDY[] =
	"{\"protocolSection\":{\"identificationModule\":{\"nctId\":\"NCT99000001\","
	"\"nctIdAliases\":[\"NCT99000002\"],\"briefTitle\":\"Sample In SYstemic samples\","
	"\"officialTitle\":\"A study of samples\",\"acronym\":\"SAMPLE\","
	"\"secondaryIdInfos\":[{\"id\":\"2020-1\",\"type\":\"EUDRACT_NUMBER\"}]},"
	"\"statusModule\":{\"overallStatus\":\"UNKNOWN\",\"lastKnownStatus\":\"RECRUITING\","
	"\"statusVerifiedDate\":\"2020-10\",\"startDateStruct\":{\"date\":\"2019\"},"
	"\"completionDateStruct\":{\"date\":\"2021-13\"},"
	"\"studyFirstPostDateStruct\":{\"date\":\"2019-02-03\"},"
	"\"lastUpdatePostDateStruct\":{\"date\":\"2020-11-05\"}},"
	"\"sponsorCollaboratorsModule\":{\"leadSponsor\":{\"name\":\"Sample University\"}},"
	"\"descriptionModule\":{\"briefSummary\":\"HbA1c \\\\"
	"<7% over \\\\~6 months.\\n\\n* First   part\\n* Second\\u0000part\"},"
	"\"conditionsModule\":{\"conditions\":[\"Samples\",5],\"keywords\":[\"k\"]},"
	"\"designModule\":{\"studyType\":\"INTERVENTIONAL\",\"phases\":[\"PHASE2\",\"PHASE3\"]},"
	"\"armsInterventionsModule\":{\"interventions\":[{\"type\":\"DRUG\","
	"\"name\":\"Samplimab\"}]},"
	"\"contactsLocationsModule\":{\"locations\":[{\"city\":\"Chicago\",\"state\":\"Illinois\","
	"\"country\":\"United States\"}]},"
	"\"referencesModule\":{\"references\":[{\"pmid\":\"99000001\","
	"\"type\":\"RESULT\"},{\"pmid\":\"99000002\","
	"\"type\":\"BACKGROUND\"},{\"citation\":\"none\"}]}},\"hasResults\":true}";

static void test_one_study(void **state)
{
	(void)state;
	read_page(str_of(STUDY));
	assert_int_equal(page.entries.n, 1);
	const struct entry *entry = &page.entries.v[0];
	assert_int_equal(entry->kind, ENTRY_TRIAL);
	assert_text(entry->native, "NCT99000001");
	assert_text(entry->keys.nct, "NCT99000001");
	assert_text(entry->url, "https://clinicaltrials.gov/study/NCT99000001");
	assert_text(entry->title, "Sample In SYstemic samples");
	assert_int_equal(entry->published, date_to_time((struct date){2019, 2, 3}));
	assert_int_equal(entry->updated, date_to_time((struct date){2020, 11, 5}));
	const struct trial *trial = entry->trial;
	assert_text(trial->aliases.v[0], "NCT99000002");
	assert_text(trial->secondary_ids.v[0], "2020-1");
	assert_text(trial->overall_status, "UNKNOWN");
	assert_text(trial->last_known_status, "RECRUITING");
	assert_text(trial->sponsor, "Sample University");
	assert_text(trial->city, "Chicago");
	assert_text(trial->interventions.v[0], "Samplimab");
	assert_int_equal(trial->phases.n, 2);
	assert_int_equal(trial->conditions.n, 1);
	assert_int_equal(trial->pmids.n, 2);
	assert_int_equal(trial->result_pmids.n, 1);
	assert_true(trial->has_results);
}

static void test_partial_and_impossible_dates(void **state)
{
	(void)state;
	read_page(str_of(STUDY));
	const struct trial *trial = page.entries.v[0].trial;
	assert_int_equal(trial->status_verified.month, 10);
	assert_int_equal(trial->status_verified.day, 0);
	assert_int_equal(trial->start.year, 2019);
	assert_int_equal(trial->start.month, 0);
	assert_int_equal(trial->completion.year, 0);
}

static void test_markdown_becomes_plain_text(void **state)
{
	(void)state;
	read_page(str_of(STUDY));
	assert_text(page.entries.v[0].text, "HbA1c <7% over ~6 months.\nFirst part\nSecond part");
}

static void test_pages(void **state)
{
	(void)state;
	read_page(S("{\"studies\":[{\"protocolSection\":{\"identificationModule\":{\"nctId\":"
				"\"nct123\"}}},{\"protocolSection\":{\"identificationModule\":{}}},5,{"
				"\"protocolSection\":{\"identificationModule\":{\"nctId\":\"NCT123456789\"}}}],"
				"\"nextPageToken\":\"abc\"}"));
	assert_int_equal(page.entries.n, 1);
	assert_text(page.entries.v[0].native, "NCT00000123");
	assert_int_equal(page.skipped, 3);
	assert_text(page.next_page_token, "abc");
	const struct entry *bare = &page.entries.v[0];
	assert_int_equal(bare->title.n + bare->text.n + bare->trial->overall_status.n, 0);
	assert_int_equal(bare->published, NO_TIME);
	read_page(S("{\"studies\":[],\"nextPageToken\":\"more\"}"));
	assert_int_equal(page.entries.n, 0);
	assert_text(page.next_page_token, "more");
	read_page(S("{\"studies\":[]}"));
	assert_int_equal(page.next_page_token.n, 0);
}

static void test_a_city_only_for_one_place(void **state)
{
	(void)state;
	read_page(
		S("{\"protocolSection\":{\"identificationModule\":{\"nctId\":\"NCT99000001\"},"
		  "\"contactsLocationsModule\":{\"locations\":[{\"city\":\"A\"},{\"city\":\"B\"}]}}}"));
	assert_int_equal(page.entries.v[0].trial->location_count, 2);
	assert_int_equal(page.entries.v[0].trial->city.n, 0);
}

static void assert_refused(struct str answer, const char *message)
{
	struct err err = {0};
	assert_false(clinicaltrials_parse(&arena, answer, &page, &err));
	assert_string_equal(err.text, message);
	assert_int_equal(err.kind, ERR_SOURCE);
}

static void test_other_answers_are_quoted(void **state)
{
	(void)state;
	assert_refused(S("Unknown  parameter\n`fooo`"), "ClinicalTrials.gov says: Unknown parameter");
	assert_refused(S("{\"error\":{\"code\":500,\"message\":\"Backend  is\\u202E down\"}}"),
		"ClinicalTrials.gov says: Backend is down");
	assert_refused(
		S("<!doctype html><html></html>"), "ClinicalTrials.gov sent a web page instead of studies");
	assert_refused(STR_NONE, "ClinicalTrials.gov sent an empty answer");
	assert_refused(S("{\"studies\":{}}"),
		"ClinicalTrials.gov sent JSON that is broken or holds no studies: {\"studies\":{}}");
	char longer[5000];
	memset(longer, 'x', sizeof longer);
	struct err err = {0};
	assert_false(clinicaltrials_parse(&arena, (struct str){longer, sizeof longer}, &page, &err));
	assert_true(strlen(err.text) < 300);
}

/* Of a page that breaks off the complete studies are kept, and no half one; nor is half an answer
 * with one study a study. */
static void test_a_page_that_breaks_off(void **state)
{
	(void)state;
	const struct str study = str_of(STUDY);
	size_t in_locations = str_find(study, S("\"country\"")) + 40;
	read_page(str_printf(&arena, "{\"totalCount\":3,\"studies\":[" STR_FMT "," STR_FMT,
		STR_ARG(study), (int)in_locations, STUDY));
	assert_true(page.truncated);
	assert_int_equal(page.entries.n, 1);
	assert_text(page.entries.v[0].trial->country, "United States");
	read_page(S("{\"studies\":[{"));
	assert_true(page.truncated && page.entries.n == 0);
	read_page(study);
	assert_false(page.truncated);
	struct err err = {0};
	assert_false(clinicaltrials_parse(&arena, str_sub(study, 0, in_locations), &page, &err));
	assert_int_equal(page.entries.n, 0);
}

/* One odd token costs no study, and is noted. */
static void test_broken_json(void **state)
{
	(void)state;
	read_page(
		S("{\"studies\":[{\"x\":1e400,\"protocolSection\":{\"identificationModule\":"
		  "{\"nctId\":\"NCT99000001\",\"briefTitle\":\"a \\ud83e \xFF b\"}}},{\"protocolSection\":"
		  "{\"identificationModule\":{\"nctId\":\"NCT99000002\"}}}],\"nextPageToken\":\"t\"}"));
	assert_int_equal(page.entries.n, 2);
	assert_text(page.entries.v[0].title, "a \xEF\xBF\xBD \xEF\xBF\xBD b");
	assert_text(page.next_page_token, "t");
	assert_true(str_starts(page.fault, S("broken JSON: ")));
	read_page(S("{\"studies\":[]}"));
	assert_int_equal(page.fault.n, 0);
	assert_refused(S("{\"studies\":[{}]]}"),
		"ClinicalTrials.gov sent JSON that is broken or holds no studies: {\"studies\":[{}]]}");
	struct buf bomb CLEANUP_BUF = buf_new(4 << 20);
	buf_add(&bomb, S("{\"studies\":["));
	for (int i = 0; i < 1000000; i++)
		buf_add(&bomb, S("{},"));
	buf_add(&bomb, S("{}]}"));
	assert_refused(buf_str(&bomb), "ClinicalTrials.gov sent JSON with too many values");
}

static void test_deep_nesting_is_refused(void **state)
{
	(void)state;
	char deep[100000];
	memset(deep, '[', sizeof deep);
	struct err err = {0};
	assert_false(clinicaltrials_parse(&arena, (struct str){deep, sizeof deep}, &page, &err));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_one_study),
		cmocka_unit_test(test_partial_and_impossible_dates),
		cmocka_unit_test(test_markdown_becomes_plain_text),
		cmocka_unit_test(test_pages),
		cmocka_unit_test(test_a_city_only_for_one_place),
		cmocka_unit_test(test_other_answers_are_quoted),
		cmocka_unit_test(test_a_page_that_breaks_off),
		cmocka_unit_test(test_broken_json),
		cmocka_unit_test(test_deep_nesting_is_refused),
	};
	return cmocka_run_group_tests(tests, NULL, teardown);
}
