/* News: copies of one text, and what only looks like it. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/buf.h"
#include "base/calendar.h"
#include "match/compare.h"

enum { WORDS = 120 };

/* Of a text, the words from `first` to before `end`; no two texts have three in a row in common. */
static struct str part_of(struct arena *a, int seed, int first, int end)
{
	struct buf b CLEANUP_BUF = buf_new(1 << 16);
	for (int i = first; i < end; i++)
		buf_addf(&b, "word%dx%d ", seed, i);
	return str_copy(a, buf_str(&b));
}

static struct str text_of(struct arena *a, int seed, int words)
{
	return part_of(a, seed, 0, words);
}

static struct described *news(struct arena *a, const char *title, struct str text, int day)
{
	const struct citation citation = {.kind = ENTRY_NEWS,
		.title = str_of(title),
		.text = text,
		.published = day < 0 ? NO_TIME : day * (int64_t)CALENDAR_DAY};
	return match_describe_citation(a, &citation);
}

static void check(const char *what, const struct described *x, const struct described *y,
	enum match_answer wanted)
{
	struct comparison found = match_compare(x, y), back = match_compare(y, x);
	if (found.answer != wanted || back.answer != wanted)
		fail_msg("%s: %d and %d, not %d", what, (int)found.answer, (int)back.answer, (int)wanted);
}

#define HEADLINE "Stem cells heal the hands of patients"

static void test_copies(void **state)
{
	struct arena a CLEANUP_ARENA = {0};
	struct str release = text_of(&a, 1, WORDS), other = text_of(&a, 2, WORDS);
	const struct described *first = news(&a, HEADLINE, release, 5);
	(void)state;
	check("as it was", first, news(&a, HEADLINE " - Daily Mail", release, 6), MATCH_SAME);
	check("with a dateline and a footer", first,
		news(&a, "New study: " HEADLINE,
			STR_CAT(&a, S("BERN, May 2 (Wire) -- "), release, S("About us: we print.")), 6),
		MATCH_SAME);
	check("its beginning", first, news(&a, HEADLINE, text_of(&a, 1, 30), 5), MATCH_SAME);
	check("under another headline", first, news(&a, "A new hope for the skin", release, 6),
		MATCH_SAME);
	struct str chinese = S(
		"新的研究表明干细胞可以治疗硬皮病患者的双手医生们对两百名患者进行了试验结果令人满意");
	check("without spaces", news(&a, "新研究", chinese, 5), news(&a, "新研究 | 报", chinese, 5),
		MATCH_SAME);
	check("weeks later", first, news(&a, HEADLINE, release, 20), MATCH_DIFFERENT);
	check("no date", first, news(&a, HEADLINE, release, -1), MATCH_SAME);
	check("a headline alone", first, news(&a, HEADLINE, other, 6), MATCH_POSSIBLE);
	check("the same a week later", first, news(&a, HEADLINE, other, 12), MATCH_DIFFERENT);
}

/* The item need not be read of which this is said. */
static void test_apart_in_time(void **state)
{
	struct arena a CLEANUP_ARENA = {0};
	struct str release = text_of(&a, 1, WORDS);
	static const int days[] = {-1, 0, 5, 14, 19, 20, 40};
	(void)state;
	for (size_t i = 0; i < sizeof days / sizeof *days; i++) {
		const struct described *x = news(&a, HEADLINE, release, 5),
							   *y = news(&a, HEADLINE, release, days[i]);
		assert_int_equal(match_news_apart(x->published, y->published), days[i] > 19);
		assert_int_equal(match_news_apart(y->published, x->published), days[i] > 19);
		assert_int_equal(match_compare(x, y).answer == MATCH_DIFFERENT, days[i] > 19);
		assert_int_equal(match_compare(x, y).veto, days[i] > 19);
	}
}

static void test_not_copies(void **state)
{
	struct arena a CLEANUP_ARENA = {0};
	struct str release = text_of(&a, 1, WORDS), column = STR_CAT(&a, release, text_of(&a, 2, 20));
	const struct described *first = news(&a, HEADLINE, release, 5);
	(void)state;
	check("a column that has it", first, news(&a, "Weekly research roundup", column, 6),
		MATCH_DIFFERENT);
	const struct described *form = news(&a, HEADLINE ", the first of two", release, 5),
						   *next = news(&a, HEADLINE ", the second of two", release, 5);
	check("numbers in words", form, next, MATCH_DIFFERENT);
	check("numbers", news(&a, HEADLINE ", year 1", release, 5),
		news(&a, HEADLINE ", year 2", release, 5), MATCH_DIFFERENT);
	check("a few words say nothing", news(&a, "Walk for a cure", S("Read more here."), 5),
		news(&a, "A bake sale in Bern", S("Read more here."), 5), MATCH_DIFFERENT);
	check("a part of it under another headline", first,
		news(&a, "A bake sale in Bern", text_of(&a, 1, 30), 5), MATCH_DIFFERENT);
	check("no text", news(&a, HEADLINE, STR_NONE, 5), news(&a, HEADLINE, STR_NONE, 5),
		MATCH_POSSIBLE);
}

