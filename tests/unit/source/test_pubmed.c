#include "conversation.h"

#define RECORD(pmid) \
	"<PubmedArticle><MedlineCitation><PMID Version=\"1\">" pmid \
	"</PMID><Article><ArticleTitle>Sample " pmid \
	"</ArticleTitle></Article></MedlineCitation></PubmedArticle>"
#define SEARCH(count, ids, more) \
	"<eSearchResult><Count>" count \
	"</Count><RetMax>9999</RetMax><RetStart>0</RetStart><QueryKey>1</QueryKey><WebEnv>ENV_1</" \
	"WebEnv><IdList>" ids "</IdList>" more "</eSearchResult>"

static void start(struct conversation *c, const char *mark)
{
	c->source = (struct source){.kind = SOURCE_PUBMED,
		.name = S("SSc"),
		.settings = {{.text = S("scleroderma[tiab] AND \"stem cell\"[tiab]")}}};
	c->visit.state.new_mark = c->visit.state.changed_mark = str_of(mark);
	begin(c, &KIND_PUBMED);
}

static void first_visit_takes_all_by_the_history_server(void **state)
{
	(void)state;
	struct conversation c = {0};
	start(&c, "");
	assert_true(ask(&c));
	assert_true(asked_for(&c, "esearch.fcgi"));
	assert_true(asked_for(&c, "term=scleroderma%5Btiab%5D%20AND%20%22stem%20cell%22%5Btiab%5D"));
	assert_true(asked_for(&c, "usehistory=y"));
	assert_true(asked_for(&c, "tool=tidings"));
	assert_true(asked_for(&c, "email=desk%40example.org"));
	assert_false(asked_for(&c, "mindate"));
	assert_true(answer(&c, SEARCH("2", "<Id>99000001</Id><Id>99000002</Id>", "")));
	assert_true(ask(&c));
	assert_true(asked_for(&c, "efetch.fcgi"));
	assert_true(asked_for(&c, "WebEnv=ENV_1"));
	assert_true(asked_for(&c, "retstart=0"));
	assert_true(asked_for(&c, "tool=tidings"));
	assert_true(answer(
		&c, "<PubmedArticleSet>" RECORD("99000001") RECORD("99000002") "</PubmedArticleSet>"));
	assert_int_equal(c.answer.entries.n, 2);
	assert_false(ask(&c));
	assert_true(str_eq(c.visit.state.new_mark, S("2026-11-23")));
	assert_int_equal(c.visit.warnings.n, 0);
	end(&c);
}

static void later_visits_look_two_days_back_for_new_and_for_changed(void **state)
{
	(void)state;
	struct conversation c = {0};
	struct str known[] = {S("99000001"), S("99000007")};
	start(&c, "2026-11-20");
	c.visit.known = (struct strs){known, 2};
	assert_true(ask(&c));
	assert_true(asked_for(&c, "datetype=edat"));
	assert_true(asked_for(&c, "mindate=2026%2F11%2F18"));
	assert_true(asked_for(&c, "maxdate=2026%2F11%2F24"));
	assert_true(answer(&c, SEARCH("0", "", "")));
	assert_true(ask(&c));
	assert_true(asked_for(&c, "datetype=mdat"));
	assert_true(asked_for(&c, "mindate=2026%2F11%2F18"));
	/* Of what changed, only what we hold is fetched. */
	assert_true(answer(&c, SEARCH("3", "<Id>99000001</Id><Id>99000005</Id><Id>99000006</Id>", "")));
	assert_true(ask(&c));
	assert_true(asked_for(&c, "id=99000001&"));
	assert_true(asked_for(&c, "tool=tidings"));
	assert_true(answer(&c, "<PubmedArticleSet>" RECORD("99000001") "</PubmedArticleSet>"));
	assert_false(ask(&c));
	assert_true(str_eq(c.visit.state.changed_mark, S("2026-11-23")));
	end(&c);
}

