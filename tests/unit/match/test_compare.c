/* Papers: each rule by which two are one, and each veto. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "described.h"
#include "match/compare.h"

/* A paper of which everything is known. */
#define TITLE "Autologous stem cells for scleroderma of the hands"
#define WHOLE \
	{ \
		.title = TITLE, .authors = "Rossi, Anna; Weber, Max; Silva, Rui", \
		.journal = "Skin Research", .volume = "12", .issue = "3", .pages = "101-109", \
		.doi = "10.1234/a", .year = 2020 \
	}

/* A change to a whole record. */
typedef void (*change)(struct record *r);

static void check(const char *what, change one, change other, enum match_answer wanted, int veto)
{
	struct arena a CLEANUP_ARENA = {0};
	struct record x = WHOLE, y = WHOLE;
	if (one)
		one(&x);
	if (other)
		other(&y);
	const struct described *left = describe_record(&a, &x), *right = describe_record(&a, &y);
	struct comparison found = match_compare(left, right), back = match_compare(right, left);
	if (found.answer != wanted || back.answer != wanted)
		fail_msg("%s: %d and %d, not %d (%s)", what, (int)found.answer, (int)back.answer,
			(int)wanted, found.why);
	if (found.veto != veto || back.veto != veto)
		fail_msg("%s: the veto is %d", what, found.veto);
	assert_true(wanted == MATCH_DIFFERENT || *found.why);
	assert_true(found.strength == back.strength);
}

static void no_doi(struct record *r)
{
	r->doi = NULL;
}
static void no_pages(struct record *r)
{
	no_doi(r);
	r->pages = NULL;
}
static void no_place(struct record *r)
{
	no_pages(r);
	r->volume = r->issue = r->journal = NULL;
}
static void other_spelling(struct record *r)
{
	no_doi(r);
	r->title = "Autologous Stem Cells for Scleroderma of the Hands. [Italian]";
	r->authors = "A. Rossi and M. Weber";
	r->journal = "Skin Res.";
	r->pages = "101-9";
}
static void subtitle(struct record *r)
{
	no_doi(r);
	r->title = TITLE ": a randomised trial";
}
static void translated(struct record *r)
{
	no_doi(r);
	r->title = "Eigene Stammzellen bei Sklerodermie der H\xc3\xa4nde";
}
static void translated_elsewhere(struct record *r)
{
	translated(r);
	r->journal = "Gardening Quarterly";
	r->authors = "Rossi, Bruno; Klein, Eva";
}
static void ahead_of_print(struct record *r)
{
	no_doi(r);
	r->volume = r->issue = NULL;
	r->pages = "1-9";
	r->year = 2019;
}
static void counted_otherwise(struct record *r)
{
	no_doi(r);
	r->pages = "99-107";
}
static void other_doi(struct record *r)
{
	r->doi = "10.1234/b";
}
static void other_doi_and_page(struct record *r)
{
	r->doi = "10.1234/b";
	r->pages = "301-309";
}

static void test_same(void **state)
{
	(void)state;
	check("all agrees", NULL, NULL, MATCH_SAME, 0);
	check("two databases write it", NULL, other_spelling, MATCH_SAME, 0);
	check("a subtitle", NULL, subtitle, MATCH_SAME, 0);
	check("no pages", no_doi, no_pages, MATCH_SAME, 0);
	check("title, authors and year alone", no_doi, no_place, MATCH_SAME, 0);
	check("a translated title on the same pages", no_doi, translated, MATCH_SAME, 0);
	check("the article before its issue", no_doi, ahead_of_print, MATCH_SAME, 0);
	check("pages that overlap", no_doi, counted_otherwise, MATCH_SAME, 0);
	check("a journal that gave two DOIs", NULL, other_doi, MATCH_SAME, 0);
}

static void other_title(struct record *r)
{
	r->title = "Nifedipine in cold weather among gardeners";
	r->authors = "Novak, Jan";
}
static void same_page_of_supplement(struct record *r)
{
	no_doi(r);
	r->title = "Iloprost infusions at home for digital ulcers";
	r->authors = "Kim, Jun";
}
static void wrong_place(struct record *r)
{
	r->volume = "4 (1) (no pagination)";
	r->pages = "7";
}