#define DOSES "Sample Pharma doses first patient in scleroderma trial"
#define HALTS "Sample Pharma halts scleroderma trial after deaths"

/* What a company says of itself stands in all of its press releases: they are not one by it. */
static void test_press_releases(void **state)
{
	struct arena a CLEANUP_ARENA = {0};
	struct str about = text_of(&a, 1, 150), wire = S("SPRINGFIELD, Oct. 26 (Wire) -- "),
			   intro = STR_CAT(&a, wire, text_of(&a, 2, 16)), one = text_of(&a, 3, 20),
			   other = text_of(&a, 4, 20), longer = text_of(&a, 4, 90);
	const struct described *first = news(&a, DOSES, STR_CAT(&a, one, about), 1),
						   *known = news(&a, DOSES, STR_CAT(&a, intro, one, about), 1);
	(void)state;
	check(
		"a few lines each", first, news(&a, HALTS, STR_CAT(&a, other, about), 6), MATCH_DIFFERENT);
	check("nearly all in common", news(&a, DOSES, STR_CAT(&a, text_of(&a, 3, 14), about), 1),
		news(&a, HALTS, STR_CAT(&a, text_of(&a, 4, 14), about), 6), MATCH_DIFFERENT);
	check("one who says it, too", known, news(&a, HALTS, STR_CAT(&a, intro, other, about), 6),
		MATCH_DIFFERENT);
	check("a short one in a long one", first, news(&a, HALTS, STR_CAT(&a, longer, about), 6),
		MATCH_DIFFERENT);
	check("under one headline", first, news(&a, DOSES, STR_CAT(&a, longer, about), 2),
		MATCH_POSSIBLE);
	struct str chinese = S(
		"前瞻性声明包含风险和不确定性实际结果可能与预期存在重大差异公司不承担更新义务"
		"本公司是一家临床阶段的生物制药公司致力于开发治疗系统性硬化症的药物总部位于上海");
	check("without spaces",
		news(&a, "样本制药硬皮病试验首位患者给药",
			STR_CAT(&a, S("样本制药今天宣布首位患者已经接受了给药试验将招募一百二十人"), chinese),
			1),
		news(&a, "样本制药硬皮病试验因死亡而中止",
			STR_CAT(&a, S("两名参与者去世之后公司停止了所有用药请立即联系您的医生咨询"), chinese),
			6),
		MATCH_DIFFERENT);
}

/* Newsrooms put something before a copy, cut it, and change words. */
static void test_copies_of_press_releases(void **state)
{
	struct arena a CLEANUP_ARENA = {0};
	struct str about = text_of(&a, 1, 150), body = text_of(&a, 3, 60);
	const struct described *first = news(&a, DOSES, STR_CAT(&a, body, about), 1);
	(void)state;
	check("behind words of the newsroom", first,
		news(&a, DOSES, STR_CAT(&a, text_of(&a, 5, 40), body, about), 2), MATCH_SAME);
	check("behind a dateline each",
		news(&a, DOSES, STR_CAT(&a, S("BERN, Oct. 26, 2026 (Wire) -- "), body, about), 1),
		news(&a, "Trial: " DOSES, STR_CAT(&a, S("By Jane Roe, The Daily Mail. "), body), 2),
		MATCH_SAME);
	check("without its first sentence", first,
		news(&a, DOSES, STR_CAT(&a, part_of(&a, 3, 20, 60), about), 2), MATCH_SAME);
	check("with other words", first,
		news(&a, DOSES,
			STR_CAT(&a, part_of(&a, 3, 0, 6), S("here "), part_of(&a, 3, 7, 18), S("now "),
				part_of(&a, 3, 19, 60), about),
			2),
		MATCH_SAME);
}

/* An outlet has its own form letters. */
static void test_one_outlet(void **state)
{
	struct arena a CLEANUP_ARENA = {0};
	struct citation citation = {.kind = ENTRY_NEWS,
		.title = S("Open day of the clinic in Bern"),
		.text = text_of(&a, 1, WORDS),
		.url = S("https://www.clinic.example/bern"),
		.published = NO_TIME};
	const struct described *bern = match_describe_citation(&a, &citation);
	(void)state;
	citation.url = S("https://clinic.example/bern-2");
	check("printed twice", bern, match_describe_citation(&a, &citation), MATCH_SAME);
	citation.title = S("Open day of the clinic in Basel");
	check("one form", bern, match_describe_citation(&a, &citation), MATCH_DIFFERENT);
	citation.url = S("https://other.example/bern");
	check("another outlet", bern, match_describe_citation(&a, &citation), MATCH_SAME);
	citation.publisher = S("Clinic News");
	const struct described *named = match_describe_citation(&a, &citation);
	citation.url = S("https://news.aggregator.example/7");
	citation.title = S("Open day of the clinic in Bern");
	check("one outlet by name", named, match_describe_citation(&a, &citation), MATCH_DIFFERENT);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_copies),
		cmocka_unit_test(test_apart_in_time),
		cmocka_unit_test(test_not_copies),
		cmocka_unit_test(test_press_releases),
		cmocka_unit_test(test_copies_of_press_releases),
		cmocka_unit_test(test_one_outlet),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
