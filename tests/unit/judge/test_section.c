#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>

#include "judge/judge.h"

static struct arena arena;

static int teardown(void **state)
{
	(void)state;
	arena_free(&arena);
	return 0;
}

static struct verdict judged(struct entry entry, struct source source)
{
	struct verdict verdict;
	entry.published = NO_TIME;
	judge_entry(&arena, &entry, &source, &verdict);
	assert_true(verdict.why.n > 0);
	return verdict;
}

/* Those of tests/cases/sections.tsv, which taught the model too: it must at least have learned
 * them, and be sure only of what is right. */
static void test_news_filed_by_hand(void **state)
{
	(void)state;
	size_t asked = 0, wrong = 0;
	char *line = NULL;
	size_t room = 0;
	FILE *file = fopen(SOURCE_DIR "/tests/cases/sections.tsv", "r");
	assert_non_null(file);
	while (getline(&line, &room, file) > 0) {
		struct str title = str_copy(&arena, str_of(line)), label = str_cut(&title, '\t');
		struct str text = str_trim(title);
		title = str_cut(&text, '\t');
		struct verdict verdict = judged(
			(struct entry){.kind = ENTRY_NEWS, .title = title, .lead = text},
			(struct source){.kind = SOURCE_FEED});
		bool right = verdict.face.section == section_of(label);
		if (!right && verdict.confidence == CONFIDENCE_HIGH)
			fail_msg("sure, and wrong: " STR_FMT, STR_ARG(title));
		asked++;
		wrong += !right;
	}
	free(line);
	fclose(file);
	assert_true(asked > 100);
	assert_in_range(wrong, 0, asked / 15);
}

static void test_where_a_study_stands_is_said_why(void **state)
{
	(void)state;
	struct verdict verdict = judged(
		(struct entry){.kind = ENTRY_NEWS,
			.title = S("First patient dosed in phase 2 study of samples"),
			.lead = S("The first patient was treated in Leeds.")},
		(struct source){.kind = SOURCE_FEED});
	assert_int_equal(verdict.face.section, SECTION_TRIALS);
	assert_int_equal(verdict.confidence, CONFIDENCE_HIGH);
	assert_string_equal(str_cstr(&arena, verdict.why.v[0]),
		"Its title speaks of where a study stands (first patient).");
	verdict = judged((struct entry){.kind = ENTRY_NEWS, .title = S("Samples in the light")},
		(struct source){.kind = SOURCE_FEED});
	assert_string_equal(str_cstr(&arena, verdict.why.v[0]), "An item of a news feed.");
}

static struct verdict judged_paper(const char *type, const char *title)
{
	struct str types[] = {str_of(type)};
	struct paper *paper = arena_new(&arena, struct paper);
	paper->publication_types = (struct strs){types, 1};
	return judged((struct entry){.kind = ENTRY_PAPER, .title = str_of(title), .paper = paper},
		(struct source){.kind = SOURCE_PUBMED});
}

static void test_papers_are_research_whatever_they_are_about(void **state)
{
	(void)state;
	struct verdict paper = judged_paper("Journal Article", "Samples in light.");
	assert_int_equal(paper.face.section, SECTION_RESEARCH);
	assert_int_equal(paper.confidence, CONFIDENCE_HIGH);
	assert_string_equal(str_cstr(&arena, paper.why.v[0]), "A paper on PubMed.");
	static const char *const titles[] = {"Samples: study protocol for a randomised trial.",
		"First patient dosed in a phase 2 trial: now recruiting participants."};
	for (size_t i = 0; i < sizeof titles / sizeof *titles; i++)
		assert_int_equal(
			judged_paper("Clinical Trial Protocol", titles[i]).face.section, SECTION_RESEARCH);
}

static void test_an_address_says_what_its_page_is(void **state)
{
	(void)state;
	static const struct {
		const char *url;
		enum section section;
	} cases[] = {
		{"https://www.sciencedirect.com/science/article/pii/S0049000000000001?x=y",
			SECTION_RESEARCH},
		{"https://jamanetwork.com/journals/jamadermatology/fullarticle/2850000", SECTION_RESEARCH},
		{"https://ard.bmj.com/cgi/content/short/85/10/51000", SECTION_RESEARCH},
		{"https://www.mdpi.com/2077-0383/15/10/51000", SECTION_RESEARCH},
		{"https://academic.oup.com/rheumatology/article/60/1/1/5900000", SECTION_RESEARCH},
		{"https://www.thelancet.com/journals/lancet/article/PIIS0140-6736(26)00001-1/fulltext",
			SECTION_RESEARCH},
		{"https://euclinicaltrials.eu/ctis-public/view/2026-500000-00-00", SECTION_TRIALS},
		{"https://www.isrctn.com/ISRCTN00000000", SECTION_TRIALS},
		{"https://www.mdpi.com/about/announcements/2", SECTION_NEWS},
		{"https://www.sciencedirect.com/news", SECTION_NEWS},
		{"https://notsciencedirect.com/science/article/pii/1", SECTION_NEWS},
		{"https://example.org/science/article/1", SECTION_NEWS},
		{"", SECTION_NEWS},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct verdict verdict = judged(
			(struct entry){
				.kind = ENTRY_NEWS, .title = S("Samples of light"), .url = str_of(cases[i].url)},
			(struct source){.kind = SOURCE_FEED});
		if (verdict.face.section != cases[i].section)
			fail_msg("%s: %s", cases[i].url, section_word(verdict.face.section));
	}
}

static void test_other_kinds(void **state)
{
	(void)state;
	struct trial trial = {0};
	assert_int_equal(
		judged((struct entry){.kind = ENTRY_TRIAL, .trial = &trial}, (struct source){0})
			.face.section,
		SECTION_TRIALS);
	assert_int_equal(
		judged((struct entry){.kind = ENTRY_PAGE}, (struct source){0}).face.section, SECTION_NEWS);
	assert_int_equal(
		judged((struct entry){.kind = ENTRY_NEWS, .keys.pmid = S("99000001")}, (struct source){0})
			.face.section,
		SECTION_RESEARCH);
	assert_int_equal(
		judged((struct entry){.kind = ENTRY_NEWS, .keys.nct = S("NCT99000001")}, (struct source){0})
			.face.section,
		SECTION_TRIALS);
	struct verdict by_doi = judged(
		(struct entry){.kind = ENTRY_NEWS, .keys.doi = S("10.5555/a")}, (struct source){0});
	assert_int_equal(by_doi.face.section, SECTION_RESEARCH);
	assert_int_equal(by_doi.confidence, CONFIDENCE_HIGH);
}

static void test_a_source_may_fix_its_section(void **state)
{
	(void)state;
	struct verdict verdict = judged(
		(struct entry){.kind = ENTRY_NEWS, .title = S("Trial now recruiting")},
		(struct source){.section = SECTION_NEWS});
	assert_int_equal(verdict.face.section, SECTION_NEWS);
	assert_int_equal(verdict.confidence, CONFIDENCE_HIGH);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_news_filed_by_hand),
		cmocka_unit_test(test_where_a_study_stands_is_said_why),
		cmocka_unit_test(test_papers_are_research_whatever_they_are_about),
		cmocka_unit_test(test_an_address_says_what_its_page_is),
		cmocka_unit_test(test_other_kinds),
		cmocka_unit_test(test_a_source_may_fix_its_section),
	};
	return cmocka_run_group_tests(tests, NULL, teardown);
}
