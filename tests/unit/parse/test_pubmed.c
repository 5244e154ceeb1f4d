#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <string.h>

#include "base/buf.h"
#include "parse/record/pubmed.h"

static struct arena arena;
static struct pubmed_records records;

static int teardown(void **state)
{
	(void)state;
	arena_free(&arena);
	return 0;
}

static const struct entry *only(const char *xml)
{
	struct err err = {0};
	if (!pubmed_parse(&arena, str_of(xml), &records, &err))
		fail_msg("%s", err.text);
	assert_int_equal(records.entries.n, 1);
	return &records.entries.v[0];
}

static void assert_text(struct str s, const char *expected)
{
	assert_string_equal(str_cstr(&arena, s), expected);
}

static const char FULL[] =
	"<?xml version='1.0'?>"
	"<!DOCTYPE PubmedArticleSet PUBLIC '-//NLM//DTD PubMedArticle, 1st January 2025//EN' "
	"'https://example.org/pubmed_250101.dtd'><PubmedArticleSet><PubmedArticle>"
	"<MedlineCitation Status='MEDLINE' Owner='NLM'><PMID Version='2'>099000001</PMID>"
	"<DateRevised><Year>2020</Year><Month>03</Month><Day>04</Day></DateRevised>"
	"<Article PubModel='Electronic-eCollection'><Journal><ISSN>1234-5678</ISSN><JournalIssue>"
	"<Volume>14</Volume><Issue>7</Issue><PubDate><Year>2019</Year></PubDate></JournalIssue>"
	"<Title>Journal of samples</Title><ISOAbbreviation>J. Samples</ISOAbbreviation></Journal>"
	"<ArticleTitle>Sample:\n  <i>TERT</i> and EC<sub>50</sub> of "
	"<mml:math xmlns:mml='http://www.w3.org/1998/Math/MathML'>"
	"<mml:mi>x</mml:mi></mml:math> &amp; y.</ArticleTitle><Pagination><StartPage>113</StartPage>"
	"<EndPage>125</EndPage><MedlinePgn>113-25</MedlinePgn></Pagination>"
	"<ELocationID EIdType='doi' ValidYN='N'>10.5555/wrong</ELocationID>"
	"<ELocationID EIdType='pii' ValidYN='Y'>e001</ELocationID><Abstract>"
	"<AbstractText Label='BACKGROUND' NlmCategory='BACKGROUND'>Why it "
	"<b>was</b> done.</AbstractText><AbstractText Label='EMPTY'/>"
	"<AbstractText Label='CONCLUSION(S)' NlmCategory='CONCLUSIONS'>It works (NCT99000001, "
	"NCT990000011).</AbstractText>"
	"<CopyrightInformation>Copyright 2019</CopyrightInformation></Abstract>"
	"<AuthorList CompleteYN='Y'><Author ValidYN='Y'><LastName>Sample</LastName>"
	"<ForeName>Ann B</ForeName><Initials>AB</Initials></Author><Author ValidYN='N'>"
	"<LastName>Old</LastName></Author><Author ValidYN='Y'>"
	"<CollectiveName>The Sample Group</CollectiveName></Author></AuthorList>"
	"<Language>eng</Language><DataBankList><DataBank>"
	"<DataBankName>ClinicalTrials.gov</DataBankName><AccessionNumberList>"
	"<AccessionNumber>NCT99000002</AccessionNumber></AccessionNumberList></DataBank><DataBank>"
	"<DataBankName>GEO</DataBankName><AccessionNumberList>"
	"<AccessionNumber>GSE1</AccessionNumber></AccessionNumberList></DataBank></DataBankList>"
	"<PublicationTypeList>"
	"<PublicationType UI='D016428'>Journal Article</PublicationType></PublicationTypeList>"
	"<ArticleDate DateType='Electronic'><Year>2019</Year><Month>07</Month>"
	"<Day>17</Day></ArticleDate></Article><MedlineJournalInfo>"
	"<MedlineTA>J Samples</MedlineTA></MedlineJournalInfo><CommentsCorrectionsList>"
	"<CommentsCorrections RefType='RetractionIn'><RefSource>J Samples. 2020;15(1):1</RefSource>"
	"<PMID Version='1'>99000009</PMID></CommentsCorrections>"
	"<CommentsCorrections RefType='Cites'><RefSource>Elsewhere</RefSource>"
	"<PMID Version='1'>1</PMID></CommentsCorrections></CommentsCorrectionsList><MeshHeadingList>"
	"<MeshHeading>"
	"<DescriptorName UI='D006801'>Humans</DescriptorName></MeshHeading></MeshHeadingList>"
	"<OtherAbstract Type='Publisher' Language='dut'>"
	"<AbstractText>Anders.</AbstractText></OtherAbstract>"
	"<OtherAbstract Type='plain-language-summary' Language='eng'>"
	"<AbstractText>We <b>tried</b> it.</AbstractText><AbstractText Label='ASK'>It works."
	"</AbstractText></OtherAbstract><OtherAbstract Type='plain-language-summary' Language='spa'>"
	"<AbstractText>Funciona.</AbstractText></OtherAbstract><KeywordList Owner='NOTNLM'>"
	"<Keyword>sample</Keyword></KeywordList></MedlineCitation><PubmedData><History>"
	"<PubMedPubDate PubStatus='pubmed'><Year>2019</Year><Month>7</Month>"
	"<Day>18</Day></PubMedPubDate><PubMedPubDate PubStatus='entrez'><Year>2019</Year>"
	"<Month>7</Month><Day>19</Day></PubMedPubDate></History><ArticleIdList>"
	"<ArticleId IdType='pubmed'>99000001</ArticleId>"
	"<ArticleId IdType='doi'>https://doi.org/10.5555/Own.1.</ArticleId>"
	"<ArticleId IdType='pmc'>pmc99000.2</ArticleId></ArticleIdList><ReferenceList><Reference>"
	"<Citation>Cited</Citation><ArticleIdList><ArticleId IdType='doi'>10.5555/cited</ArticleId>"
	"<ArticleId IdType='pmc'>PMC1</ArticleId></ArticleIdList></Reference></ReferenceList>"
	"</PubmedData></PubmedArticle></PubmedArticleSet>";

