#include "drafts.h"

#include <time.h>

enum { PARTS_MAX = 4 };

struct part {
	const char *label, *category, *text;
};

static void assert_titled(
	const char *title, const struct part parts[PARTS_MAX], const char *sentence, const char *origin)
{
	struct abstract_part abstract[PARTS_MAX];
	struct paper paper = {.abstract = abstract};
	for (; paper.abstract_count < PARTS_MAX && parts[paper.abstract_count].text;
		 paper.abstract_count++) {
		const struct part *part = &parts[paper.abstract_count];
		abstract[paper.abstract_count] = (struct abstract_part){
			str_of(part->label), str_of(part->category), str_of(part->text)};
	}
	assert_summary(&(struct entry){.kind = ENTRY_PAPER, .paper = &paper, .title = str_of(title)},
		sentence, origin);
}

static void assert_paper(
	const struct part parts[PARTS_MAX], const char *sentence, const char *origin)
{
	assert_titled("Lamps for people in dark rooms", parts, sentence, origin);
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
		assert_titled("Samples need light", rows[i].parts, rows[i].sentence, "conclusion");
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
		"Objective Samples exist in rooms. Conclusion Samples grow well in light. They are small.",
		"Samples exist in rooms. Conclusion\xE2\x80\x83Samples grow well in light. They are small.",
		"BACKGROUND Samples exist in rooms. CONCLUSIONS Samples grow well in light. They are "
		"small.",
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
		"The authors thank all patients who took part in this.",
		"Published by Sample Press of the City.",
		"(Funded by the Sample Fund of Chicago.)",
		"This work was supported by a grant of the Fund.",
		"LEVEL OF EVIDENCE: Level III, therapeutic study of samples.",
		"Sample Res; 78(5); 1214-24. ©2018 ABCD.",
		"The data are at https://example.org/data for all readers.",
		"Thanks.",
		"Graphical abstractLamps of the world in rooms.",
	};
	for (size_t i = 0; i < sizeof tails / sizeof *tails; i++) {
		const char *text = str_cstr(&arena,
			str_printf(
				&arena, "Samples exist in many rooms. Samples grow well in light. %s", tails[i]));
		assert_titled("How samples grow in light",
			(const struct part[PARTS_MAX]){{NULL, NULL, text}}, "Samples grow well in light.",
			"last sentence");
	}
	assert_titled("How samples grow in light",
		(const struct part[PARTS_MAX]){{"RESULTS", "RESULTS", "Samples grow well in light."},
			{"LEVEL OF EVIDENCE", NULL, "It is of level four here."}},
		"Samples grow well in light.", "last sentence");
	assert_titled("How samples grow in light",
		(const struct part[PARTS_MAX]){
			{NULL, NULL, "Samples grow well in light © 2019 Sample Society"}},
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
		{"Lamps helped in dark rooms. A deeper appreciation of light will aid in finding lamps.",
			"Lamps helped in dark rooms."},
		{"Lamps helped in dark rooms. We also illustrate the use of lamps in halls for people.",
			"Lamps helped in dark rooms."},
		{"Lamps helped in dark rooms. The use of lamps should be examined in studies of halls.",
			"Lamps helped in dark rooms."},
		{"Lamps in halls have not been described before. Lamps helped in dark rooms.",
			"Lamps helped in dark rooms."},
	};
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		assert_paper((const struct part[PARTS_MAX]){{"CONCLUSIONS", NULL, rows[i].conclusion}},
			rows[i].sentence, "conclusion");
}