static void test_doi(void **state)
{
	(void)state;
	check("a supplement gives all one DOI", NULL, other_title, MATCH_DIFFERENT, 1);
	check("one DOI, wrong volume", NULL, wrong_place, MATCH_SAME, 0);
	check("another journal, by chance the same pages", no_doi, translated_elsewhere,
		MATCH_DIFFERENT, 0);
	check("a page with two abstracts", no_doi, same_page_of_supplement, MATCH_DIFFERENT, 0);
}

static void part_one(struct record *r)
{
	r->title = "Imaging of the skin in systemic sclerosis: part I";
}
static void part_two(struct record *r)
{
	r->title = "Imaging of the skin in systemic sclerosis: part II";
}
static void other_year(struct record *r)
{
	no_doi(r);
	r->year = 2017;
}
static void other_volume(struct record *r)
{
	no_doi(r);
	r->volume = "14";
}
static void other_page(struct record *r)
{
	no_doi(r);
	r->pages = "301-309";
}
static void other_issue(struct record *r)
{
	no_pages(r);
	r->issue = "4";
}
static void erratum(struct record *r)
{
	no_doi(r);
	r->title = "Erratum: " TITLE;
}
static void reply(struct record *r)
{
	no_doi(r);
	r->title = "Reply to: " TITLE;
}
static void pmid_one(struct record *r)
{
	r->pmid = "1";
}
static void pmid_two(struct record *r)
{
	r->pmid = "2";
}
static void second_part_without_pages(struct record *r)
{
	no_pages(r);
	r->title = TITLE ": part 2";
}
static void in_men(struct record *r)
{
	no_pages(r);
	r->title = TITLE " and quality of life after five years in men";
}
static void in_women(struct record *r)
{
	no_pages(r);
	r->title = TITLE " and quality of life after five years in women";
}
static void on_a_shared_page(struct record *r)
{
	in_men(r);
	r->pages = "S10";
}
static void in_women_on_that_page(struct record *r)
{
	in_women(r);
	r->pages = "S10";
}
static void retracted(struct record *r)
{
	no_pages(r);
	r->title = "RETRACTED: " TITLE " and quality of life after five years in men";
}
static void protocol(struct record *r)
{
	no_pages(r);
	r->title = TITLE ": study protocol for a randomised trial";
}
static void in_men_as_spelled_elsewhere(struct record *r)
{
	no_doi(r);
	r->title = TITLE " and the quality-of-life after five years, in men";
}
static void one_volume_other_journal(struct record *r)
{
	no_pages(r);
	r->volume = r->issue = NULL;
	r->journal = "Workshop on Cell Biology";
}

static void test_vetoes(void **state)
{
	(void)state;
	check("parts of a series", part_one, part_two, MATCH_RELATED, 1);
	check("a second part", no_pages, second_part_without_pages, MATCH_DIFFERENT, 0);
	check("in men, in women", in_men, in_women, MATCH_POSSIBLE, 0);
	check(
		"abstracts that share a page", on_a_shared_page, in_women_on_that_page, MATCH_POSSIBLE, 0);
	check("a protocol", no_pages, protocol, MATCH_POSSIBLE, 0);
	check("marked as retracted", in_men, retracted, MATCH_SAME, 0);
	check("another spelling", in_men, in_men_as_spelled_elsewhere, MATCH_SAME, 0);
	check("three years apart", no_doi, other_year, MATCH_RELATED, 1);
	check("two volumes", no_doi, other_volume, MATCH_POSSIBLE, 1);
	check("two pages", no_doi, other_page, MATCH_POSSIBLE, 1);
	check("two issues", no_pages, other_issue, MATCH_POSSIBLE, 1);
	check("two DOIs, two pages", NULL, other_doi_and_page, MATCH_RELATED, 1);
	check("an erratum", no_doi, erratum, MATCH_RELATED, 1);
	check("a reply", no_doi, reply, MATCH_RELATED, 1);
	check("two PubMed records", pmid_one, pmid_two, MATCH_RELATED, 1);
	check("a workshop and a journal", no_pages, one_volume_other_journal, MATCH_RELATED, 0);
	check("nothing in common", NULL, other_title, MATCH_DIFFERENT, 1);
}

