#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <string.h>

#include "judge/judge.h"

static struct arena arena;

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

static const struct source PUBMED = {.kind = SOURCE_PUBMED,
	.label = {"PubMed", 6},
	.settings = {{.text = {"(\"systemic sclerosis\"[tiab] OR scleroderma[tiab]) AND \"stem "
						   "cell\"[tiab] NOT mouse",
					  78}}}};

static struct verdict judged(struct entry entry, const struct source *source)
{
	struct verdict verdict;
	judge_entry(&arena, &entry, source, &verdict);
	return verdict;
}

static struct entry paper_entry(const struct paper *paper, const char *title)
{
	return (struct entry){.kind = ENTRY_PAPER,
		.native = S("99000001"),
		.title = str_of(title),
		.published = NO_TIME,
		.paper = paper};
}

static bool warns(const struct verdict *verdict, const char *warning)
{
	const char *words;
	for (size_t i = 0; (words = warning_words(verdict->warnings, i)); i++)
		if (strcmp(words, warning) == 0)
			return true;
	return false;
}

static struct str title_of_post(const char *lead)
{
	struct source bluesky = {.kind = SOURCE_FEED, .label = S("Bluesky")};
	struct entry post = {
		.kind = ENTRY_NEWS, .native = S("at://1"), .lead = str_of(lead), .published = NO_TIME};
	post.text = post.lead;
	struct verdict verdict = judged(post, &bluesky);
	assert_false(str_eq(verdict.face.title, verdict.face.summary));
	return verdict.face.title;
}

static void test_news_without_a_title_has_its_first_words(void **state)
{
	(void)state;
	assert_text(title_of_post("Second-hand smoke and Raynaud: what we learned this week"),
		"Second-hand smoke and Raynaud: what we learned this week");
	assert_text(title_of_post("New in the registry. Forty patients took part in the study."),
		"New in the registry.");
	assert_text(title_of_post("Good news!\n\nThe study is open."), "Good news!");
	assert_text(
		title_of_post("Patients with systemic sclerosis and early lung disease who were given "
					  "nintedanib for a year kept, on average, more of their breath"),
		"Patients with systemic sclerosis and early lung disease who were given nintedanib for a "
		"year "
		"kept, on average, more of…");
	assert_text(title_of_post(""), "Bluesky at://1");
	/* A record is known by its number. */
	struct paper paper = {.medline_ta = S("J Samples")};
	struct entry untitled = paper_entry(&paper, "");
	untitled.text = S("An abstract without a title.");
	assert_text(judged(untitled, &PUBMED).face.title, "PubMed 99000001");
}

static void test_faces(void **state)
{
	(void)state;
	struct paper paper = {.medline_ta = S("J Samples"),
		.volume = S("1"),
		.pages = S("2"),
		.pub_date.date = {2020, 5, 0}};
	struct verdict v = judged(paper_entry(&paper, ""), &PUBMED);
	assert_text(v.face.title, "PubMed 99000001");
	assert_text(v.face.label, "PubMed");
	assert_text(v.face.citation, "J Samples, 2020 May;1:2");
	assert_int_equal(v.face.date.month, 5);

	struct source feed = {.kind = SOURCE_FEED, .label = S("Sample News")};
	v = judged((struct entry){.kind = ENTRY_NEWS,
				   .title = S("Title"),
				   .published = date_to_time((struct date){2018, 11, 1}) + 43200},
		&feed);
	assert_text(v.face.citation, "11/01/2018");
	assert_text(v.face.label, "Sample News");
	v = judged((struct entry){.kind = ENTRY_NEWS,
				   .title = S("Title"),
				   .publisher = S("The Origin"),
				   .published = NO_TIME},
		&feed);
	assert_text(v.face.citation, "");
	assert_text(v.face.label, "The Origin");

	struct trial trial = {.acronym = S("SAMPLE"),
		.study_type = S("INTERVENTIONAL"),
		.overall_status = S("RECRUITING"),
		.last_update_post = {2012, 10, 15},
		.official_title = S("A study of samples"),
		.sponsor = S("Sample University"),
		.city = S("Chicago"),
		.state = S("Illinois")};
	v = judged(
		(struct entry){
			.kind = ENTRY_TRIAL, .title = S("Brief"), .published = NO_TIME, .trial = &trial},
		&feed);
	assert_text(v.face.title, "SAMPLE Trial: Now Recruiting");
	assert_text(v.face.official_title, "A study of samples");
	assert_text(v.face.label, "Sample University, Chicago, Illinois");
	trial.state = trial.city;
	v = judged(
		(struct entry){
			.kind = ENTRY_TRIAL, .title = S("Brief"), .published = NO_TIME, .trial = &trial},
		&feed);
	assert_text(v.face.label, "Sample University, Chicago");
	assert_text(v.face.status, "RECRUITING");
	assert_text(v.face.status_line, "Currently recruiting. Last updated 10/15/12.");
	assert_int_equal(v.face.date.day, 15);
}

