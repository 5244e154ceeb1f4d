#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <time.h>

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

/* Which of several sentences of a conclusion. */
static void test_best_of_a_conclusion(void **state)
{
	(void)state;
	static const struct {
		const char *conclusion, *sentence;
	} rows[] = {
		/* not what calls for more */
		{"Lamps help in dark rooms. More extensive studies are needed to confirm these findings.",
			"Lamps help in dark rooms."},
		{"Further research is needed in rooms without windows. Lamps help in dark rooms.",
			"Lamps help in dark rooms."},
		/* but it may do so in passing */
		{"These findings suggest that lamps help people in most of the dark rooms that there are, "
		 "which warrants further investigation.",
			"These findings suggest that lamps help people in most of the dark rooms that there "
			"are, "
			"which warrants further investigation."},
		{"Although more data are needed, lamps helped people in dark rooms. They are cheap.",
			"Although more data are needed, lamps helped people in dark rooms."},
		/* of those that close it, the last */
		{"Taken together, lamps are lights. Overall, lamps are used in dark rooms.",
			"Overall, lamps are used in dark rooms."},
		/* not a number where another one says what it means */
		{"Overall, 4 of 82 lamps (5 %; 95 % CI 1-12) broke. Our findings suggest that lamps last.",
			"Our findings suggest that lamps last."},
		/* not limits, hopes, what is going on, what is discussed */
		{"The sample size was small, which is a limitation. Lamps helped in dark rooms.",
			"Lamps helped in dark rooms."},
		{"We hope that lamps will help all people soon. Lamps helped in dark rooms.",
			"Lamps helped in dark rooms."},
		{"The results of an interim analysis are expected in spring. Lamps helped in dark rooms.",
			"Lamps helped in dark rooms."},
		{"The use of lamps by readers is discussed. Lamps helped in dark rooms.",
			"Lamps helped in dark rooms."},
		{"Lamps helped in dark rooms. Participant enrolment began on 3rd April of that year.",
			"Lamps helped in dark rooms."},
		/* not a use that is not said, what goes on, who pays */
		{"Lamps helped in dark rooms. Our scheme may be useful in many rooms of the city.",
			"Lamps helped in dark rooms."},
		{"Lamps helped in dark rooms. This study provides theoretical foundations for lamps.",
			"Lamps helped in dark rooms."},
		{"Lamps helped in dark rooms. It is a reason for continuing to investigate the lamps.",
			"Lamps helped in dark rooms."},
		{"Lamps helped in dark rooms. The project is supported by the Sample Fund of the City.",
			"Lamps helped in dark rooms."},
		/* not what leans on another sentence */
		{"It can be made of glass and will have many prospects. Lamps help many readers.",
			"Lamps help many readers."},
		{"More importantly, light is effective for people. Lamps help many readers.",
			"Lamps help many readers."},
		{"Its light is effective and safe for people. Lamps help many readers.",
			"Lamps help many readers."},
		{"In addition, light is effective and safe for people. Lamps help many readers.",
			"Lamps help many readers."},
	};
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		assert_paper((const struct part[PARTS_MAX]){{"CONCLUSIONS", NULL, rows[i].conclusion}},
			rows[i].sentence, "conclusion");
	/* When the conclusion has none, what was found. */
	assert_paper((const struct part[PARTS_MAX]){{"RESULTS", NULL, "Lamps helped in dark rooms."},
					 {"CONCLUSIONS", NULL, "Further research is needed on lamps."}},
		"Lamps helped in dark rooms.", "last sentence");
}

