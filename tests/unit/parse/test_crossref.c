#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <string.h>

#include "base/buf.h"
#include "parse/record/crossref.h"

static struct arena arena;
static struct crossref_works works;

static int teardown(void **state)
{
	(void)state;
	arena_free(&arena);
	return 0;
}

static void read_answer(const char *json)
{
	struct err err = {0};
	if (!crossref_parse(&arena, str_of(json), &works, &err))
		fail_msg("%s", err.text);
}

static void assert_said(size_t i, const char *doi, enum correction_kind kind, const char *notice)
{
	assert_true(i < works.said_count);
	assert_string_equal(str_cstr(&arena, works.said[i].doi), doi);
	assert_int_equal(works.said[i].kind, kind);
	assert_string_equal(str_cstr(&arena, works.said[i].by), notice);
}

/* A list in which publisher and Retraction Watch report one retraction. */
static void test_a_list(void **state)
{
	(void)state;
	read_answer(
		"{\"status\":\"ok\",\"message-type\":\"work-list\",\"message\":{\"total-results\":3,"
		"\"items\":[{\"DOI\":\"10.1234/SAMPLE.1\",\"updated-by\":["
		"{\"DOI\":\"10.1234/Notice\",\"type\":\"retraction\",\"source\":\"publisher\"},"
		"{\"DOI\":\"10.1234/notice\",\"type\":\"Retraction\",\"source\":\"retraction-watch\"},"
		"{\"DOI\":\"10.1234/sample.1\",\"type\":\"expression-of-concern\"},"
		"{\"DOI\":\"10.1234/odd\",\"type\":\"odd\",\"label\":\"Something  odd\"}]},"
		"{\"DOI\":\"10.1234/notice.2\",\"update-to\":["
		"{\"DOI\":\"10.1234/sample.2\",\"type\":\"corrigendum\"}]},"
		"{\"title\":[\"No DOI\"]}]}}");
	assert_int_equal(works.total, 3);
	assert_int_equal(works.dois.n, 2);
	assert_int_equal(works.skipped, 1);
	assert_int_equal(works.said_count, 3);
	assert_said(0, "10.1234/sample.1", CORRECTION_RETRACTION_IN, "10.1234/notice");
	assert_said(1, "10.1234/sample.1", CORRECTION_CONCERN_IN, "");
	assert_said(2, "10.1234/sample.2", CORRECTION_ERRATUM_IN, "10.1234/notice.2");
	assert_int_equal(works.unknown.n, 1);
	assert_string_equal(str_cstr(&arena, works.unknown.v[0]), "10.1234/sample.1: Something odd");
}

static void test_one_work(void **state)
{
	(void)state;
	read_answer("{\"message-type\":\"work\",\"message\":{\"DOI\":\"10.1101/1\",\"relation\":{"
				"\"is-preprint-of\":[{\"id-type\":\"doi\",\"id\":\"https://doi.org/10.1234/P\"},"
				"{\"id-type\":\"doi\",\"id\":\"10.1101/1\"},{\"id-type\":\"uri\",\"id\":\"x\"}],"
				"\"has-preprint\":[{\"id\":\"10.1101/0\"}],\"is-preprint-of-x\":5}}}");
	assert_int_equal(works.total, -1);
	assert_int_equal(works.said_count, 2);
	assert_said(0, "10.1101/1", CORRECTION_UPDATE_IN, "10.1234/p");
	assert_said(1, "10.1101/0", CORRECTION_UPDATE_IN, "10.1101/1");
}

static void test_other_answers(void **state)
{
	(void)state;
	static const char *const answers[] = {"", "Resource not found.", "{}", "[]", "{\"message\":[]}",
		"{\"message\":{}}", "<html></html>", "{\"message\":{\"DOI\":5}}",
		"{\"status\":\"failed\",\"message-type\":\"validation-failure\",\"message\":[{}]}"};
	for (size_t i = 0; i < sizeof answers / sizeof *answers; i++) {
		struct err err = {0};
		assert_false(crossref_parse(&arena, str_of(answers[i]), &works, &err));
		assert_int_equal(err.kind, ERR_SOURCE);
	}
	read_answer("{\"message\":{\"items\":[{\"DOI\":\"10.1/a\"},{\"DOI\":\"10.1/b");
	assert_true(works.truncated);
	read_answer("{\"message\":{\"items\":[5,null,[],{\"DOI\":\"10.1234/a\",\"updated-by\":7,"
				"\"update-to\":[1,{}],\"relation\":[],\"x\":{}}]}}");
	assert_int_equal(works.skipped, 3);
	assert_int_equal(works.said_count, 0);
}