static void half_understood_queries_are_warnings(void **state)
{
	(void)state;
	struct conversation c = {0};
	start(&c, "");
	assert_true(ask(&c));
	assert_true(answer(&c,
		SEARCH("0", "",
			"<ErrorList><PhraseNotFound>abcXYZ</PhraseNotFound></"
			"ErrorList><WarningList><OutputMessage>No items "
			"found.</OutputMessage></WarningList>")));
	assert_false(ask(&c));
	assert_int_equal(c.visit.warnings.n, 1);
	assert_true(str_eq(c.visit.warnings.v[0],
		S("PubMed knows nothing of abcXYZ, so that part of the search finds nothing")));
	end(&c);
}

#define RECORDS(records) "<PubmedArticleSet>" records "</PubmedArticleSet>"

/* A first visit that brings 99000001 and not 99000002, up to the search for the latter. */
static void miss_one(struct conversation *c)
{
	start(c, "");
	assert_true(ask(c));
	assert_true(answer(c, SEARCH("2", "<Id>99000001</Id><Id>99000002</Id>", "")));
	assert_true(ask(c));
	assert_true(answer(c, RECORDS(RECORD("99000001"))));
	assert_int_equal(c->answer.entries.n, 1);
	assert_true(ask(c)); /* once more, beside one that PubMed has */
	assert_true(asked_for(c, "efetch.fcgi"));
	assert_true(asked_for(c, "id=99000002%2C99000001&"));
	assert_true(answer(c, RECORDS(RECORD("99000001"))));
	assert_true(ask(c));
	assert_true(asked_for(c, "esearch.fcgi"));
	assert_true(asked_for(c, "term=99000002%5Buid%5D%20OR%2099000001%5Buid%5D"));
}

static void assert_absent(const struct conversation *c, struct str pmid, bool listed)
{
	assert_int_equal(c->visit.absences.n, 1);
	assert_true(str_eq(c->visit.absences.v[0].native, pmid));
	assert_int_equal(c->visit.absences.v[0].listed, listed);
}

static void records_that_efetch_leaves_out_are_awaited(void **state)
{
	(void)state;
	struct conversation c = {0};
	miss_one(&c);
	assert_true(answer(&c, SEARCH("2", "<Id>99000001</Id><Id>99000002</Id>", "")));
	assert_false(ask(&c));
	assert_absent(&c, S("99000002"), true);
	assert_int_equal(c.visit.warnings.n, 1);
	assert_true(str_eq(c.visit.warnings.v[0],
		S("PubMed lists 1 record and does not give it (PMID 99000002): asked for again at each "
		  "visit")));
	assert_true(str_eq(c.visit.state.new_mark, S("2026-11-23")));
	end(&c);
}

static void a_record_that_pubmed_does_not_list_is_absent(void **state)
{
	(void)state;
	struct conversation c = {0};
	miss_one(&c);
	assert_true(answer(&c, SEARCH("1", "<Id>99000001</Id>", "")));
	assert_false(ask(&c));
	assert_absent(&c, S("99000002"), false);
	assert_int_equal(c.visit.warnings.n, 0);
	end(&c);
}

/* A search that fails, or does not find the record that is there, tells nothing of the other. */
static void an_answer_that_tells_nothing_gives_up_no_record(void **state)
{
	(void)state;
	static const char *const answers[] = {SEARCH("0", "", ""),
		"<eSearchResult><ERROR>down</ERROR></eSearchResult>", SEARCH("2", "<Id>99000001</Id>", "")};
	for (size_t i = 0; i < 3; i++) {
		struct conversation c = {0};
		miss_one(&c);
		assert_true(answer(&c, answers[i]));
		assert_false(ask(&c));
		assert_absent(&c, S("99000002"), true);
		end(&c);
	}
}