static void test_best_of_an_abstract_without_headings(void **state)
{
	(void)state;
	static const struct {
		const char *text, *sentence, *origin;
	} rows[] = {
		{"Rooms are dark. Lamps helped in dark rooms. In this review, we discuss their prices.",
			"Lamps helped in dark rooms.", "cue phrase"},
		{"Rooms are dark. Lamps helped in dark rooms. Their use in other rooms is discussed.",
			"Lamps helped in dark rooms.", "cue phrase"},
		{"Rooms are dark. Lamps helped in dark rooms. In addition, their light was warm.",
			"Lamps helped in dark rooms.", "cue phrase"},
		{"Rooms are dark. Lamps helped in dark rooms. LIMITATIONS: The rooms were not measured.",
			"Lamps helped in dark rooms.", "last sentence"},
		/* the last one, where no other says it much better */
		{"Rooms are dark. Lamps helped in one room. Readers may use lamps.",
			"Readers may use lamps.", "last sentence"},
		{"Rooms are dark. Lamps helped in dark rooms. How they do so has yet to be explained.",
			"Lamps helped in dark rooms.", "cue phrase"},
		{"Rooms are dark. Lamps helped in dark rooms. These are sold in three sizes.",
			"Lamps helped in dark rooms.", "cue phrase"},
		{"Rooms are dark. CONCLUSIONLamps helped in dark rooms.", "Lamps helped in dark rooms.",
			"last sentence"},
		/* nothing */
		{"In this review, we discuss the lamps of the world.", "", ""},
		{"This article describes lamps. It also looks at shades. More research is needed.", "", ""},
		/* other languages */
		{"Räume sind dunkel. Lampen helfen in dunklen Räumen. Weitere Studien sind erforderlich.",
			"Lampen helfen in dunklen Räumen.", "cue phrase"},
		{"Les pièces sont sombres. Les lampes aident. D'autres études sont nécessaires.",
			"Les pièces sont sombres.", "cue phrase"},
		{"Las salas son oscuras. Las lámparas ayudan mucho. Se necesitan más estudios sobre ellas.",
			"Las lámparas ayudan mucho.", "cue phrase"},
		{"Le stanze sono buie. Le lampade aiutano molto. Sono necessari ulteriori studi clinici.",
			"Le lampade aiutano molto.", "cue phrase"},
	};
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		assert_paper((const struct part[PARTS_MAX]){{NULL, NULL, rows[i].text}}, rows[i].sentence,
			rows[i].origin);
}

static void test_summary_in_plain_language(void **state)
{
	(void)state;
	struct abstract_part part = {
		.label = S("CONCLUSIONS"), .text = S("Luminaires ameliorate scotopic reading.")};
	struct paper paper = {.abstract = &part,
		.abstract_count = 1,
		.plain_summary = S("Many rooms are dark.\nWe gave lamps to ten people.\nPeople with lamps "
						   "could read better in the dark.\nMore research is needed.")};
	struct entry entry = {.kind = ENTRY_PAPER, .paper = &paper};
	assert_summary(
		&entry, "People with lamps could read better in the dark.", "plain-language summary");
	/* one that only says what the paper is about */
	paper.plain_summary = S("This article discusses the lamps of the world.");
	assert_summary(&entry, "Luminaires ameliorate scotopic reading.", "conclusion");
}

/* What anybody may send: it takes no time to speak of. */
static void test_hostile_text_costs_little(void **state)
{
	(void)state;
	enum { SIZE = 1 << 19 };
	static const char *const pieces[] = {".", "(", "A. ", "\"", "“", "a ", "In conclusion, ", "--",
		"[", "This study is ", "(NASDAQ: A) ", "A -- ", "Conclusion: ", "\n", "A b c d.\n", "é"};
	char *bytes = arena_array(&arena, SIZE, 1);
	clock_t start = clock();
	for (size_t i = 0; i < sizeof pieces / sizeof *pieces; i++) {
		struct str piece = str_of(pieces[i]), text = {bytes, SIZE - SIZE % piece.n}, sentence;
		for (size_t at = 0; at < text.n; at++)
			bytes[at] = piece.p[at % piece.n];
		struct abstract_part part = {.text = text};
		struct paper paper = {.abstract = &part, .abstract_count = 1, .plain_summary = text};
		struct trial trial = {.brief_summary = text};
		const struct entry entries[] = {{.kind = ENTRY_PAPER, .paper = &paper},
			{.kind = ENTRY_TRIAL, .trial = &trial},
			{.kind = ENTRY_NEWS, .title = text, .text = text, .lead = text},
			{.kind = ENTRY_NEWS, .keys.doi = S("10.5555/a"), .text = text},
			{.kind = ENTRY_PAGE, .text = text}};
		enum summary_origin origin;
		for (size_t k = 0; k < sizeof entries / sizeof *entries; k++)
			judge_summary(&arena, &entries[k], &sentence, &origin);
	}
	assert_true((double)(clock() - start) / CLOCKS_PER_SEC < 60);
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
	};
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		assert_summary(
			&(struct entry){
				.kind = ENTRY_NEWS, .lead = str_of(rows[i].lead), .text = str_of(rows[i].text)},
			rows[i].sentence, "lead");
}

