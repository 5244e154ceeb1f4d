#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "judge/judge.h"
#include "judge/judge_parts.h"

static struct arena arena;

static int teardown(void **state)
{
	(void)state;
	arena_free(&arena);
	return 0;
}

static void assert_citation(const struct paper *paper, const char *expected)
{
	assert_string_equal(str_cstr(&arena, judge_citation(&arena, paper)), expected);
}

/* The eight full citations of the page that was kept by hand, made from the facts in them. */
static void test_full_citations_of_the_page(void **state)
{
	(void)state;
	static const struct {
		struct paper paper;
		const char *citation;
	} entries[] = {
		{{.pub_model = {"Electronic-eCollection", 22},
			 .medline_ta = {"PLoS One", 8},
			 .volume = {"14", 2},
			 .issue = {"7", 1},
			 .pages = {"e0218068", 8},
			 .pub_date.date = {2019, 0, 0},
			 .article_date = {2019, 7, 17}},
			"PLoS One, 2019 Jul 17;14(7):e0218068"},
		{{.medline_ta = {"N Engl J Med", 12},
			 .volume = {"378", 3},
			 .issue = {"1", 1},
			 .pages = {"35-47", 5},
			 .pub_date.date = {2018, 1, 4}},
			"N Engl J Med, 2018 Jan 4;378(1):35-47"},
		{{.medline_ta = {"Z Rheumatol", 11},
			 .volume = {"75", 2},
			 .issue = {"8", 1},
			 .pages = {"762-769", 7},
			 .pub_date.date = {2016, 10, 0}},
			"Z Rheumatol, 2016 Oct;75(8):762-769"},
		{{.medline_ta = {"Curr Rheumatol Rep", 18},
			 .volume = {"18", 2},
			 .issue = {"2", 1},
			 .pages = {"12", 2},
			 .pub_date.date = {2016, 2, 0}},
			"Curr Rheumatol Rep, 2016 Feb;18(2):12"},
		{{.medline_ta = {"Clin Med", 8},
			 .volume = {"16", 2},
			 .issue = {"1", 1},
			 .pages = {"55-60", 5},
			 .pub_date.date = {2016, 2, 0}},
			"Clin Med, 2016 Feb;16(1):55-60"},
		{{.medline_ta = {"Plast Reconstr Surg", 19},
			 .volume = {"141", 3},
			 .issue = {"6", 1},
			 .pages = {"1395-1407", 9},
			 .pub_date.date = {2018, 6, 0}},
			"Plast Reconstr Surg, 2018 Jun;141(6):1395-1407"},
		{{.pub_model = {"Electronic", 10},
			 .medline_ta = {"Arthritis Res Ther", 18},
			 .volume = {"19", 2},
			 .issue = {"1", 1},
			 .pages = {"165", 3},
			 .pub_date.date = {2017, 7, 19},
			 .article_date = {2017, 7, 19}},
			"Arthritis Res Ther, 2017 Jul 19;19(1):165"},
		{{.medline_ta = {"Nephrol Dial Transplant", 23},
			 .volume = {"31", 2},
			 .issue = {"8", 1},
			 .pages = {"1284-9", 6},
			 .pub_date.date = {2016, 8, 0}},
			"Nephrol Dial Transplant, 2016 Aug;31(8):1284-9"},
	};
	for (size_t i = 0; i < sizeof entries / sizeof *entries; i++)
		assert_citation(&entries[i].paper, entries[i].citation);
}

static void test_ahead_of_print_shows_the_day_online(void **state)
{
	(void)state;
	struct paper paper = {.pub_model = S("Print-Electronic"),
		.medline_ta = S("Rheumatology (Oxford)"),
		.article_date = {2016, 12, 10},
		.entrez_date = {2016, 12, 12},
		.pub_date.date = {2016, 12, 1},
		.pages = S("e02955")};
	assert_citation(&paper, "Rheumatology (Oxford), 12/10/2016");
	paper.article_date = (struct date){0};
	assert_citation(&paper, "Rheumatology (Oxford), 12/12/2016");
	paper.entrez_date = (struct date){0};
	assert_citation(&paper, "Rheumatology (Oxford), 2016 Dec 1");
}

static void test_issue_without_volume_is_in_print(void **state)
{
	(void)state;
	struct paper paper = {.medline_ta = S("Sample J"),
		.issue = S("372"),
		.pages = S("180-91"),
		.pub_date.date = {2000, 3, 0},
		.entrez_date = {2000, 4, 1}};
	assert_citation(&paper, "Sample J, 2000 Mar;(372):180-91");
}