/* What earlier visits missed is asked for, beside records that we hold. */
static void missing_records_are_asked_for_at_each_visit(void **state)
{
	(void)state;
	struct conversation c = {0};
	struct str known[] = {S("99000001"), S("99000007")};
	struct missing_record missing[] = {
		{.native = S("99000002")}, {.native = S("99000007"), .times = 1}};
	c.visit.known = (struct strs){known, 2};
	c.visit.missing = (struct missing_records){missing, 2};
	start(&c, "2026-11-20");
	assert_true(ask(&c));
	assert_true(answer(&c, SEARCH("0", "", "")));
	assert_true(ask(&c));
	assert_true(answer(&c, SEARCH("0", "", "")));
	assert_true(ask(&c));
	assert_true(asked_for(&c, "id=99000002%2C99000007%2C99000001&"));
	assert_true(answer(&c, RECORDS(RECORD("99000001") RECORD("99000002"))));
	assert_int_equal(c.answer.entries.n, 2);
	assert_false(ask(&c));
	assert_absent(&c, S("99000007"), false); /* that we hold: it counts */
	end(&c);
}

static void an_answer_with_none_of_the_records_is_a_failure(void **state)
{
	(void)state;
	static const char *const answers[] = {RECORDS(""), RECORDS(RECORD("99000005"))};
	for (size_t i = 0; i < 2; i++) {
		struct conversation c = {0};
		start(&c, "2026-11-20");
		assert_true(ask(&c));
		assert_true(answer(&c, SEARCH("2", "<Id>99000001</Id><Id>99000002</Id>", "")));
		assert_true(ask(&c));
		assert_false(answer(&c, answers[i]));
		assert_string_equal(c.err.text, "PubMed gives none of the 2 records that were asked for");
		assert_int_equal(c.err.kind, ERR_SOURCE);
		assert_int_equal(c.visit.absences.n, 0);
		assert_true(str_eq(c.visit.state.new_mark, S("2026-11-20")));
		end(&c);
	}
}

/* Records may be missing: others that we hold are asked for beside them. */
static void records_that_do_not_come_are_asked_for_beside_others(void **state)
{
	(void)state;
	struct conversation c = {0};
	struct str known[] = {S("99000001"), S("99000007")};
	c.visit.known = (struct strs){known, 2};
	start(&c, "2026-11-20");
	assert_true(ask(&c));
	assert_true(answer(&c, SEARCH("2", "<Id>99000008</Id><Id>99000009</Id>", "")));
	assert_true(ask(&c));
	assert_true(answer(&c, RECORDS("")));
	assert_true(ask(&c));
	assert_true(answer(&c, SEARCH("0", "", "")));
	assert_true(ask(&c));
	assert_true(asked_for(&c, "id=99000008%2C99000009%2C99000001%2C99000007&"));
	assert_false(answer(&c, RECORDS("")));
	assert_string_equal(c.err.text, "PubMed gives none of the 4 records that were asked for");
	assert_true(str_eq(c.visit.state.new_mark, S("2026-11-20")));
	end(&c);
}

static void an_error_or_a_count_without_its_ids_is_a_failure(void **state)
{
	(void)state;
	static const char *const answers[] = {
		"<eSearchResult><ERROR>Search Backend failed: Database is not supported: pubmed</ERROR></"
		"eSearchResult>",
		"<eSearchResult><Count>5</Count><RetMax>0</RetMax><IdList></IdList></eSearchResult>",
		SEARCH("3", "<Id>99000001</Id><Id>99000002</Id>", "")};
	static const char *const said[] = {
		"PubMed says: Search Backend failed: Database is not supported: pubmed",
		"PubMed counts 5 records and names 0 of them",
		"PubMed counts 3 records and names 2 of them"};
	for (size_t i = 0; i < 3; i++) {
		struct conversation c = {0};
		start(&c, "2026-11-20");
		assert_true(ask(&c));
		assert_false(answer(&c, answers[i]));
		assert_string_equal(c.err.text, said[i]);
		assert_true(str_eq(c.visit.state.new_mark, S("2026-11-20")));
		end(&c);
	}
}

