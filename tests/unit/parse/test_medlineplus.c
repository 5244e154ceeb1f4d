#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <string.h>

#include "parse/record/medlineplus.h"

static struct arena arena;
static struct medlineplus_page page;

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

static const char ANSWER[] =
	"<?xml version='1.0' encoding='UTF-8'?><nlmSearchResult><term>samples</term>"
	"<file>viv_abc</file><server>pvlb7</server><count>12</count><retstart>10</retstart>"
	"<retmax>10</retmax><list num='2' start='10' per='10'>"
	"<document rank='10' url='https://medlineplus.gov/samples.html'>"
	"<content name='title'>Sample &lt;span class=\"qt0\"&gt;Cells&lt;/span&gt;</content>"
	"<content name='organizationName'>National Library of Samples</content>"
	"<content name='altTitle'>Other name</content>"
	"<content name='FullSummary'>&lt;p&gt;Samples are &lt;b&gt;small&lt;/b&gt; &amp;amp; "
	"many.&lt;/p&gt;&lt;p&gt;They help.&lt;/p&gt;</content>"
	"<content name='groupName'>Genetics</content>"
	"<content name='snippet'>Samples are ...</content></document>"
	"<document rank='11' url='https://medlineplus.gov/spanish/muestras.html'>"
	"<content name='title'>Muestras</content></document>"
	"<document rank='12' url='javascript:alert(1)'>"
	"<content name='title'>Bad</content></document></list></nlmSearchResult>";

static void test_topics(void **state)
{
	(void)state;
	struct err err = {0};
	assert_true(medlineplus_parse(&arena, str_of(ANSWER), &page, &err));
	assert_int_equal(page.count, 12);
	assert_int_equal(page.retstart, 10);
	assert_text(page.file, "viv_abc");
	assert_text(page.server, "pvlb7");
	assert_int_equal(page.entries.n, 2);
	assert_int_equal(page.documents, 3);
	const struct entry *topic = &page.entries.v[0];
	assert_int_equal(topic->kind, ENTRY_PAGE);
	assert_text(topic->native, "https://medlineplus.gov/samples.html");
	assert_text(topic->url, "https://medlineplus.gov/samples.html");
	assert_text(topic->title, "Sample Cells");
	assert_text(topic->text, "Samples are small & many. They help.");
	assert_text(topic->author, "National Library of Samples");
	assert_text(topic->categories.v[0], "Genetics");
	assert_text(topic->language, "en");
	assert_int_equal(topic->published, NO_TIME);
	assert_text(page.entries.v[1].language, "es");
}

static void test_other_answers_are_refused(void **state)
{
	(void)state;
	struct err err = {0};
	assert_false(medlineplus_parse(&arena, S("<html><body>Busy</body></html>"), &page, &err));
	assert_string_equal(err.text, "MedlinePlus sent a web page instead of health topics");
	assert_false(medlineplus_parse(&arena, STR_NONE, &page, &err));
	assert_string_equal(err.text, "MedlinePlus sent an empty answer");
	assert_false(medlineplus_parse(&arena, S("<rss/>"), &page, &err));
	assert_string_equal(err.text, "MedlinePlus sent something that is not a search result: <rss/>");
	assert_int_equal(err.kind, ERR_SOURCE);
	assert_false(
		medlineplus_parse(&arena, S("<nlmSearchResult><list/></nlmSearchResult>"), &page, &err));
	assert_string_equal(err.text, "MedlinePlus does not say how many health topics it found");
}

static void test_a_broken_answer_keeps_whole_topics(void **state)
{
	(void)state;
	struct err err = {0};
	assert_true(
		medlineplus_parse(&arena, str_sub(str_of(ANSWER), 0, strlen(ANSWER) - 200), &page, &err));
	assert_int_equal(page.entries.n, 1);
	assert_text(page.cut, "breaks off in the middle");
	assert_true(medlineplus_parse(&arena, str_of(ANSWER), &page, &err));
	assert_int_equal(page.cut.n, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_topics),
		cmocka_unit_test(test_other_answers_are_refused),
		cmocka_unit_test(test_a_broken_answer_keeps_whole_topics),
	};
	return cmocka_run_group_tests(tests, NULL, teardown);
}
