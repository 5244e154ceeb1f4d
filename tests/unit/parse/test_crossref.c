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
		cmocka_unit_test_teardown(test_there_is_a_most, teardown),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
