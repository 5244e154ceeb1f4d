#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "match/match.h"

struct side {
	enum entry_kind kind;
	const char *title;
	const char *pmid, *doi, *nct, *author, *page, *volume;
	const char *publisher;
	int year;
	int64_t published;
};

/* An entry from which match_describe makes this side. */
static void make_entry(
	const struct side *side, struct entry *entry, struct paper *paper, struct author *author)
{
	*author = (struct author){.last = str_of(side->author)};
	*paper = (struct paper){.pages = str_of(side->page),
		.volume = str_of(side->volume),
		.pub_date.date.year = side->year,
		.authors = author,
		.author_count = side->author != NULL};
	*entry = (struct entry){.kind = side->kind,
		.title = str_of(side->title),
		.published = side->published,
		.publisher = str_of(side->publisher),
		.keys = {.pmid = str_of(side->pmid), .doi = str_of(side->doi), .nct = str_of(side->nct)}};
	if (side->kind == ENTRY_PAPER)
		entry->paper = paper;
}

static void check(
	const char *what, struct side x, struct side y, enum key_kind kind, enum match_answer wanted)
{
	struct arena a CLEANUP_ARENA = {0};
	struct entry entries[2];
	struct paper papers[2];
	struct author authors[2];
	make_entry(&x, &entries[0], &papers[0], &authors[0]);
	make_entry(&y, &entries[1], &papers[1], &authors[1]);
	for (int i = 0; i < 2 && kind == KEY_DOI; i++)
		entries[i].keys.doi = str_or(entries[i].keys.doi, S("KEY"));
	for (int i = 0; i < 2; i++) { /* it does not matter which came first */
		const struct described *one = match_describe(&a, &entries[i]),
							   *other = match_describe(&a, &entries[1 - i]);
		struct str why = STR_NONE;
		enum match_answer got = match_decide(&a, one, other, (struct key){kind, S("KEY")}, &why);
		if (got != wanted || !why.n)
			fail_msg("%s: answer %d (" STR_FMT "), not %d", what, got, STR_ARG(why), wanted);
	}
}

#define TITLE "Autologous stem cell transplantation in early systemic sclerosis"
#define PAPER(...) ((struct side){.kind = ENTRY_PAPER, __VA_ARGS__})
#define NEWS(...) ((struct side){.kind = ENTRY_NEWS, __VA_ARGS__})
#define TRIAL(...) ((struct side){.kind = ENTRY_TRIAL, __VA_ARGS__})

static void test_numbers_decide(void **state)
{
	(void)state;
	check(
		"one PMID, retitled", PAPER(TITLE, "1"), PAPER("Another title", "1"), KEY_PMID, MATCH_SAME);
	check("PubMed's own feed", NEWS(TITLE), PAPER(TITLE, "1"), KEY_PMID, MATCH_SAME);
	check("one trial, retitled", TRIAL("Before", .nct = "NCT99000001"),
		TRIAL("After", .nct = "NCT99000001"), KEY_NCT, MATCH_SAME);
	check("a trial's former number", TRIAL("Before", .nct = "NCT99000001"),
		TRIAL("After", .nct = "NCT99000002"), KEY_NCT, MATCH_SAME);
	check("one PMCID", PAPER(TITLE, "1"), PAPER(TITLE), KEY_PMCID, MATCH_SAME);
	check("one PMCID, two PMIDs", PAPER(TITLE, "1"), PAPER(TITLE, "2"), KEY_PMCID, MATCH_RELATED);
}