static void assert_news(const char *title, const char *lead, const char *sentence)
{
	assert_summary(
		&(struct entry){
			.kind = ENTRY_NEWS, .title = str_of(title), .lead = str_of(lead), .text = str_of(lead)},
		sentence, *sentence ? "lead" : "");
}

static void test_what_stands_before_a_story(void **state)
{
	(void)state;
	static const char *const before[] = {
		"SAMPLEVILLE, Ohio (October 8, 2018)--",
		"Newswise — SAMPLEVILLE, N.C. -- ",
		"April 29, 2016 - ",
		"SAMPLEVILLE, Pa., Dec. 19, 2024 (GLOBE NEWSWIRE) -- ",
		"ZUG, Switzerland and SAMPLEVILLE, July 1, 2024 (GLOBE NEWSWIRE) -- ",
		"SAMPLE HILL--",
		"SAMPLE HILL, CA, Feb. 2, 2023 (GLOBE NEWSWIRE) -- via NewMediaWire – ",
		"DEPT. OF SAMPLES, SAMPLE HOSPITAL / Getty Images ",
		"Sampleville -- ",
		"[The Sample Times] ",
		"Berlin, 3. März 2021 (dpa) – ",
		"Paris, le 17 juillet 2024 – ",
		"MADRID, 5 Jun. (EUROPA PRESS) - ",
		"By Ann Sample\n",
		"A SAMPLE IN CAPITALS ALL ALONG\n",
		"– Samples are on track for this year –\n",
		"Photo: two samples on a table beside a lamp.\n",
		"Could samples be what all of us were waiting for?\n",
		"“We are glad of every sample that we have,” said one.\n",
		"Samples a sub-headline of this story without a stop\n",
		"First Sample Grows Well.\n",
	};
	for (size_t i = 0; i < sizeof before / sizeof *before; i++)
		assert_news("First sample grows well",
			str_cstr(
				&arena, str_printf(&arena, "%sA lamp helps many people. It is new.", before[i])),
			"A lamp helps many people.");
}

static void test_what_belongs_to_a_story(void **state)
{
	(void)state;
	static const struct {
		const char *lead, *sentence;
	} rows[] = {
		/* what looks like a dateline and is none */
		{"COVID-19 - the virus - is still with many people.",
			"COVID-19 - the virus - is still with many people."},
		{"In May 2020 the ward closed - and stayed so for a year.",
			"In May 2020 the ward closed - and stayed so for a year."},
		/* written from the right to the left */
		{"\xE2\x81\xA7It pays the way to the hall.\xE2\x81\xA9",
			"\xE2\x81\xA7It pays the way to the hall.\xE2\x81\xA9"},
		/* tickers of companies */
		{"Sample Inc. (NASDAQ: SMPL), a maker of lamps, began a study today.",
			"Sample Inc., a maker of lamps, began a study today."},
		{"Sample Inc. (Nasdaq: SMPL; “Sample”) and Lamp [NYSE: LAMP] began a study today.",
			"Sample Inc. and Lamp began a study today."},
		/* what the site adds */
		{"A lamp helps many people. Continue reading...", "A lamp helps many people."},
		{"The lamp is a help for many people in the north Read more", /* a line without a stop */
			"The lamp is a help for many people in the north"},
		/* a quotation is whole */
		{"The lamp, she said, was “a help. It was new. I liked it.” Others agree.",
			"The lamp, she said, was “a help. It was new. I liked it.”"},
		{"The lamp was “a help, she said.", ""},
		{"Sample said, leaving the hall.", ""},
		/* the same twice */
		{"Grows a market of lamps for the people here Grows a market of lamps for the people here",
			"Grows a market of lamps for the people here"},
		/* cut */
		{"A lamp helps many people who…", ""},
		{"A lamp helps many people who have the", ""},
		{"A lamp helps many people in the north and the south of the", ""},
	};
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		assert_news("A title", rows[i].lead, rows[i].sentence);
}