static void test_identity(void **state)
{
	(void)state;
	const struct entry *entry = only(FULL);
	assert_text(entry->native, "99000001");
	assert_text(entry->keys.pmid, "99000001");
	assert_text(entry->keys.doi, "10.5555/own.1");
	assert_text(entry->keys.pmcid, "PMC99000");
	assert_text(entry->url, "https://pubmed.ncbi.nlm.nih.gov/99000001/");
	assert_int_equal(entry->paper->version, 2);
	assert_int_equal(entry->keys.nct.n, 0);
}

static void test_text_is_flattened(void **state)
{
	(void)state;
	const struct entry *entry = only(FULL);
	assert_text(entry->title, "Sample: TERT and EC50 of x & y.");
	assert_text(entry->text,
		"BACKGROUND: Why it was done.\nCONCLUSION(S): It works (NCT99000001, NCT990000011).");
	assert_text(entry->author, "Sample AB, The Sample Group");
	assert_int_equal(entry->paper->abstract_count, 2);
	assert_text(entry->paper->plain_summary, "We tried it.\nIt works.");
	assert_text(entry->paper->abstract[1].category, "CONCLUSIONS");
	assert_int_equal(entry->paper->author_count, 2);
}

static void test_citation_fields(void **state)
{
	(void)state;
	const struct entry *entry = only(FULL);
	const struct paper *paper = entry->paper;
	assert_text(paper->medline_ta, "J Samples");
	assert_text(paper->pub_model, "Electronic-eCollection");
	assert_text(paper->volume, "14");
	assert_text(paper->issue, "7");
	assert_text(paper->pages, "113-25");
	assert_text(paper->elocation, "e001");
	assert_int_equal(paper->pub_date.date.year, 2019);
	assert_int_equal(paper->pub_date.date.month, 0);
	assert_int_equal(paper->article_date.day, 17);
	assert_int_equal(paper->entrez_date.day, 19);
	assert_int_equal(entry->published, date_to_time((struct date){2019, 7, 17}));
	assert_int_equal(entry->updated, date_to_time((struct date){2020, 3, 4}));
}

