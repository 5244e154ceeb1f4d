#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "judge/judge.h"

enum { PARTS_MAX = 4 };

static struct arena arena;

static int teardown(void **state)
{
	(void)state;
	arena_free(&arena);
	return 0;
}

static void assert_summary(const struct entry *entry, const char *sentence, const char *origin)
{
	struct str s;
	enum summary_origin o;
	judge_summary(&arena, entry, &s, &o);
	if (!str_eq(s, str_of(sentence)))
		print_error("for '%s'\n", sentence);
	assert_string_equal(str_cstr(&arena, s), sentence);
	assert_string_equal(face_origin_word(o), origin);
}

struct part {
	const char *label, *category, *text;
};

static void assert_paper(
	const struct part parts[PARTS_MAX], const char *sentence, const char *origin)
{
	struct abstract_part abstract[PARTS_MAX];
	struct paper paper = {.abstract = abstract};
	for (; paper.abstract_count < PARTS_MAX && parts[paper.abstract_count].text;
		 paper.abstract_count++) {
		const struct part *part = &parts[paper.abstract_count];
		abstract[paper.abstract_count] = (struct abstract_part){
			str_of(part->label), str_of(part->category), str_of(part->text)};
	}
	assert_summary(&(struct entry){.kind = ENTRY_PAPER, .paper = &paper}, sentence, origin);
}

static void test_labelled_conclusion_comes_first(void **state)
{
	(void)state;
	static const struct {
		struct part parts[PARTS_MAX];
		const char *sentence;
	} rows[] = {
		{{{"RESULTS", "RESULTS", "We found that samples grew."},
			 {"CONCLUSIONS", "CONCLUSIONS",
				 "Samples grow well in light. More work is needed here."}},
			"Samples grow well in light."},
		{{{"RESULTS", "RESULTS", "Samples grew."},
			 {"Conclusions and Relevance", NULL, "Samples grow well in light."}},
			"Samples grow well in light."},
		{{{"RESULTS", "RESULTS", "Samples grew."},
			 {"CONCLUSION(S)", "UNASSIGNED", "Samples grow well in light."}},
			"Samples grow well in light."},
		{{{"INTERPRETATION", NULL, "Samples grow well in light."},
			 {"FUNDING", NULL, "The Sample Fund gave money for it."}},
			"Samples grow well in light."},
		{{{"CONCLUSION", NULL, "Samples grow well in light."},
			 {"RELEVANCE", "CONCLUSIONS", "Doctors may want to know of it."}},
			"Samples grow well in light."},
		{{{"DISCUSSION", "CONCLUSIONS", "Samples grow well in light."},
			 {"TRIAL REGISTRATION", "CONCLUSIONS", "It was listed as number nine there."}},
			"Samples grow well in light."},
		/* of several sentences, the one that says that it concludes */
		{{{"CONCLUSIONS", "CONCLUSIONS",
			 "Light differs between the rooms. These findings suggest that samples need light."}},
			"These findings suggest that samples need light."},
		/* a label inside the part does not belong to the sentence */
		{{{"CONCLUSIONS", NULL, "CONCLUSION: Samples grow well in light."}},
			"Samples grow well in light."},
		{{{"CONCLUSIONS", NULL, "(1) Samples grow well in light. (2) They do not like the dark."}},
			"Samples grow well in light."},
	};
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		assert_paper(rows[i].parts, rows[i].sentence, "conclusion");
}

static void test_conclusion_within_an_unstructured_abstract(void **state)
{
	(void)state;
	static const char *const texts[] = {
		("Background: Samples exist. Results: They grew. Conclusions: Samples grow well in light. "
		 "Registration: NCT99000001."),
		"Samples exist in rooms. CONCLUSION:Samples grow well in light.",
		"Samples exist in rooms. Conclusions. Samples grow well in light.",
		"Samples exist in rooms. Conclusion(s): Samples grow well in light.",
		"Samples exist in rooms. CONCLUSIONS - Samples grow well in light. They are small plants.",
	};
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
		assert_paper((const struct part[PARTS_MAX]){{NULL, NULL, texts[i]}},
			"Samples grow well in light.", "conclusion");
}

static void test_cue_phrase_near_the_end(void **state)
{
	(void)state;
	assert_paper((const struct part[PARTS_MAX]){{NULL, NULL,
					 "Samples exist in many rooms. In conclusion, samples need light. More study "
					 "is needed now."}},
		"In conclusion, samples need light.", "cue phrase");
	/* far from the end, a cue is about the work of others */
	assert_paper((const struct part[PARTS_MAX]){{NULL, NULL,
					 "These findings were made in rooms. One is here now. Two is here now. Three "
					 "is here now. Four is here now."}},
		"Four is here now.", "last sentence");
}