/* A description of its own stands above the story; one that is the story's beginning does not. */
static void test_teasers_of_news(void **state)
{
	(void)state;
	struct entry entry = {.kind = ENTRY_NEWS,
		.title = S("Lamps"),
		.lead = S("Why more people than ever before read by the light of a lamp"),
		.text = S("It was dark. Many people have lamps now.")};
	assert_summary(&entry, "Why more people than ever before read by the light of a lamp", "lead");
	entry.lead = S("Many people in the north of the country have");
	entry.text = S("Many people in the north of the country have lamps now. They read.");
	assert_summary(&entry, "Many people in the north of the country have lamps now.", "lead");
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
	/* a whole abstract without headings */
	entry.text = S("Samples exist in rooms. We put some into light. They were ten in number. "
				   "These results suggest that samples need light.");
	assert_summary(&entry, "These results suggest that samples need light.", "last sentence");
	/* its first sentences alone */
	entry.text = S("Samples exist in rooms. We put some into");
	assert_summary(&entry, "Samples exist in rooms.", "lead");
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
	static const struct {
		const char *text, *sentence;
	} rows[] = {
		{"RATIONALE: Samples may help people. This study asks whether they do. It is long.",
			"This study asks whether they do."},
		{"Light is weak in winter. Many rooms are dark then. Several studies looked at it. The aim "
		 "of this trial is to compare lamps.",
			"The aim of this trial is to compare lamps."},
		{"Lamps are common. The LAMP study will test lamps in people with dark rooms at home.",
			"The LAMP study will test lamps in people with dark rooms at home."},
		{"To evaluate lamps in dark rooms, with all that is needed for it in a year of winter.",
			"To evaluate lamps in dark rooms, with all that is needed for it in a year of winter."},
		{"This study is open to adults with dark rooms. There are two groups of them. The purpose "
		 "of "
		 "this study is to find out whether lamps help. There are eight study visits.",
			"The purpose of this study is to find out whether lamps help."},
		/* a short one with the next, in one paragraph */
		{"This is a study of safety. Participants will receive a lamp. It is long.",
			"This is a study of safety. Participants will receive a lamp."},
		{"This is a study of safety.\nParticipants will receive a lamp.",
			"This is a study of safety."},
		{"A LAMP FOR ROOMS THAT ARE DARK\nWHY: The purpose of this study is to test a lamp.",
			"The purpose of this study is to test a lamp."},
		{"Die Studie vergleicht Lampen. Ziel der Studie ist es, zwei Lampen zu vergleichen.",
			"Ziel der Studie ist es, zwei Lampen zu vergleichen."},
		/* nothing of the study */
		{"Light is weak in winter. Many rooms are dark then. People with lamps read more.", ""},
		{"The objectives of this study are:\nto look at lamps\nand at their shades, as they are.",
			""},
	};
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		trial.brief_summary = str_of(rows[i].text);
		assert_summary(&entry, rows[i].sentence, *rows[i].sentence ? "brief summary" : "");
	}
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
		cmocka_unit_test(test_best_of_a_conclusion),
		cmocka_unit_test(test_best_of_an_abstract_without_headings),
		cmocka_unit_test(test_summary_in_plain_language),
		cmocka_unit_test(test_hostile_text_costs_little),
		cmocka_unit_test(test_what_stands_before_a_story),
		cmocka_unit_test(test_what_belongs_to_a_story),
		cmocka_unit_test(test_teasers_of_news),
		cmocka_unit_test(test_no_text_no_sentence),
		cmocka_unit_test(test_lead_of_news),
		cmocka_unit_test(test_feed_items_that_are_papers),
		cmocka_unit_test(test_brief_summary_of_trials),
		cmocka_unit_test(test_health_topics),
	};
	return cmocka_run_group_tests(tests, NULL, teardown);
}