static struct verdict judged_typed(
	const char *type, enum correction_kind kind, const char *pmid, const char *title)
{
	struct str types[] = {str_of(type)};
	struct correction corrections[] = {
		{.kind = kind, .pmid = str_of(pmid), .source = S("J Samples. 2020;1:3")}};
	struct abstract_part abstract[] = {{STR_NONE, STR_NONE, S("Samples grow well in light.")}};
	struct paper paper = {.publication_types = {types, 1},
		.corrections = corrections,
		.correction_count = kind != CORRECTION_OTHER,
		.abstract = abstract,
		.abstract_count = 1};
	return judged(paper_entry(&paper, title), &PUBMED);
}

static void test_retracted_papers_say_so(void **state)
{
	(void)state;
	struct verdict v = judged_typed("Retracted Publication", CORRECTION_RETRACTION_IN, "99000009",
		"Samples of systemic sclerosis.");
	assert_true(warns(&v, "Retracted"));
	assert_text(v.face.notice, "Retracted: see PMID 99000009.");
	assert_true(v.score <= 0.05);
	assert_false(judge_is_notice(&v));
	v = judged_typed("Journal Article", CORRECTION_RETRACTION_IN, "", "Samples.");
	assert_text(v.face.notice, "Retracted: see J Samples. 2020;1:3.");
	v = judged_typed("Retracted Publication", CORRECTION_OTHER, "", "RETRACTED: Samples.");
	assert_text(v.face.notice, "Retracted.");
	assert_false(judge_is_notice(&v));
}

/* The paper itself is marked in its title before PubMed has typed it: it stays an item, and readers
 * are told. */
static void test_retracted_by_title(void **state)
{
	(void)state;
	struct verdict v = judged_typed("Journal Article", CORRECTION_OTHER, "", "RETRACTED: Samples.");
	assert_true(warns(&v, "Retracted") && v.face.retracted && v.score <= 0.05);
	assert_false(judge_is_notice(&v));
	assert_text(v.face.notice, "Retracted.");
	assert_true(v.face.summary.n > 0);
	/* It outweighs what was said before. */
	v = judged_typed("Journal Article", CORRECTION_CONCERN_IN, "99000009", "[Retracted] Samples.");
	assert_true(v.face.retracted && !v.face.notice_pmid.n);
	assert_text(v.face.notice, "Retracted.");
	v = judged_typed("Journal Article", CORRECTION_OTHER, "", "WITHDRAWN: Samples.");
	assert_true(warns(&v, "Withdrawn, as its title says"));
	assert_false(judge_is_notice(&v) || v.face.retracted);
	assert_text(v.face.notice, "Withdrawn.");
}

