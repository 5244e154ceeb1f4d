#include "check.h"

#include <time.h>

#include "base/pattern.h"

static void cleanup(struct pattern **p)
{
	pattern_free(*p);
}
#define CLEANUP_PATTERN __attribute__((cleanup(cleanup)))

static void test_find(void **state)
{
	struct err err;
	struct str hit;
	struct pattern *p CLEANUP_PATTERN = pattern_new(
		S("stem[- ]cells?|bone marrow|Sj\xc3\xb6gren"), &err);
	(void)state;
	assert_non_null(p);
	assert_true(pattern_find(p, S("New STEM-Cells for lungs"), &hit));
	assert_str(hit, S("STEM-Cells"));
	assert_true(pattern_find(p, S("SJ\xc3\x96GREN"), &hit));
	assert_true(pattern_find(p, S("bone marrow"), NULL));
	hit = S("kept");
	assert_false(pattern_find(p, S("a stem and a cell"), &hit));
	assert_str(hit, S("kept"));
	assert_false(pattern_find(p, STR_NONE, &hit));
	assert_str(pattern_text(p), S("stem[- ]cells?|bone marrow|Sj\xc3\xb6gren"));
}

static void test_edges(void **state)
{
	struct err err;
	struct str hit = S("kept");
	struct pattern *everything CLEANUP_PATTERN = pattern_new(STR_NONE, &err),
							   *nul CLEANUP_PATTERN = pattern_new(S("a\\x00b"), &err);
	(void)state;
	assert_true(everything && nul);
	assert_true(pattern_find(everything, S("x"), &hit));
	assert_int_equal(hit.n, 0);
	assert_true(pattern_find(everything, STR_NONE, NULL));
	assert_int_equal(pattern_text(everything).n, 0);
	assert_true(pattern_find(nul, S("xa\0bx"), &hit));
	assert_str(hit, S("a\0b"));
	assert_int_equal(pattern_text(NULL).n, 0);
	pattern_free(NULL);
}

static void test_invalid_text(void **state)
{
	struct err err;
	struct str hit;
	struct pattern *p CLEANUP_PATTERN = pattern_new(S("cell"), &err),
					  *any CLEANUP_PATTERN = pattern_new(S("^.$"), &err);
	(void)state;
	assert_true(pattern_find(p, S("\xff\xc3(\x80 cell \xed\xa0\x80"),
		&hit)); /* broken bytes match nothing and hide nothing */
	assert_str(hit, S("cell"));
	assert_false(pattern_find(any, S("\xff"), NULL));
}

static void test_wrong_expressions(void **state)
{
	static const struct str wrong[] = {S("("), S("a)"), S("[a"), S("*a"), S("a{99999}"),
		S("(?=ab\\K)"), S("[[:foo:]]"), S("\xff"), S("\\"), S("(?<n>a)\\k<m>"),
		S("((((a{1,500}){1,500}){1,500}){1,500})")};
	struct err err;
	(void)state;
	for (size_t i = 0; i < COUNT(wrong); i++) {
		assert_null(pattern_new(wrong[i], &err));
		assert_non_null(strstr(err.text, "is wrong at character"));
	}
}

/* Expressions that would take for ever, on the longest text that there is, give up. */
static void test_limits(void **state)
{
	static const struct str catastrophic[] = {S("(a+)+$"), S("(a|aa)+$"), S("(a|a)*z"),
		S("a.*.*z$"), S("a.*z.*q"), S("a.*.*.*.*z$"), S("(.*)(.*)(.*)\\3\\2\\1z"),
		S("(?R)?a(?R)?z"), S("(*LIMIT_MATCH=4000000000)(a+)+$"),
		S("(*LIMIT_HEAP=4000000000)(?:a|b|(c))*$")};
	static char text[16384];
	struct err err;
	clock_t begin = clock();
	(void)state;
	for (size_t line = 100; line <= 1000; line += 300) {
		memset(text, 'a', sizeof text);
		for (size_t i = line; i < sizeof text; i += line)
			text[i] = '\n';
		text[sizeof text - 2] = 'q';
		text[sizeof text - 3] = 'z';
		for (size_t i = 0; i < COUNT(catastrophic); i++) {
			struct pattern *p CLEANUP_PATTERN = pattern_new(catastrophic[i], &err);
			assert_non_null(p);
			(void)pattern_find(p, (struct str){text, sizeof text}, NULL);
		}
	}
	/* 40 searches; without the limit a single one takes seconds. The sanitizers are slow, and so
	 * may the machine be. */
	assert_true((clock() - begin) / CLOCKS_PER_SEC < 20);
	struct pattern *p CLEANUP_PATTERN = pattern_new(S("(a+)+$"), &err);
	assert_false(pattern_find(p, (struct str){text, sizeof text}, NULL));
	/* What was given up does not spoil the next search. */
	assert_true(pattern_find(p, S("aaaa"), NULL));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_find),
		cmocka_unit_test(test_edges),
		cmocka_unit_test(test_invalid_text),
		cmocka_unit_test(test_wrong_expressions),
		cmocka_unit_test(test_limits),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