static void test_what_a_conclusion_says_besides(void **state)
{
	(void)state;
	static const struct {
		const char *conclusion, *sentence;
	} rows[] = {
		/* but behind what was found it may stand */
		{"Our findings suggest that lamps help people in most of the dark rooms, and give a new "
		 "perspective for halls. It is dark.",
			"Our findings suggest that lamps help people in most of the dark rooms, and give a new "
			"perspective for halls."},
		/* a call that is a whole sentence, however late it calls */
		{"Lamps helped in dark rooms. Longer studies that follow people with lamps before and "
		 "after "
		 "the winter are needed.",
			"Lamps helped in dark rooms."},
		{"Lamps helped in dark rooms. These data could be valuable for readers in other rooms.",
			"Lamps helped in dark rooms."},
		{"Lamps helped in dark rooms. This study assesses how readers use lamps in the dark.",
			"Lamps helped in dark rooms."},
		{"Lamps helped in dark rooms. We will cover the lamps of the north, the south and the "
		 "east.",
			"Lamps helped in dark rooms."},
		{"Lamps helped in dark rooms. Long studies of people with lamps in rooms before and after "
		 "the "
		 "winter are needed to confirm these findings.",
			"Lamps helped in dark rooms."},
		/* what an interim analysis found */
		{"Results of this interim analysis suggest that lamps help. Shades were as in others.",
			"Results of this interim analysis suggest that lamps help."},
		{"Lamps helped in dark rooms. Further uses of lamps are beyond the scope of the paper.",
			"Lamps helped in dark rooms."},
		{"Dark is one of the most common complaints. Lamps helped readers in rooms of the north.",
			"Lamps helped readers in rooms of the north."},
		/* not what leans on another sentence */
		{"These surprising changes can be explained by light. Lamps help readers in all rooms.",
			"Lamps help readers in all rooms."},
		{"This novel lamp is effective and safe for people. Lamps help readers in all rooms.",
			"Lamps help readers in all rooms."},
		{"It is safe when used in a room of the north with people. Lamps help many readers.",
			"Lamps help many readers."},
		{"Thus, they are effective and safe for people. Lamps help many readers.",
			"Lamps help many readers."},
		{"In response to these findings, a meeting of readers was held. Lamps help many readers.",
			"Lamps help many readers."},
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
		{"Rooms are dark. Lamps improved the reading of many people in dark rooms. In this review, "
		 "we "
		 "discuss their prices.",
			"Lamps improved the reading of many people in dark rooms.", "cue phrase"},
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
		{"Rooms are dark. Lamps helped in dark rooms. Each of these rooms has its lamp by now.",
			"Lamps helped in dark rooms.", "cue phrase"},
		{"Rooms are dark. Lamps helped in dark rooms. On one hand, they were warm in all rooms.",
			"Lamps helped in dark rooms.", "cue phrase"},
		{"Rooms are dark. Lamps helped in dark rooms. The promise of lamps will be highlighted.",
			"Lamps helped in dark rooms.", "cue phrase"},
		{"Rooms are dark. Lamps helped in dark rooms. The number of studies of lamps is small.",
			"Lamps helped in dark rooms.", "cue phrase"},
		{"Rooms are dark. CONCLUSIONLamps helped in dark rooms.", "Lamps helped in dark rooms.",
			"last sentence"},
		/* that announces the work, where the last ones say what may come of it */
		{"Rooms are dark in winter. Lamps are dear. Here we show that a lamp can be made of straw "
		 "for all rooms. It burns. Their light was warm. It may open new ways. It will be useful.",
			"Here we show that a lamp can be made of straw for all rooms.", "cue phrase"},
		{"Rooms are dark in winter. Lamps are dear. In this paper, we propose a lamp of straw. Its "
		 "light was warm. It burns. This lamp is expected to be of great significance.",
			"In this paper, we propose a lamp of straw.", "cue phrase"},
		{"Rooms are dark. A lamp helped in rooms of kind IBS-D. Future studies are needed for it.",
			"A lamp helped in rooms of kind IBS-D.", "cue phrase"},
		/* what it is about, where it has found nothing */
		{"In this review, we discuss the lamps of the world.",
			"In this review, we discuss the lamps of the world.", "last sentence"},
		{"This article describes lamps. It also looks at shades. More research is needed.",
			"This article describes lamps.", "cue phrase"},
		/* nothing */
		{"It also looks at shades. More research is needed.", "", ""},
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

static void test_protocols_say_what_they_are_for(void **state)
{
	(void)state;
	struct abstract_part part = {
		.text = S("Rooms are dark. The aim of this trial is to test whether lamps help people in "
				  "them. The people will be asked twice. Articles will be sent to journals.")};
	struct paper paper = {.abstract = &part, .abstract_count = 1};
	struct entry entry = {
		.kind = ENTRY_PAPER, .paper = &paper, .title = S("Lamps for rooms: protocol for a trial")};
	assert_summary(&entry, "The aim of this trial is to test whether lamps help people in them.",
		"cue phrase");
	/* one that has found something */
	part.text = S("The aim of this trial was to test whether lamps help people in dark rooms. They "
				  "were asked twice. In conclusion, lamps help people.");
	entry.title = S("Lamps that burn by the protocol of the north");
	assert_summary(&entry, "In conclusion, lamps help people.", "last sentence");
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
	struct entry entry = {
		.kind = ENTRY_PAPER, .paper = &paper, .title = S("Lamps and scotopic reading")};
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

static void test_feed_items_that_are_papers(void **state)
{
	(void)state;
	struct entry entry = {.kind = ENTRY_NEWS,
		.title = S("Samples need light"),
		.keys.doi = S("10.5555/a"),
		.text = S("Background: Samples exist in rooms. Conclusion: Samples grow well in light.")};
	assert_summary(&entry, "Samples grow well in light.", "conclusion");
	entry.keys = (struct keys){.pmcid = S("PMC1234567")};
	assert_summary(&entry, "Samples grow well in light.", "conclusion");
	/* a whole abstract without headings */
	entry.text = S("Samples exist in rooms. We put some into light. They were ten in number. "
				   "These results suggest that samples need light.");
	assert_summary(&entry, "These results suggest that samples need light.", "last sentence");
	/* what a feed has left of its line breaks */
	entry.text = S("Samples exist in rooms. We put some into light. They were ten in number. In "
				   "conclusion, samples need light.nnHighlightSamples without light die.");
	assert_summary(&entry, "In conclusion, samples need light.", "cue phrase");
	/* its first sentences alone: what it tried, and no background */
	entry.text = S("Samples exist in rooms. We compared lamps with candles in the dark rooms of "
				   "the north. We put some into");
	assert_summary(
		&entry, "We compared lamps with candles in the dark rooms of the north.", "cue phrase");
	entry.text = S("Samples exist in rooms. We put some into");
	assert_summary(&entry, "", "");
	entry.text = S(
		"Samples exist in our rooms. Here, we found that lamps help them. They were te …");
	assert_summary(&entry, "Here, we found that lamps help them.", "cue phrase");
	/* what stands behind an abstract does not cut it */
	entry.text = S("Samples exist in rooms. We put some into light. They were ten in number. "
				   "These results suggest that samples need light.\nPMID: 1 | DOI: 10.5555/a");
	assert_summary(&entry, "These results suggest that samples need light.", "last sentence");
	/* by its labels alone */
	entry.keys = (struct keys){.doi = STR_NONE};
	entry.text = S("BACKGROUND: The effect of lamps is controversial. OBJECTIVE: To compare lamps "
				   "with candles in dark rooms. METHODS: In ten rooms, we");
	assert_summary(&entry, "To compare lamps with candles in dark rooms.", "cue phrase");
	entry.text = S("CONTEXT: The effect of lamps is controversial. METHODS: In ten rooms, we");
	assert_summary(&entry, "", "");
	entry.text = S("BACKGROUND: Samples exist in rooms. RESULTS: Few did well in the dark. They "
				   "grew by lamps. CONCLUSIONS: Samples need light to grow.");
	assert_summary(&entry, "Samples need light to grow.", "conclusion");
	/* a conclusion that is cut */
	entry.text = S("BACKGROUND: Samples exist in rooms. We compared lamps with candles. RESULTS: "
				   "Few did well in the dark. CONCLUSIONS: Samples that have a lamp of their");
	assert_summary(&entry, "We compared lamps with candles.", "cue phrase");
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
		cmocka_unit_test(test_what_a_conclusion_says_besides),
		cmocka_unit_test(test_best_of_an_abstract_without_headings),
		cmocka_unit_test(test_protocols_say_what_they_are_for),
		cmocka_unit_test(test_summary_in_plain_language),
		cmocka_unit_test(test_hostile_text_costs_little),
		cmocka_unit_test(test_no_text_no_sentence),
		cmocka_unit_test(test_feed_items_that_are_papers),
		cmocka_unit_test(test_health_topics),
	};
	return cmocka_run_group_tests(tests, NULL, teardown);
}