static void editorial(struct record *r)
{
	no_doi(r);
	r->title = "Editor's Comments";
}
static void editorial_of_next_issue(struct record *r)
{
	editorial(r);
	r->issue = "4";
}
static void editorial_without_pages(struct record *r)
{
	no_pages(r);
	r->title = "Editor's Comments";
}
static void untitled(struct record *r)
{
	no_doi(r);
	r->title = "UNKNOWN";
	r->pages = NULL;
}
static void brief(struct record *r)
{
	no_doi(r);
	r->title = "Empyema thoracis";
}
static void brief_by_one(struct record *r)
{
	no_pages(r);
	r->title = "Empyema thoracis";
	r->authors = "Rossi, Anna";
}

static void erratum_of_brief(struct record *r)
{
	brief(r);
	r->title = "Erratum: Empyema thoracis";
	r->pages = "300";
}
static void erratum_alone(struct record *r)
{
	erratum_of_brief(r);
	r->title = "Erratum";
}

static void test_generic_titles(void **state)
{
	(void)state;
	check("an editorial, twice", editorial, editorial, MATCH_SAME, 0);
	check(
		"each issue begins with page 101", editorial, editorial_of_next_issue, MATCH_DIFFERENT, 1);
	check("no pages", editorial, editorial_without_pages, MATCH_DIFFERENT, 0);
	check("no title", no_doi, untitled, MATCH_DIFFERENT, 0);
	check("a title of two words", brief, brief, MATCH_SAME, 0);
	check("its erratum", brief, erratum_of_brief, MATCH_RELATED, 1);
	check("an erratum that names nothing", brief, erratum_alone, MATCH_DIFFERENT, 1);
	check("the same, of one author", brief_by_one, brief_by_one, MATCH_POSSIBLE, 0);
}

static void cochrane(struct record *r)
{
	*r = (struct record){.title = "Bosentan for digital ulcers",
		.authors = "Rossi, Anna; Weber, Max",
		.journal = "Cochrane Database Syst Rev",
		.issue = "2",
		.pages = "CD002273",
		.doi = "10.1002/14651858.cd002273.pub2",
		.year = 2015};
}
static void cochrane_updated(struct record *r)
{
	cochrane(r);
	r->doi = "10.1002/14651858.cd002273.pub3";
	r->issue = "7";
	r->year = 2019;
}

static void test_versions(void **state)
{
	(void)state;
	check("a review and its update", cochrane, cochrane_updated, MATCH_SAME, 0);
}

static void preprint(struct record *r)
{
	r->doi = "10.1101/2020.01.02.20001234";
	r->journal = "medRxiv";
	r->volume = r->issue = r->pages = NULL;
}
static void preprint_renamed(struct record *r)
{
	preprint(r);
	r->title = "Stem cells of patients in scleroderma: hands that move again";
}
static void preprint_with_more(struct record *r)
{
	preprint(r);
	r->doi = "10.1101/2020.01.02.20001234v2";
	r->title = "Hands move again after 200 transplants";
	r->year = 2023;
}
static void preprint_of_others(struct record *r)
{
	preprint_renamed(r);
	r->authors = "Novak, Jan; Kim, Jun";
}
static void journal_of_the_same_publisher(struct record *r)
{
	r->doi = "10.1101/gad.123456.120";
}

static void test_preprints(void **state)
{
	(void)state;
	check("a preprint and its paper", preprint, NULL, MATCH_RELATED, 1);
	check("under another title", preprint_renamed, NULL, MATCH_RELATED, 1);
	check("two versions of a preprint", preprint, preprint_renamed, MATCH_SAME, 0);
	check("with other numbers, years later", preprint_renamed, preprint_with_more, MATCH_SAME, 0);
	check("of other people", preprint_of_others, NULL, MATCH_DIFFERENT, 1);
	check("a journal under that prefix", journal_of_the_same_publisher, NULL, MATCH_SAME, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_same),
		cmocka_unit_test(test_doi),
		cmocka_unit_test(test_vetoes),
		cmocka_unit_test(test_generic_titles),
		cmocka_unit_test(test_versions),
		cmocka_unit_test(test_preprints),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