static void test_notices_are_no_items(void **state)
{
	(void)state;
	static const struct {
		const char *type;
		enum correction_kind kind;
		const char *title, *warning;
	} rows[] = {
		{"Retraction of Publication", CORRECTION_RETRACTION_OF,
			"Samples - a new method [Retraction].", "Retraction notice"},
		{"Journal Article", CORRECTION_OTHER, "Retraction Note: Samples.", "Retraction notice"},
		{"Journal Article", CORRECTION_OTHER, "Retraction notice to: Samples.",
			"Retraction notice"},
		{"Published Erratum", CORRECTION_ERRATUM_FOR, "Samples.", "Correction notice"},
		{"Journal Article", CORRECTION_OTHER, "Publisher Correction: Samples.",
			"Correction notice"},
		{"Journal Article", CORRECTION_OTHER, "Corrigenda.", "Correction notice"},
		{"Journal Article", CORRECTION_OTHER, "Corrigendum to: Samples.", "Correction notice"},
		{"Expression of Concern", CORRECTION_CONCERN_FOR, "Samples.",
			"Expression of concern notice"},
	};
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct verdict v = judged_typed(rows[i].type, rows[i].kind, "99000001", rows[i].title);
		assert_true(warns(&v, rows[i].warning));
		assert_true(judge_is_notice(&v));
		assert_true(v.score <= 0.05);
		assert_int_equal(v.face.summary.n, 0);
	}
}

static void test_an_erratum_is_no_retraction(void **state)
{
	(void)state;
	struct verdict v = judged_typed(
		"Journal Article", CORRECTION_ERRATUM_IN, "99000009", "Samples.");
	assert_true(warns(&v, "Corrected"));
	assert_text(v.face.notice, "Corrected: see PMID 99000009.");
	assert_false(v.face.retracted);
	assert_true(v.face.summary.n > 0);
	v = judged_typed("Journal Article", CORRECTION_CONCERN_IN, "99000009", "Samples.");
	assert_text(v.face.notice, "Expression of concern: see PMID 99000009.");
}

static void test_animals_preprints_and_languages(void **state)
{
	(void)state;
	struct str animals[] = {S("Animals"), S("Mice")}, both[] = {S("Animals"), S("Humans")},
			   german[] = {S("ger")}, english[] = {S("ger"), S("eng")};
	struct paper paper = {.mesh = {animals, 2}, .languages = {german, 1}};
	struct verdict v = judged(paper_entry(&paper, "Samples."), &PUBMED);
	assert_true(warns(&v, "Animal study"));
	assert_true(warns(&v, "Not in English"));
	assert_true(warns(&v, "No abstract"));
	paper = (struct paper){
		.mesh = {both, 2}, .languages = {english, 2}, .medline_ta = S("medRxiv")};
	v = judged(paper_entry(&paper, "Samples in mice."), &PUBMED);
	assert_false(warns(&v, "Animal study"));
	assert_false(warns(&v, "Not in English"));
	assert_true(warns(&v, "Preprint"));
	paper = (struct paper){0};
	v = judged(paper_entry(&paper, "Samples in bleomycin-induced nude mice."), &PUBMED);
	assert_true(warns(&v, "Animal study"));
	struct source feed = {.kind = SOURCE_FEED};
	v = judged((struct entry){.kind = ENTRY_NEWS,
				   .lead = S("BOSTON /PRNewswire/ -- Samples are here now."),
				   .language = S("es-MX"),
				   .published = NO_TIME},
		&feed);
	assert_true(warns(&v, "Press release"));
	assert_true(warns(&v, "Not in English"));
}