static void test_relations(void **state)
{
	(void)state;
	const struct paper *paper = only(FULL)->paper;
	assert_int_equal(paper->ncts.n, 2);
	assert_text(paper->ncts.v[0], "NCT99000002");
	assert_text(paper->ncts.v[1], "NCT99000001");
	assert_int_equal(paper->correction_count, 1);
	assert_int_equal(paper->corrections[0].kind, CORRECTION_RETRACTION_IN);
	assert_text(paper->corrections[0].pmid, "99000009");
	assert_int_equal(paper->mesh.n, 1);
	assert_int_equal(paper->keywords.n, 1);
	assert_int_equal(paper->languages.n, 1);
}

/* "retracts doi 10.1234/x | corrects pmid 99000001": what the abstract and the list name. */
static const char *named_by(const char *abstract, const char *list)
{
	struct str xml = str_printf(&arena,
		"<PubmedArticle><MedlineCitation><PMID>99000002</PMID><Article><ArticleTitle>N"
		"</ArticleTitle><Abstract><AbstractText>%s</AbstractText></Abstract></Article>"
		"<CommentsCorrectionsList>%s</CommentsCorrectionsList></MedlineCitation></PubmedArticle>",
		abstract, list);
	const struct paper *paper = only(str_cstr(&arena, xml))->paper;
	struct str all = S("");
	for (size_t i = 0; i < paper->correction_count; i++) {
		const struct correction *one = &paper->corrections[i];
		all = str_printf(&arena, STR_FMT "%s%s %s " STR_FMT, STR_ARG(all), i ? " | " : "",
			one->kind == CORRECTION_RETRACTION_OF ? "retracts" : "corrects",
			one->pmid.n ? "pmid" : "doi", STR_ARG(str_or(one->pmid, one->doi)));
	}
	return str_cstr(&arena, all);
}

static void test_notices_that_name_in_the_abstract(void **state)
{
	(void)state;
	assert_string_equal(
		named_by("[This retracts the article DOI: 10.1234/X.1.].", ""), "retracts doi 10.1234/x.1");
	assert_string_equal(
		named_by("[This corrects the article DOI: 10.1234/x.1.]", ""), "corrects doi 10.1234/x.1");
	assert_string_equal(
		named_by("[This corrects the article on p. 11 in vol. 27, PMID: 99000001.]", ""),
		"corrects pmid 99000001");
	assert_string_equal(
		named_by("[This retracts the articles DOI: 10.1234/x, DOI: 10.1234/y.] See 10.1234/z.", ""),
		"retracts doi 10.1234/x | retracts doi 10.1234/y");
	assert_string_equal(named_by("This retracts our view of 10.1234/x.", ""), "");
	/* The list of the record is surer, if it names anything. */
	assert_string_equal(named_by("[This retracts the article DOI: 10.1234/x.]",
							"<CommentsCorrections RefType=\"RetractionOf\">"
							"<RefSource>J. 2026;1:2</RefSource><PMID>99000001</PMID>"
							"</CommentsCorrections>"),
		"retracts pmid 99000001");
	assert_string_equal(named_by("Our error.",
							"<CommentsCorrections RefType=\"ErratumFor\"><RefSource>J. 2026;1:2. "
							"doi: 10.1234/x.</RefSource></CommentsCorrections>"),
		"corrects doi 10.1234/x");
}