static void assert_text(struct str text, const char *expected)
{
	assert_string_equal(str_cstr(&arena, text), expected);
}

static void assert_day(struct date day, int year, int month, int day_of_month)
{
	assert_int_equal(day.year, year);
	assert_int_equal(day.month, month);
	assert_int_equal(day.day, day_of_month);
}

static const struct entry *read_work(const char *members)
{
	struct str json = str_printf(
		&arena, "{\"message\":{\"DOI\":\"10.1234/Sample\"%s%s}}", *members ? "," : "", members);
	read_answer(str_cstr(&arena, json));
	assert_non_null(works.work);
	assert_int_equal(works.work->kind, ENTRY_WORK);
	return works.work;
}

/* An article as the API gives one. */
static void test_what_a_work_is(void **state)
{
	(void)state;
	const struct entry *work = read_work(
		"\"type\":\"journal-article\",\"title\":[\" Cells of  <i>sample</i>\\n &amp; "
		"TGF-\\u03b2\"],"
		"\"container-title\":[\"Journal of Samples &amp; Data\"],\"publisher\":\"Sample Press\","
		"\"short-container-title\":[\"J. "
		"Samp.\"],\"volume\":\"12\",\"issue\":\"3\",\"page\":\"35-47\","
		"\"URL\":\"https://doi.org/10.1234/Sample\",\"language\":\"en\","
		"\"published-print\":{\"date-parts\":[[2026,3]]},"
		"\"published-online\":{\"date-parts\":[[2026,1,9]]},\"issued\":{\"date-parts\":[[2026,1,9]]"
		"},"
		"\"created\":{\"date-parts\":[[2025,12,1]]},"
		"\"author\":[{\"given\":\"Ana\",\"family\":\"Razo\"},{\"name\":\"Sample Group\"},{}],"
		"\"abstract\":\"<jats:title>Abstract</jats:title><jats:sec><jats:title>Aims:</jats:title>"
		"<jats:p>One</jats:p><jats:p>two p < 0.05.</jats:p></jats:sec><jats:sec><jats:title>"
		"Conclusions</jats:title><jats:p>It "
		"<jats:italic>works</jats:italic>.</jats:p></jats:sec>\","
		"\"updated-by\":[{\"DOI\":\"10.1234/n\",\"type\":\"retraction\"}],"
		"\"update-to\":[{\"DOI\":\"10.1234/other\",\"type\":\"erratum\"}]");
	const struct paper *paper = work->paper;
	assert_text(work->native, "10.1234/sample");
	assert_text(work->keys.doi, "10.1234/sample");
	assert_text(work->url, "https://doi.org/10.1234/Sample");
	assert_text(work->title, "Cells of sample & TGF-β");
	assert_text(work->author, "Razo Ana, Sample Group");
	assert_text(work->language, "en");
	assert_text(work->text, "Aims: One two p < 0.05.\nConclusions: It works.");
	assert_text(paper->journal, "Journal of Samples & Data");
	assert_text(paper->publisher, "Sample Press");
	assert_text(paper->publication_types.v[0], "Journal Article");
	assert_text(paper->volume, "12");
	assert_text(paper->issue, "3");
	assert_text(paper->pages, "35-47");
	assert_false(paper->book);
	assert_day(paper->pub_date.date, 2026, 3, 0);
	assert_day(paper->article_date, 2026, 1, 9);
	assert_day(date_from_time(work->published), 2026, 1, 9);
	assert_int_equal(paper->abstract_count, 2);
	assert_text(paper->abstract[1].label, "Conclusions");
	assert_int_equal(paper->correction_count, 1);
	assert_int_equal(paper->corrections[0].kind, CORRECTION_RETRACTION_IN);
	assert_text(paper->corrections[0].doi, "10.1234/n");
}