static void test_what_is_missing_leaves_no_punctuation(void **state)
{
	(void)state;
	struct paper paper = {
		.medline_ta = S("Sample J"), .volume = S("7"), .pub_date.date = {2020, 0, 0}};
	assert_citation(&paper, "Sample J, 2020;7");
	paper.issue = S("2 Suppl 1");
	assert_citation(&paper, "Sample J, 2020;7(2 Suppl 1)");
	paper.pages = S("12; quiz 13");
	assert_citation(&paper, "Sample J, 2020;7(2 Suppl 1):12; quiz 13");
	assert_citation(&(struct paper){.journal = S("Journal of samples")}, "Journal of samples");
	assert_citation(&(struct paper){0}, "");
}

static void test_article_date_counts_only_for_collections(void **state)
{
	(void)state;
	struct paper paper = {.pub_model = S("Print-Electronic"),
		.medline_ta = S("Sample J"),
		.volume = S("7"),
		.pub_date.date = {2020, 0, 0},
		.article_date = {2019, 11, 5}};
	assert_citation(&paper, "Sample J, 2020;7");
	paper.pub_model = S("Electronic-eCollection");
	assert_citation(&paper, "Sample J, 2019 Nov 5;7");
	paper.article_date = (struct date){0};
	assert_citation(&paper, "Sample J, 2020;7");
}

static void test_books(void **state)
{
	(void)state;
	struct paper book = {.book = true,
		.publisher = S("Sample Press"),
		.pub_date.date = {2020, 5, 1},
		.entrez_date = {2021, 1, 1}};
	assert_citation(&book, "Sample Press, 2020");
}

static void test_pub_date_words(void **state)
{
	(void)state;
	struct pub_date season = {.date = {2001, 0, 0}, .season = S("Summer")},
					words = {.medline_date = S("2019 Sep-Oct")};
	assert_string_equal(str_cstr(&arena, judge_pub_date(&arena, &season)), "2001 Summer");
	assert_string_equal(str_cstr(&arena, judge_pub_date(&arena, &words)), "2019 Sep-Oct");
	assert_string_equal(
		str_cstr(&arena, judge_pub_date(&arena, &(struct pub_date){.date = {2018, 1, 4}})),
		"2018 Jan 4");
	assert_string_equal(str_cstr(&arena, judge_pub_date(&arena, &(struct pub_date){0})), "");
}

static void assert_day(struct paper paper, int year, int month, int day)
{
	struct date d = judge_paper_date(&paper);
	assert_int_equal(d.year, year);
	assert_int_equal(d.month, month);
	assert_int_equal(d.day, day);
}

static void test_day_to_sort_by(void **state)
{
	(void)state;
	struct str volume = S("1");
	assert_day(
		(struct paper){.volume = volume, .pub_date.medline_date = S("2019 Sep-Oct")}, 2019, 9, 0);
	assert_day((struct paper){.volume = volume, .pub_date.medline_date = S("Winter")}, 0, 0, 0);
	assert_day(
		(struct paper){
			.volume = volume, .pub_date.date = {2018, 0, 0}, .article_date = {2018, 7, 31}},
		2018, 7, 31);
	assert_day(
		(struct paper){
			.volume = volume, .pub_date.date = {2018, 9, 0}, .article_date = {2018, 7, 31}},
		2018, 9, 0);
	assert_day(
		(struct paper){.pub_date.date = {2019, 1, 0}, .entrez_date = {2018, 12, 2}}, 2018, 12, 2);
	assert_day(
		(struct paper){
			.volume = volume, .pub_date.date = {2018, 9, 3}, .article_date = {2018, 9, 1}},
		2018, 9, 3);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_full_citations_of_the_page),
		cmocka_unit_test(test_ahead_of_print_shows_the_day_online),
		cmocka_unit_test(test_issue_without_volume_is_in_print),
		cmocka_unit_test(test_what_is_missing_leaves_no_punctuation),
		cmocka_unit_test(test_article_date_counts_only_for_collections),
		cmocka_unit_test(test_books),
		cmocka_unit_test(test_pub_date_words),
		cmocka_unit_test(test_day_to_sort_by),
	};
	return cmocka_run_group_tests(tests, NULL, teardown);
}
