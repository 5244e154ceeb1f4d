/* Filters as they stand in addresses, and the words that are marked. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <string.h>

#include "desk/filter.h"
#include "desk/marks.h"

static void test_places(void **state)
{
	(void)state;
	struct arena a CLEANUP_ARENA = {0};
	static const char *const bad[] = {"", "1", "1_0.5", "4_0.5_1", "_0.5_1", "1__1", "1_nan_1",
		"1_inf_1", "1_0.5_-1", "1_0.5_1_x", "1_0.5_1_", "1_0.5_1_1_1", "1_0.5x_1",
		"0_00000000000000000000000000000000000000000_1"};
	const struct list_place place = {true, true, true, 0.1, 123456789012, 77};
	struct list_place back;
	assert_true(filter_place_read(filter_place_text(&a, &place), &back));
	assert_true(back.given && back.update && back.id == place.id && back.order == 77);
	assert_true(
		back.score == place.score); /* to the last bit, or a page would repeat or leave out a row */
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
		assert_false(filter_place_read(str_of(bad[i]), &back));
}

static void test_addresses(void **state)
{
	(void)state;
	struct arena a CLEANUP_ARENA = {0};
	struct http_param given[] = {{S("state"), S("later")}, {S("section"), S("trials")},
		{S("source"), S("3")}, {S("topic"), S("a&b")}, {S("q"), S("  two   words ")},
		{S("order"), S("oldest")}};
	const struct http_params params = {given, sizeof given / sizeof *given};
	const struct http_request request = {.a = &a, .now = 5};
	struct list_filter filter;
	filter_read(&request, &params, &filter);
	assert_int_equal(filter.state, LIST_LATER);
	assert_int_equal(filter.section, SECTION_TRIALS);
	assert_int_equal(filter.order, LIST_OLDEST);
	struct str url = filter_url(&a, "/queue", &filter, true);
	assert_string_equal(str_cstr(&a, url),
		"/queue?state=later&section=trials&source=3&topic=a%26b&q=two%20words&order=oldest");
	filter_read(&request, &(struct http_params){0}, &filter);
	assert_string_equal(str_cstr(&a, filter_url(&a, "/queue", &filter, true)), "/queue");
}

static const char *joined(struct arena *a, struct strs list)
{
	struct str all = STR_NONE;
	for (size_t i = 0; i < list.n; i++)
		all = str_printf(a, STR_FMT "%s" STR_FMT, STR_ARG(all), i ? "|" : "", STR_ARG(list.v[i]));
	return str_cstr(a, all);
}

static void test_queries(void **state)
{
	(void)state;
	struct arena a CLEANUP_ARENA = {0};
	static const struct {
		const char *query, *phrases;
	} cases[] = {
		{"(\"systemic sclerosis\"[tiab] OR scleroderma[tiab]) AND \"stem cell\"[tiab]",
			"systemic sclerosis|scleroderma|stem cell"},
		{"transplant* [mh] NOT review[pt]", "transplant"},
		{"a OR \"b", ""},
		{"[[[", ""},
		{"", ""},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		assert_string_equal(joined(&a, marks_query(&a, str_of(cases[i].query))), cases[i].phrases);
}

static void test_marks(void **state)
{
	(void)state;
	struct arena a CLEANUP_ARENA = {0};
	struct str phrases[] = {S("stem"), S("cell"), S("transplant")};
	const struct marks marks = {.phrases = {phrases, 3}};
	struct markeds out;
	struct strs words = {0};
	struct str text = S("Stem cells after Transplantation; no system, stem cells"), all = STR_NONE;
	marks_find(&a, &marks, text, &out, &words);
	for (size_t i = 0; i < out.n; i++)
		all = str_printf(&a, out.v[i].hit ? STR_FMT "<" STR_FMT ">" : STR_FMT STR_FMT, STR_ARG(all),
			STR_ARG(out.v[i].text));
	assert_string_equal(
		str_cstr(&a, all), "<Stem cells> after <Transplantation>; no system, <stem cells>");
	assert_string_equal(joined(&a, words), "Stem cells|Transplantation");
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(test_places),
		cmocka_unit_test(test_addresses), cmocka_unit_test(test_queries),
		cmocka_unit_test(test_marks)};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
