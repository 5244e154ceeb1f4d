#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

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

static enum section section_of_news(const char *title, const char *lead)
{
	return judged((struct entry){.kind = ENTRY_NEWS, .title = str_of(title), .lead = str_of(lead)},
		(struct source){.kind = SOURCE_FEED})
		.face.section;
}

static void test_calls_for_participants_are_trials(void **state)
{
	(void)state;
	static const char *const titles[] = {
		"Stem cell trial now recruiting in Chicago",
		"Study of samples is seeking participants",
		"Phase 2 study: enrollment now open",
		"Volunteers needed for a trial of samples",
		"Researchers looking for 50 volunteers with samples",
		"Trial of samples begins enrolling",
		"Trial opens for enrollment in Boston",
		"Registry study still enrolling adults",
		"Join a clinical trial of samples",
		"Recruitment is open for SAMPLE trial",
	};
	for (size_t i = 0; i < sizeof titles / sizeof *titles; i++)
		if (section_of_news(titles[i], "") != SECTION_TRIALS)
			fail_msg("not filed under trials: %s", titles[i]);
	assert_int_equal(section_of_news("News of samples",
						 "The trial is currently recruiting patients with samples."),
		SECTION_TRIALS);
}

static void test_what_only_sounds_like_a_call_is_news(void **state)
{
	(void)state;
	static const char *const titles[] = {
		"SAMPLE trial is no longer recruiting",
		"SAMPLE trial not yet recruiting patients",
		"SAMPLE trial: enrollment closed",
		"Enrollment completed in study of samples",
		"SAMPLE trial has stopped recruiting participants",
		"Active, not recruiting: the SAMPLE study",
		"Recruitment ended for the SAMPLE trial",
		"Open enrollment for health plans begins: a study guide",
		"Hospital is recruiting nurses for its research unit",
		"Stem cell study shows benefit in 50 patients",
		"Immune cells are recruiting others to fibrosis",
		"Drug to enter phase 2 trial next year",
	};
	for (size_t i = 0; i < sizeof titles / sizeof *titles; i++)
		if (section_of_news(titles[i], "") != SECTION_NEWS)
			fail_msg("not filed under news: %s", titles[i]);
}

static struct verdict judged_paper(const char *type, const char *title)
{
	struct str types[] = {str_of(type)};
	struct paper *paper = arena_new(&arena, struct paper);
	paper->publication_types = (struct strs){types, 1};
	return judged((struct entry){.kind = ENTRY_PAPER, .title = str_of(title), .paper = paper},
		(struct source){.kind = SOURCE_PUBMED});
}

static void test_papers_are_research_but_protocols_are_trials(void **state)
{
	(void)state;
	struct verdict paper = judged_paper("Journal Article", "Samples in light.");
	assert_int_equal(paper.face.section, SECTION_RESEARCH);
	assert_int_equal(paper.confidence, CONFIDENCE_HIGH);
	assert_string_equal(str_cstr(&arena, paper.why.v[0]), "A paper on PubMed.");
	assert_int_equal(
		judged_paper("Clinical Trial Protocol", "Samples in light.").face.section, SECTION_TRIALS);
	struct verdict protocol = judged_paper(
		"Journal Article", "Samples in light: study protocol for a randomised controlled trial.");
	assert_int_equal(protocol.face.section, SECTION_TRIALS);
	assert_int_equal(protocol.confidence, CONFIDENCE_MEDIUM);
	assert_int_equal(
		judged_paper("Journal Article", "Samples in light: study protocol for a systematic review.")
			.face.section,
		SECTION_RESEARCH);
	assert_int_equal(
		judged_paper("Journal Article", "Patients seeking participants now recruiting for trials.")
			.face.section,
		SECTION_RESEARCH);
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
	assert_int_equal(by_doi.confidence, CONFIDENCE_MEDIUM);
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
		cmocka_unit_test(test_calls_for_participants_are_trials),
		cmocka_unit_test(test_what_only_sounds_like_a_call_is_news),
		cmocka_unit_test(test_papers_are_research_but_protocols_are_trials),
		cmocka_unit_test(test_other_kinds),
		cmocka_unit_test(test_a_source_may_fix_its_section),
	};
	return cmocka_run_group_tests(tests, NULL, teardown);
}