/* <ERROR> beside records: they are taken, and the visit fails. */
static void an_error_beside_records_keeps_them(void **state)
{
	(void)state;
	struct conversation c = {0};
	start(&c, "2026-11-20");
	assert_true(ask(&c));
	assert_true(answer(&c, SEARCH("2", "<Id>99000001</Id><Id>99000002</Id>", "")));
	assert_true(ask(&c));
	assert_false(answer(&c, RECORDS(RECORD("99000001") "<ERROR>timeout</ERROR>")));
	assert_string_equal(c.err.text, "PubMed says: timeout");
	assert_int_equal(c.answer.entries.n, 1);
	end(&c);
}

static void long_answers_are_split_by_days(void **state)
{
	(void)state;
	struct conversation c = {0};
	start(&c, "");
	assert_true(ask(&c));
	assert_true(answer(&c, SEARCH("12000", "<Id>1</Id>", "")));
	/* The later half first, and then the earlier one. */
	assert_true(ask(&c));
	assert_true(asked_for(&c, "esearch.fcgi"));
	assert_true(asked_for(&c, "maxdate=2026%2F11%2F24"));
	assert_true(answer(&c, SEARCH("1", "<Id>99000001</Id>", "")));
	assert_true(ask(&c));
	assert_true(asked_for(&c, "efetch.fcgi"));
	assert_true(answer(&c, "<PubmedArticleSet>" RECORD("99000001") "</PubmedArticleSet>"));
	assert_true(ask(&c));
	assert_true(asked_for(&c, "mindate=1900%2F01%2F01"));
	assert_true(answer(&c, SEARCH("0", "", "")));
	assert_false(ask(&c));
	end(&c);
}

/* A revision of the whole of PubMed, as every December: nothing that we hold may be missed. */
static void so_are_long_lists_of_changes(void **state)
{
	(void)state;
	struct conversation c = {0};
	struct str known[] = {S("99000001"), S("99000007")};
	start(&c, "2026-11-22");
	c.visit.known = (struct strs){known, 2};
	assert_true(ask(&c));
	assert_true(answer(&c, SEARCH("0", "", "")));
	assert_true(ask(&c));
	assert_true(asked_for(&c, "datetype=mdat&mindate=2026%2F11%2F20&maxdate=2026%2F11%2F24"));
	assert_true(answer(&c, SEARCH("30000", "<Id>1</Id>", "")));
	assert_true(ask(&c));
	assert_true(asked_for(&c, "datetype=mdat&mindate=2026%2F11%2F23&maxdate=2026%2F11%2F24"));
	assert_true(answer(&c, SEARCH("1", "<Id>99000007</Id>", "")));
	assert_true(ask(&c));
	assert_true(asked_for(&c, "id=99000007&"));
	assert_true(answer(&c, "<PubmedArticleSet>" RECORD("99000007") "</PubmedArticleSet>"));
	for (int day = 0; day < 3; day++) { /* 20 to 22 in two halves, then 20 and 21: more than can be
										 * named on each of them */
		assert_true(ask(&c));
		assert_true(asked_for(&c, "datetype=mdat"));
		assert_true(answer(&c, SEARCH("30000", "<Id>1</Id>", "")));
		if (asked_for(&c, "mindate=2026%2F11%2F22&maxdate=2026%2F11%2F22"))
			break;
	}
	assert_true(ask(&c));
	assert_true(asked_for(&c, "id=99000001%2C99000007&"));
	end(&c);
}