static const char *title_of(const char *title, const char *vernacular)
{
	struct str xml = str_printf(&arena,
		"<PubmedArticle><MedlineCitation><PMID>99000001</PMID><Article>"
		"<ArticleTitle>%s</ArticleTitle>"
		"<VernacularTitle>%s</VernacularTitle></Article></MedlineCitation></PubmedArticle>",
		title, vernacular);
	return str_cstr(&arena, only(str_cstr(&arena, xml))->title);
}

static void test_titles_of_translations(void **state)
{
	(void)state;
	assert_string_equal(title_of("[A sample title].", ""), "A sample title.");
	assert_true(records.entries.v[0].paper->translated_title);
	assert_string_equal(title_of("[A sample title.]", ""), "A sample title.");
	assert_string_equal(title_of("[Is it a sample?].", ""), "Is it a sample?");
	assert_string_equal(title_of("[One] and [two].", ""), "[One] and [two].");
	assert_false(records.entries.v[0].paper->translated_title);
	assert_string_equal(title_of("A title [Retraction].", ""), "A title [Retraction].");
	assert_string_equal(title_of("", "Ein Muster"), "Ein Muster");
	assert_string_equal(title_of("[Not Available].", "Ein Muster"), "Ein Muster");
	assert_string_equal(title_of("", ""), "");
	assert_string_equal(title_of("[]", "Ein Muster"), "Ein Muster");
}

static void test_old_set_without_pubmed_data(void **state)
{
	(void)state;
	const struct entry *entry = only(
		"<MedlineCitationSet><MedlineCitation><PMID Version='1'>99000002</PMID><Article>"
		"<Journal><JournalIssue><PubDate>"
		"<MedlineDate>2015 Sep-Oct</MedlineDate></PubDate></JournalIssue></Journal>"
		"<ArticleTitle>Sample.</ArticleTitle>"
		"<ELocationID EIdType='doi' ValidYN='Y'>10.5555/E.1</ELocationID><Pagination>"
		"<StartPage>3</StartPage>"
		"<EndPage>9</EndPage></Pagination></Article></MedlineCitation></MedlineCitationSet>");
	assert_text(entry->keys.doi, "10.5555/e.1");
	assert_text(entry->paper->pub_date.medline_date, "2015 Sep-Oct");
	assert_text(entry->paper->pages, "3-9");
	assert_int_equal(entry->published, NO_TIME);
}

static void test_books(void **state)
{
	(void)state;
	const struct entry *entry = only(
		"<PubmedArticleSet><PubmedBookArticle><BookDocument><PMID Version='1'>99000003</PMID>"
		"<ArticleIdList><ArticleId IdType='bookaccession'>NBK1</ArticleId>"
		"<ArticleId IdType='doi'>10.5555/book</ArticleId></ArticleIdList><Book><Publisher>"
		"<PublisherName>Sample Press</PublisherName></Publisher>"
		"<BookTitle>Samples reviewed</BookTitle><PubDate><Year>2020</Year>"
		"<Month>05</Month></PubDate><AuthorList Type='editors'><Author>"
		"<LastName>Editor</LastName></Author></AuthorList></Book><AuthorList Type='authors'>"
		"<Author><LastName>Writer</LastName><Initials>W</Initials></Author></AuthorList>"
		"<Abstract><AbstractText>All about it.</AbstractText></Abstract></BookDocument>"
		"<PubmedBookData><History><PubMedPubDate PubStatus='pubmed'><Year>2020</Year>"
		"<Month>6</Month>"
		"<Day>1</Day></PubMedPubDate></History></PubmedBookData></PubmedBookArticle>"
		"</PubmedArticleSet>");
	assert_true(entry->paper->book);
	assert_text(entry->title, "Samples reviewed");
	assert_text(entry->paper->publisher, "Sample Press");
	assert_text(entry->author, "Writer W");
	assert_text(entry->keys.doi, "10.5555/book");
	assert_text(entry->text, "All about it.");
	assert_int_equal(entry->paper->entrez_date.month, 6);
}