/* What is not given, or makes no sense, stays empty. */
static void test_nothing_of_a_work_is_invented(void **state)
{
	(void)state;
	static const char *const works_without[] = {"",
		"\"title\":[],\"issued\":{\"date-parts\":[[null]]},\"author\":7,\"URL\":\"javascript:x\"",
		"\"title\":{},\"published\":[],\"posted\":{\"date-parts\":[[99,1,1]]},\"abstract\":[\"x\"]",
		"\"title\":[null],\"issued\":{\"date-parts\":5},\"resource\":[],\"container-title\":[{}]"};
	for (size_t i = 0; i < sizeof works_without / sizeof *works_without; i++) {
		const struct entry *work = read_work(works_without[i]);
		assert_int_equal(work->title.n + work->url.n + work->text.n + work->author.n, 0);
		assert_int_equal(work->paper->journal.n + work->paper->publication_types.n, 0);
		assert_int_equal(work->paper->pub_date.date.year + work->paper->article_date.year, 0);
		assert_true(work->published == NO_TIME && work->updated == NO_TIME);
	}
	assert_day(
		read_work("\"issued\":{\"date-parts\":[[2025,2,30]]}")->paper->pub_date.date, 2025, 2, 0);
	assert_day(
		read_work("\"issued\":{\"date-parts\":[[2025,13,3]]}")->paper->pub_date.date, 2025, 0, 0);
}

static void test_other_kinds_of_works(void **state)
{
	(void)state;
	const struct entry *preprint = read_work(
		"\"type\":\"posted-content\",\"subtype\":\"preprint\",\"institution\":[{\"name\":"
		"\"medRxiv\"}],"
		"\"posted\":{\"date-parts\":[[2026,2,3]]},\"title\":[\"A study?\"],\"subtitle\":[\"Of "
		"cells\"],"
		"\"URL\":\"x\",\"resource\":{\"primary\":{\"URL\":\"https://preprints.example/1\"}}");
	assert_text(preprint->title, "A study? Of cells");
	assert_text(preprint->url, "https://preprints.example/1");
	assert_text(preprint->paper->journal, "medRxiv");
	assert_text(preprint->paper->publication_types.v[0], "Preprint");
	assert_day(preprint->paper->article_date, 2026, 2, 3);
	const struct entry *chapter = read_work(
		"\"type\":\"book-chapter\",\"title\":[\"Skin\"],\"subtitle\":[\"and hands\"],"
		"\"container-title\":[\"The Book\"],\"publisher\":\"Sample Press\","
		"\"published-print\":{\"date-parts\":[[2020]]}");
	assert_text(chapter->title, "Skin: and hands");
	assert_text(chapter->paper->publication_types.v[0], "Book Chapter");
	assert_text(chapter->paper->book_title, "The Book");
	assert_true(chapter->paper->book);
	assert_day(chapter->paper->pub_date.date, 2020, 0, 0);
	assert_true(chapter->published == NO_TIME);
}

/* Thousands of updates of one work take no more than the most that is kept. */
static void test_there_is_a_most(void **state)
{
	(void)state;
	struct buf b CLEANUP_BUF = buf_new(64 << 20);
	buf_add(&b, S("{\"message\":{\"items\":["));
	for (size_t k = 0; k < 40; k++) {
		buf_addf(&b, "%s{\"DOI\":\"10.1234/%zu\",\"updated-by\":[", k ? "," : "", k);
		for (size_t i = 0; i < 2000; i++)
			buf_addf(&b, "%s{\"DOI\":\"10.1234/n%zu\",\"type\":\"erratum\"}", i ? "," : "", i);
		buf_add(&b, S("]}"));
	}
	buf_add(&b, S("]}}"));
	struct err err = {0};
	assert_true(crossref_parse(&arena, buf_str(&b), &works, &err));
	assert_int_equal(works.dois.n, 40);
	assert_int_equal(works.said_count, 2000);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_teardown(test_a_list, teardown),
		cmocka_unit_test_teardown(test_one_work, teardown),
		cmocka_unit_test_teardown(test_other_answers, teardown),
		cmocka_unit_test_teardown(test_what_a_work_is, teardown),
		cmocka_unit_test_teardown(test_nothing_of_a_work_is_invented, teardown),
		cmocka_unit_test_teardown(test_other_kinds_of_works, teardown),
		cmocka_unit_test_teardown(test_there_is_a_most, teardown),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