static void test_facts_of_papers(void **state)
{
	(void)state;
	struct str animals[] = {S("Animals"), S("Mice")}, both[] = {S("Animals"), S("Humans")},
			   types[] = {S("Journal Article"), S("Research Support, Non-U.S. Gov't"), S("Review")},
			   preprint[] = {S("Preprint")};
	struct paper paper = {.mesh = {animals, 2}, .publication_types = {types, 3}};
	struct verdict v = judged(paper_entry(&paper, "Samples."), &PUBMED);
	assert_text(v.face.facts, "typed\nanimals\tANIMALS\ntypes\tJournal Article\tReview");
	paper = (struct paper){.mesh = {both, 2}, .publication_types = {preprint, 1}};
	v = judged(paper_entry(&paper, "Samples in mice."), &PUBMED);
	assert_text(v.face.facts, "typed\npreprint\tNOT_PEER_REVIEWED\ntypes\tPreprint");
}

static void test_preprints_are_known_by_their_dois(void **state)
{
	(void)state;
	static const struct {
		struct str doi;
		bool is;
	} dois[] = {{S("10.1101/2020.04.05.20054502"), true}, {S("10.1101/123456"), true},
		{S("10.64898/2026.01.02.700001"), true}, {S("10.1101/gr.276871.122"), false},
		{S("10.1101/"), false}, {S("10.1234/2020.04.05"), false}};
	struct source feed = {.kind = SOURCE_FEED};
	for (size_t i = 0; i < sizeof dois / sizeof *dois; i++) {
		struct entry entry = {.kind = ENTRY_NEWS, .title = S("A"), .published = NO_TIME};
		entry.keys.doi = dois[i].doi;
		struct verdict v = judged(entry, &feed);
		assert_true(warns(&v, "Preprint") == dois[i].is);
		assert_text(v.face.facts, dois[i].is ? "typed\npreprint\tNOT_PEER_REVIEWED" : "");
	}
}

static void test_score_is_explained(void **state)
{
	(void)state;
	struct abstract_part abstract[] = {{STR_NONE, STR_NONE, S("Samples grow well in light.")}};
	struct paper paper = {.abstract = abstract, .abstract_count = 1};
	struct verdict on = judged(paper_entry(&paper, "Stem cell samples."), &PUBMED),
				   off = judged(paper_entry(&paper, "A mouse in the house."), &PUBMED);
	assert_true(on.score > off.score && on.score <= 1 && off.score >= 0);
	assert_text(on.why.v[1], "“stem cell” is in the title.");
	assert_int_equal(off.why.n, 1);
}

static void test_wanted(void **state)
{
	(void)state;
	struct err err;
	struct source source = {
		.keep = pattern_new(S("stem cell"), &err), .drop = pattern_new(S("sponsored"), &err)};
	assert_true(judge_wanted(&(struct entry){.title = S("Stem Cells help")}, &source));
	assert_true(
		judge_wanted(&(struct entry){.title = S("News"), .text = S("of stem cells")}, &source));
	assert_false(judge_wanted(&(struct entry){.title = S("News")}, &source));
	assert_false(judge_wanted(
		&(struct entry){.title = S("Stem cells"), .lead = S("Sponsored by us")}, &source));
	assert_true(judge_wanted(&(struct entry){0}, &(struct source){0}));
	pattern_free(source.keep);
	pattern_free(source.drop);
}