static void test_highest_version_is_kept(void **state)
{
	(void)state;
	struct err err = {0};
	assert_true(pubmed_parse(&arena,
		S("<PubmedArticleSet><PubmedArticle><MedlineCitation><PMID Version='1'>99000001</PMID>"
		  "<Article>"
		  "<ArticleTitle>First.</ArticleTitle></Article></MedlineCitation></PubmedArticle>"
		  "<PubmedArticle><MedlineCitation><PMID Version='10'>99000001</PMID><Article>"
		  "<ArticleTitle>Tenth.</ArticleTitle></Article></MedlineCitation></PubmedArticle>"
		  "<PubmedArticle><MedlineCitation><PMID Version='1'>99000002</PMID><Article>"
		  "<ArticleTitle>Other.</ArticleTitle></Article></MedlineCitation></PubmedArticle>"
		  "<PubmedArticle><MedlineCitation><PMID Version='9'>99000001</PMID><Article>"
		  "<ArticleTitle>Ninth.</ArticleTitle></Article></MedlineCitation></PubmedArticle>"
		  "<DeleteCitation><PMID Version='1'>99000007</PMID>"
		  "<PMID Version='1'>99000008</PMID></DeleteCitation></PubmedArticleSet>"),
		&records, &err));
	assert_int_equal(records.entries.n, 2);
	assert_text(records.entries.v[0].title, "Tenth.");
	assert_text(records.entries.v[1].title, "Other.");
	assert_int_equal(records.deleted.n, 2);
	assert_text(records.deleted.v[1], "99000008");
	assert_int_equal(records.cut.n, 0);
}

static void test_complete_records_of_a_broken_answer_are_kept(void **state)
{
	(void)state;
	struct err err = {0};
	assert_true(pubmed_parse(&arena,
		S("<PubmedArticleSet><PubmedArticle><MedlineCitation><PMID Version='1'>99000001</PMID>"
		  "<Article>"
		  "<ArticleTitle>Whole.</ArticleTitle></Article></MedlineCitation></PubmedArticle>"
		  "<PubmedArticle><MedlineCitation><PMID Version='1'>99000002</PMID><Article>"
		  "<ArticleTitle>Half"),
		&records, &err));
	assert_text(records.cut, "breaks off in the middle");
	assert_int_equal(records.entries.n, 1);
	assert_text(records.entries.v[0].title, "Whole.");
}

static void test_impossible_dates_stay_unknown(void **state)
{
	(void)state;
	const struct paper *paper = only(
		"<PubmedArticle><MedlineCitation><PMID>99000001</PMID><Article><Journal><JournalIssue>"
		"<PubDate><Year>2019</Year><Month>Feb</Month>"
		"<Day>30</Day></PubDate></JournalIssue></Journal><ArticleDate><Year>20x9</Year>"
		"<Month>01</Month>"
		"<Day>01</Day></ArticleDate></Article></MedlineCitation></PubmedArticle>")
									->paper;
	assert_int_equal(paper->pub_date.date.month, 2);
	assert_int_equal(paper->pub_date.date.day, 0);
	assert_int_equal(paper->article_date.year, 0);
}

static void test_authors_are_capped(void **state)
{
	(void)state;
	struct buf xml CLEANUP_BUF = buf_new(1 << 20);
	buf_add(&xml, S("<PubmedArticle><MedlineCitation><PMID>99000001</PMID><Article><AuthorList>"));
	for (int i = 0; i < 400; i++)
		buf_addf(&xml, "<Author><LastName>Sample</LastName><Initials>%c</Initials></Author>",
			'A' + i % 26);
	buf_add(&xml, S("</AuthorList></Article></MedlineCitation></PubmedArticle>"));
	const struct entry *entry = only(xml.p);
	assert_int_equal(entry->paper->author_count, 50);
	assert_true(entry->paper->authors_cut);
	assert_text(
		entry->author, "Sample A, Sample B, Sample C, Sample D, Sample E, Sample F, et al.");
}