static void test_doi_needs_titles(void **state)
{
	(void)state;
	check("titles equal", PAPER(TITLE, .doi = "10.1/x"), PAPER(TITLE ".", .doi = "10.1/x"), KEY_DOI,
		MATCH_SAME);
	check("a subtitle was added", PAPER(TITLE),
		PAPER(TITLE ": long-term results of a randomised multicentre study with follow-up at many "
					"European sites"),
		KEY_DOI, MATCH_SAME);
	check("a supplement's abstracts", PAPER(TITLE),
		PAPER("Digital ulcers and the capillaroscopic pattern"), KEY_DOI, MATCH_DIFFERENT);
	check("another wording, same author and page",
		PAPER("Title as translated", .author = "Ito", .page = "12-9"),
		PAPER("Original words of it", .author = "Ito", .page = "12"), KEY_DOI, MATCH_SAME);
	check("another wording, same author only",
		PAPER("Title as translated", .author = "Ito", .page = "12"),
		PAPER("Original words of it", .author = "Ito", .page = "19"), KEY_DOI, MATCH_DIFFERENT);
	check("no title to compare", PAPER(""), PAPER(TITLE), KEY_DOI, MATCH_POSSIBLE);
	check("two PMIDs", PAPER(TITLE, "1"), PAPER(TITLE, "2"), KEY_DOI, MATCH_RELATED);
	check("two PMIDs, other titles", PAPER(TITLE, "1"), PAPER("Digital ulcers", "2"), KEY_DOI,
		MATCH_DIFFERENT);
	check("years apart, reworded", PAPER(TITLE, .year = 2014),
		PAPER(TITLE " revisited today", .year = 2019), KEY_DOI, MATCH_POSSIBLE);
	check("ahead of print, then in an issue", PAPER(TITLE, .year = 2019),
		PAPER(TITLE, .year = 2021), KEY_DOI, MATCH_SAME);
	check("part I and part II", PAPER(TITLE ", part I"), PAPER(TITLE ", part II"), KEY_DOI,
		MATCH_RELATED);
	check("news filed under the paper's DOI", NEWS("New hope for patients"), PAPER(TITLE), KEY_DOI,
		MATCH_POSSIBLE);
	check("the journal's own feed", NEWS(TITLE), PAPER(TITLE), KEY_DOI, MATCH_SAME);
}

#define PREPRINT "10.1101/2020.01.02.20001234"

static void test_preprints(void **state)
{
	(void)state;
	check("the next version", NEWS("Hands of 20", .doi = PREPRINT, .publisher = "medRxiv"),
		NEWS("After 30 transplants", .doi = PREPRINT, .publisher = "medRxiv"), KEY_DOI, MATCH_SAME);
	check("two outlets about it", NEWS("Hands", .doi = PREPRINT, .publisher = "Daily Sample"),
		NEWS("Feet and skin", .doi = PREPRINT, .publisher = "Der Tag"), KEY_DOI, MATCH_DIFFERENT);
	check("two stories of an outlet", NEWS("Hands", .doi = PREPRINT, .publisher = "Der Tag"),
		NEWS("Feet and skin", .doi = PREPRINT, .publisher = "Der Tag"), KEY_DOI, MATCH_DIFFERENT);
	check("news about it", NEWS("New hope for patients", .doi = PREPRINT),
		PAPER(TITLE, .doi = PREPRINT), KEY_DOI, MATCH_POSSIBLE);
	check("its retraction", PAPER("Retraction: Hands", .doi = PREPRINT),
		PAPER(TITLE, .doi = PREPRINT), KEY_DOI, MATCH_RELATED);
}

static void test_notices(void **state)
{
	(void)state;
	check("erratum", PAPER(TITLE), PAPER("Correction: " TITLE), KEY_DOI, MATCH_RELATED);
	check("retraction", PAPER(TITLE), PAPER(TITLE " [Retraction]."), KEY_DOI, MATCH_RELATED);
	check("comment", PAPER(TITLE), PAPER("Comment on: " TITLE), KEY_DOI, MATCH_RELATED);
	check(
		"the paper itself, marked", PAPER(TITLE), PAPER("RETRACTED: " TITLE), KEY_DOI, MATCH_SAME);
	check("one erratum twice", PAPER("Correction: " TITLE), PAPER("Correction: " TITLE), KEY_DOI,
		MATCH_SAME);
	check("news corrected in place", NEWS("Correction: New hope for patients"),
		NEWS("New hope for patients"), KEY_URL, MATCH_SAME);
}

static void test_address(void **state)
{
	(void)state;
	check("one address", NEWS("New hope for patients"),
		NEWS("New hope for patients with scleroderma"), KEY_URL, MATCH_SAME);
	check("one address, no title", NEWS(""), NEWS("New hope for patients"), KEY_URL, MATCH_SAME);
	check("a page that many share", NEWS("Walk for a cure in Boston"),
		NEWS("Minutes of the annual meeting"), KEY_URL, MATCH_POSSIBLE);
	check("a series under one address", NEWS("Weekly update 12"), NEWS("Weekly update 13"), KEY_URL,
		MATCH_RELATED);
	check("one guid, two publications", NEWS("New hope", "1"), NEWS("Walk for a cure", "2"),
		KEY_GUID, MATCH_DIFFERENT);
	check("one guid, retitled", NEWS("New hope"), NEWS("Walk for a cure"), KEY_GUID, MATCH_SAME);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_numbers_decide),
		cmocka_unit_test(test_doi_needs_titles),
		cmocka_unit_test(test_preprints),
		cmocka_unit_test(test_notices),
		cmocka_unit_test(test_address),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