static void pages_follow_each_other(void **state)
{
	(void)state;
	struct conversation c = {0};
	struct buf search CLEANUP_BUF = buf_new(1 << 20), records CLEANUP_BUF = buf_new(1 << 20);
	for (int i = 0; i < 250; i++)
		buf_addf(&search, "<Id>%d</Id>", 99000001 + i);
	struct arena a CLEANUP_ARENA = {0};
	start(&c, "");
	assert_true(ask(&c));
	assert_true(answer(&c,
		str_cstr(&a,
			str_printf(&a,
				"<eSearchResult><Count>250</Count><QueryKey>1</QueryKey><WebEnv>E</"
				"WebEnv><IdList>%s</IdList></eSearchResult>",
				search.p))));
	for (int page = 0; page < 2; page++) {
		assert_true(ask(&c));
		assert_true(asked_for(&c, page ? "retstart=200" : "retstart=0"));
		buf_clear(&records);
		for (int i = page * 200; i < 250 && i < page * 200 + 200; i++)
			buf_addf(&records,
				"<PubmedArticle><MedlineCitation><PMID>%d</PMID><Article><ArticleTitle>T</"
				"ArticleTitle></Article></MedlineCitation></PubmedArticle>",
				99000001 + i);
		assert_true(answer(&c,
			str_cstr(&a, str_printf(&a, "<PubmedArticleSet>%s</PubmedArticleSet>", records.p))));
		assert_int_equal(c.answer.entries.n, page ? 50 : 200);
	}
	assert_false(ask(&c));
	assert_int_equal(c.visit.warnings.n, 0);
	end(&c);
}

static void a_broken_answer_keeps_marks_and_complete_records(void **state)
{
	(void)state;
	struct conversation c = {0};
	start(&c, "2026-11-20");
	assert_true(ask(&c));
	assert_true(answer(&c, SEARCH("2", "<Id>99000001</Id><Id>99000002</Id>", "")));
	assert_true(ask(&c));
	assert_false(answer(&c,
		"<PubmedArticleSet>" RECORD(
			"99000001") "<PubmedArticle><MedlineCitation><PMID>99000002</PMID>"));
	assert_int_equal(c.answer.entries.n, 1);
	assert_true(str_eq(c.visit.state.new_mark, S("2026-11-20")));
	end(&c);
}

static void a_long_query_goes_as_a_form(void **state)
{
	(void)state;
	struct conversation c = {0};
	struct arena a CLEANUP_ARENA = {0};
	char *query = arena_alloc(&a, 3001);
	for (int i = 0; i < 3000; i++)
		query[i] = 'a';
	start(&c, "");
	source_value(&c.source, "query")->text = str_of(query);
	assert_true(ask(&c));
	assert_true(str_eq(c.asked.url, S("https://service.example/esearch.fcgi")));
	assert_true(str_find(c.asked.body, S("term=aaaa")) != STR_NOT_FOUND);
	end(&c);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(first_visit_takes_all_by_the_history_server),
		cmocka_unit_test(later_visits_look_two_days_back_for_new_and_for_changed),
		cmocka_unit_test(half_understood_queries_are_warnings),
		cmocka_unit_test(records_that_efetch_leaves_out_are_awaited),
		cmocka_unit_test(a_record_that_pubmed_does_not_list_is_absent),
		cmocka_unit_test(an_answer_that_tells_nothing_gives_up_no_record),
		cmocka_unit_test(missing_records_are_asked_for_at_each_visit),
		cmocka_unit_test(an_answer_with_none_of_the_records_is_a_failure),
		cmocka_unit_test(records_that_do_not_come_are_asked_for_beside_others),
		cmocka_unit_test(an_error_or_a_count_without_its_ids_is_a_failure),
		cmocka_unit_test(an_error_beside_records_keeps_them),
		cmocka_unit_test(long_answers_are_split_by_days),
		cmocka_unit_test(so_are_long_lists_of_changes),
		cmocka_unit_test(pages_follow_each_other),
		cmocka_unit_test(a_broken_answer_keeps_marks_and_complete_records),
		cmocka_unit_test(a_long_query_goes_as_a_form),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