static void assert_refused(struct str answer, const char *message)
{
	struct err err = {0};
	assert_false(pubmed_parse(&arena, answer, &records, &err));
	assert_string_equal(err.text, message);
	assert_int_equal(err.kind, ERR_SOURCE);
}

static void test_other_answers_are_refused(void **state)
{
	(void)state;
	struct err err = {0};
	assert_refused(S("<?xml version='1.0'?><eFetchResult>"
					 "<ERROR>Cannot retrieve\n history data</ERROR></eFetchResult>"),
		"PubMed says: Cannot retrieve history data");
	assert_refused(S("<PubmedArticleSet><PubmedArticle><MedlineCitation><PMID>99000001</PMID>"
					 "</MedlineCitation></PubmedArticle><ERROR/></PubmedArticleSet>"),
		"PubMed says: an error without words");
	assert_refused(S("<ERROR>Empty id list</ERROR>"), "PubMed says: Empty id list");
	assert_refused(S("{\"error\":\"API rate limit exceeded\",\"count\":\"4\",\"limit\":\"3\"}"),
		"PubMed says: API rate limit exceeded");
	assert_refused(S("<!DOCTYPE html><html><body>Down</body></html>"),
		"PubMed sent a web page instead of records");
	assert_refused(STR_NONE, "PubMed sent an empty answer");
	assert_refused(
		S("<rss/>"), "PubMed sent something that is not an answer to the question: <rss/>");
	assert_true(pubmed_parse(&arena, S("<PubmedArticleSet></PubmedArticleSet>"), &records, &err));
	assert_int_equal(records.entries.n, 0);
}

/* Ten thousand versions of one record, and text that never ends: work grows with the size of the
 * answer only. */
static void test_large_answers(void **state)
{
	(void)state;
	struct arena large CLEANUP_ARENA = {0};
	struct buf xml CLEANUP_BUF = buf_new(8 << 20);
	struct pubmed_records out;
	struct err err = {0};
	buf_add(&xml, S("<PubmedArticleSet>"));
	for (int i = 0; i < 10000; i++)
		buf_addf(&xml,
			"<PubmedArticle><MedlineCitation><PMID Version='%d'>99000001</PMID>"
			"<Article/></MedlineCitation></PubmedArticle>",
			i);
	buf_add(&xml,
		S("<PubmedArticle><MedlineCitation><PMID>99000002</PMID><Article><Abstract>"
		  "<AbstractText>"));
	for (int i = 0; i < 100000; i++)
		buf_add(&xml, S("NCT [ "));
	buf_add(&xml,
		S("</AbstractText></Abstract></Article></MedlineCitation></PubmedArticle>"
		  "</PubmedArticleSet>"));
	assert_true(buf_ok(&xml) && pubmed_parse(&large, buf_str(&xml), &out, &err));
	assert_int_equal(out.entries.n, 2);
	assert_int_equal(out.entries.v[0].paper->version, 9999);
	assert_true(out.entries.v[1].text.n <= ENTRY_TEXT_MAX);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_identity),
		cmocka_unit_test(test_text_is_flattened),
		cmocka_unit_test(test_citation_fields),
		cmocka_unit_test(test_relations),
		cmocka_unit_test(test_notices_that_name_in_the_abstract),
		cmocka_unit_test(test_titles_of_translations),
		cmocka_unit_test(test_old_set_without_pubmed_data),
		cmocka_unit_test(test_books),
		cmocka_unit_test(test_highest_version_is_kept),
		cmocka_unit_test(test_complete_records_of_a_broken_answer_are_kept),
		cmocka_unit_test(test_impossible_dates_stay_unknown),
		cmocka_unit_test(test_authors_are_capped),
		cmocka_unit_test(test_other_answers_are_refused),
		cmocka_unit_test(test_large_answers),
	};
	return cmocka_run_group_tests(tests, NULL, teardown);
}