static void test_topics(void **state)
{
	(void)state;
	struct err err;
	struct str fixed[] = {S("trials-page")}, both[] = {S("fixes"), S("open")}, gone[] = {S("gone")};
	struct source sources[] = {{.name = both[0], .topics = {fixed, 1}}, {.name = both[1]}};
	struct topic cells = {.slug = S("cells"), .match = pattern_new(S("stem cell"), &err)},
				 trials = {.slug = fixed[0]};
	struct site site = {.sources = sources, .source_count = 2};
	struct filing about = {.official_title = S("On stem cells"), .sources = {both + 1, 1}};
	assert_true(judge_on_topic(&site, &cells, &about));
	assert_true(judge_on_topic(&site, &cells, &(struct filing){.summary = S("a stem cell")}));
	assert_true(judge_on_topic(
		&site, &cells, &(struct filing){.text = S("a stem cell"), .sources = {gone, 1}}));
	assert_false(judge_on_topic(&site, &cells, &(struct filing){.title = S("none")}));
	assert_false(judge_on_topic(&site, &trials, &about));
	/* A source that fixes a topic files there alone; a copy of another source is filed by the
	 * expression as well. */
	about.sources = (struct strs){both, 1};
	assert_true(judge_on_topic(&site, &trials, &about) && !judge_on_topic(&site, &cells, &about));
	about.sources = (struct strs){both, 2};
	assert_true(judge_on_topic(&site, &trials, &about) && judge_on_topic(&site, &cells, &about));
	/* When an editor chose topics, nothing else counts; the choice may be none. */
	struct strs chosen = {&cells.slug, 1}, none = {0};
	about.edited = &chosen;
	assert_true(judge_on_topic(&site, &cells, &about) && !judge_on_topic(&site, &trials, &about));
	about.edited = &none;
	assert_false(judge_on_topic(&site, &cells, &about));
	pattern_free(cells.match);
}

static void test_rank(void **state)
{
	(void)state;
	int paper = judge_rank(&(struct entry){.kind = ENTRY_PAPER}),
		topic = judge_rank(&(struct entry){.kind = ENTRY_PAGE});
	int news = judge_rank(&(struct entry){.kind = ENTRY_NEWS}),
		own = judge_rank(&(struct entry){.kind = ENTRY_NEWS, .keys.doi = S("10.5555/a")});
	assert_true(paper > topic && topic > own && own > news);
	assert_int_equal(
		judge_rank(&(struct entry){.kind = ENTRY_NEWS, .keys.pmcid = S("PMC1234567")}), own);
	assert_int_equal(
		judge_rank(&(struct entry){.kind = ENTRY_NEWS, .keys.nct = S("NCT01895244")}), own);
	assert_int_equal(judge_rank(&(struct entry){.kind = ENTRY_TRIAL}), paper);
}

static void test_fill_only_what_is_empty(void **state)
{
	(void)state;
	struct face face = {
		.section = SECTION_RESEARCH, .title = S("Strong"), .citation = S("J Samples, 2020;1:2")};
	const struct face weaker = {.section = SECTION_NEWS,
		.title = S("Weak"),
		.citation = S("11/01/2018"),
		.summary = S("A sentence."),
		.summary_origin = SUMMARY_LEAD,
		.date = {2018, 11, 1}};
	judge_fill(&face, &weaker);
	assert_int_equal(face.section, SECTION_RESEARCH);
	assert_text(face.title, "Strong");
	assert_text(face.citation, "J Samples, 2020;1:2");
	assert_text(face.summary, "A sentence.");
	assert_int_equal(face.summary_origin, SUMMARY_LEAD);
	assert_int_equal(face.date.year, 2018);
	struct face trial = {
		.status = S("RECRUITING"), .summary = S("Own."), .summary_origin = SUMMARY_BRIEF};
	judge_fill(&trial, &weaker);
	assert_int_equal(trial.citation.n, 0);
	assert_int_equal(trial.summary_origin, SUMMARY_BRIEF);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_news_without_a_title_has_its_first_words),
		cmocka_unit_test(test_faces),
		cmocka_unit_test(test_retracted_papers_say_so),
		cmocka_unit_test(test_retracted_by_title),
		cmocka_unit_test(test_notices_are_no_items),
		cmocka_unit_test(test_an_erratum_is_no_retraction),
		cmocka_unit_test(test_animals_preprints_and_languages),
		cmocka_unit_test(test_facts_of_papers),
		cmocka_unit_test(test_preprints_are_known_by_their_dois),
		cmocka_unit_test(test_score_is_explained),
		cmocka_unit_test(test_wanted),
		cmocka_unit_test(test_topics),
		cmocka_unit_test(test_rank),
		cmocka_unit_test(test_fill_only_what_is_empty),
	};
	return cmocka_run_group_tests(tests, NULL, teardown);
}