static void test_last_sentence_that_speaks_of_the_work(void **state)
{
	(void)state;
	static const char *const tails[] = {
		"Trial registration: ClinicalTrials.gov NCT99000001 of today.",
		"ClinicalTrials.gov Identifier: NCT99000001.",
		"This trial was registered at the registry of trials as number nine.",
		"© 2019 The Authors of the Sample.",
		"Copyright © 2019 Sample Society of the Arts. All rights reserved.",
		"This article is protected by copyright. All rights reserved.",
		"Published by Sample Press of the City.",
		"(Funded by the Sample Fund of Chicago.)",
		"This work was supported by a grant of the Fund.",
		"LEVEL OF EVIDENCE: Level III, therapeutic study of samples.",
		"Sample Res; 78(5); 1214-24. ©2018 ABCD.",
		"The data are at https://example.org/data for all readers.",
		"Thanks.",
	};
	for (size_t i = 0; i < sizeof tails / sizeof *tails; i++) {
		const char *text = str_cstr(&arena,
			str_printf(
				&arena, "Samples exist in many rooms. Samples grow well in light. %s", tails[i]));
		assert_paper((const struct part[PARTS_MAX]){{NULL, NULL, text}},
			"Samples grow well in light.", "last sentence");
	}
	assert_paper(
		(const struct part[PARTS_MAX]){{"RESULTS", "RESULTS", "Samples grow well in light."},
			{"LEVEL OF EVIDENCE", NULL, "It is of level four here."}},
		"Samples grow well in light.", "last sentence");
	assert_paper((const struct part[PARTS_MAX]){{NULL, NULL,
					 "Samples grow well in light © 2019 Sample Society"}},
		"Samples grow well in light", "last sentence");
}

static void test_no_text_no_sentence(void **state)
{
	(void)state;
	assert_paper((const struct part[PARTS_MAX]){{NULL, NULL, NULL}}, "", "");
	assert_paper((const struct part[PARTS_MAX]){{NULL, NULL,
					 "[This corrects the article DOI: 10.5555/a.1.]."}},
		"", "");
	assert_summary(&(struct entry){.kind = ENTRY_NEWS, .title = S("A title")}, "", "");
	assert_summary(
		&(struct entry){.kind = ENTRY_TRIAL, .trial = &(struct trial){.has_results = false}}, "",
		"");
}

static void test_lead_of_news(void **state)
{
	(void)state;
	static const struct {
		const char *lead, *text, *sentence;
	} rows[] = {
		{"A sample helps many people. It is new.", "", "A sample helps many people."},
		{"", "A sample helps many people. It is new.", "A sample helps many people."},
		{"By Ann Sample. A sample helps many people. It is new.", "",
			"A sample helps many people."},
		{"MONDAY, Jan. 5, 2015 (HealthDay News) -- A sample helps many people. It is new.", "",
			"A sample helps many people."},
		{"LONDON (Reuters) - A sample helps many people.", "", "A sample helps many people."},
		{"BOSTON, Nov. 1, 2018 /PRNewswire/ -- A sample helps many people.", "",
			"A sample helps many people."},
		{"A sample - the first - helps many people. It is new.", "",
			"A sample - the first - helps many people."},
		{"A sample helps many people who…", "A sample helps many people who have none. It is new.",
			"A sample helps many people who have none."},
		{"A sample helps many people who…", "", "A sample helps many people who…"},
	};
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		assert_summary(
			&(struct entry){
				.kind = ENTRY_NEWS, .lead = str_of(rows[i].lead), .text = str_of(rows[i].text)},
			rows[i].sentence, "lead");
}

static void test_feed_items_that_are_papers(void **state)
{
	(void)state;
	struct entry entry = {.kind = ENTRY_NEWS,
		.keys.doi = S("10.5555/a"),
		.text = S("Background: Samples exist in rooms. Conclusion: Samples grow well in light.")};
	assert_summary(&entry, "Samples grow well in light.", "conclusion");
	entry.keys = (struct keys){.pmcid = S("PMC1234567")};
	assert_summary(&entry, "Samples grow well in light.", "conclusion");
}

static void test_brief_summary_of_trials(void **state)
{
	(void)state;
	struct trial trial = {
		.brief_summary = S("This study will compare the first sample with the second one, in "
						   "people who have neither of them. It is long.")};
	struct entry entry = {.kind = ENTRY_TRIAL, .trial = &trial};
	assert_summary(&entry,
		"This study will compare the first sample with the second one, in people who have neither "
		"of them.",
		"brief summary");
	trial.brief_summary = S(
		"RATIONALE: Samples may help people. This study asks whether they do. It is long.");
	assert_summary(
		&entry, "Samples may help people. This study asks whether they do.", "brief summary");
	trial.brief_summary = S("Samples may help people.\nThis study asks whether they do.");
	assert_summary(&entry, "Samples may help people.", "brief summary");
}

static void test_health_topics(void **state)
{
	(void)state;
	assert_summary(
		&(struct entry){.kind = ENTRY_PAGE, .text = S("Samples are small and many. They help.")},
		"Samples are small and many.", "lead");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_labelled_conclusion_comes_first),
		cmocka_unit_test(test_conclusion_within_an_unstructured_abstract),
		cmocka_unit_test(test_cue_phrase_near_the_end),
		cmocka_unit_test(test_last_sentence_that_speaks_of_the_work),
		cmocka_unit_test(test_no_text_no_sentence),
		cmocka_unit_test(test_lead_of_news),
		cmocka_unit_test(test_feed_items_that_are_papers),
		cmocka_unit_test(test_brief_summary_of_trials),
		cmocka_unit_test(test_health_topics),
	};
	return cmocka_run_group_tests(tests, NULL, teardown);
}
