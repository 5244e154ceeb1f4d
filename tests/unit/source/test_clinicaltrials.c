#include "conversation.h"

#define STUDY(nct) \
	"{\"protocolSection\":{\"identificationModule\":{\"nctId\":\"" nct \
	"\",\"briefTitle\":\"Sample\"},\"statusModule\":{\"overallStatus\":\"RECRUITING\"}}}"

static void start(struct conversation *c, const char *mark)
{
	static struct str statuses[] = {{"RECRUITING", 10}, {"NOT_YET_RECRUITING", 18}};
	c->source = (struct source){.kind = SOURCE_CLINICALTRIALS, .name = S("trials")};
	source_value(&c->source, "condition")->text = S("systemic sclerosis");
	source_value(&c->source, "intervention")->text = S("stem cell");
	source_value(&c->source, "status")->texts = (struct strs){statuses, 2};
	c->visit.state.new_mark = str_of(mark);
	begin(c, &KIND_CLINICALTRIALS);
}

static void pages_go_on_through_an_empty_one(void **state)
{
	(void)state;
	struct conversation c = {0};
	start(&c, "");
	assert_true(ask(&c));
	assert_true(asked_for(&c, "query.cond=systemic%20sclerosis"));
	assert_true(asked_for(&c, "query.intr=stem%20cell"));
	assert_true(asked_for(&c, "filter.overallStatus=RECRUITING%7CNOT_YET_RECRUITING"));
	assert_false(asked_for(&c, "filter.advanced"));
	assert_true(answer(&c, "{\"studies\":[" STUDY("NCT99000001") "],\"nextPageToken\":\"p2\"}"));
	assert_true(ask(&c));
	assert_true(asked_for(&c, "pageToken=p2"));
	assert_true(asked_for(&c, "query.cond=systemic%20sclerosis"));
	assert_true(answer(&c, "{\"studies\":[],\"nextPageToken\":\"p3\"}"));
	assert_int_equal(c.answer.entries.n, 0);
	assert_true(ask(&c));
	assert_true(asked_for(&c, "pageToken=p3"));
	assert_true(answer(&c, "{\"studies\":[" STUDY("NCT99000002") "]}"));
	assert_int_equal(c.answer.entries.n, 1);
	assert_false(ask(&c));
	assert_true(str_eq(c.visit.state.new_mark, S("2026-11-23")));
	end(&c);
}

static void later_visits_ask_for_updates_with_two_days_of_overlap(void **state)
{
	(void)state;
	struct conversation c = {0};
	start(&c, "2026-11-20");
	assert_true(ask(&c));
	assert_true(
		asked_for(&c, "filter.advanced=AREA%5BLastUpdatePostDate%5DRANGE%5B2026-11-18%2CMAX%5D"));
	end(&c);
}

/* A trial that fell out of the search is still watched, and one that the registry renamed is found
 * by its alias. */
static void trials_that_the_search_no_longer_brings_are_watched(void **state)
{
	(void)state;
	struct conversation c = {0};
	struct str known[] = {S("NCT99000001"), S("NCT99000002"), S("NCT99000003")};
	start(&c, "2026-11-20");
	c.visit.known = (struct strs){known, 3};
	assert_true(ask(&c));
	assert_true(answer(&c, "{\"studies\":[" STUDY("NCT99000001") "]}"));
	assert_true(ask(&c));
	assert_true(asked_for(&c, "filter.ids=NCT99000002%2CNCT99000003"));
	assert_true(asked_for(&c, "filter.advanced="));
	assert_false(asked_for(&c, "filter.overallStatus"));
	assert_true(answer(&c, "{\"studies\":[" STUDY("NCT99000002") "]}"));
	assert_int_equal(c.answer.entries.n, 1);
	assert_true(ask(&c));
	assert_true(asked_for(&c, "fields=NCTId"));
	assert_true(answer(&c, "{\"studies\":[" STUDY("NCT99000002") "]}"));
	assert_int_equal(c.answer.entries.n, 0);
	assert_true(strs_have(c.answer.present, S("NCT99000002")));
	assert_true(ask(&c));
	assert_true(str_ends(c.asked.url, S("studies/NCT99000003")));
	assert_true(answer_with(
		&c, (struct fetch_response){.outcome = FETCH_DONE, .status = 404, .body = S("not found")}));
	assert_int_equal(c.visit.absences.n, 1);
	assert_true(str_eq(c.visit.absences.v[0].native, S("NCT99000003")));
	assert_false(c.visit.absences.v[0].listed);
	assert_false(ask(&c));
	end(&c);
}

static void a_search_without_end_is_an_error(void **state)
{
	(void)state;
	struct conversation c = {0};
	start(&c, "");
	assert_true(ask(&c));
	assert_true(answer(&c, "{\"studies\":[],\"nextPageToken\":\"p2\"}"));
	assert_true(ask(&c));
	assert_false(answer(&c, "{\"studies\":[],\"nextPageToken\":\"p2\"}"));
	assert_true(str_eq(c.visit.state.new_mark, STR_NONE));
	end(&c);
}

static void the_services_own_words_are_passed_on(void **state)
{
	(void)state;
	struct conversation c = {0};
	start(&c, "");
	assert_true(ask(&c));
	assert_false(answer_with(&c,
		(struct fetch_response){.outcome = FETCH_DONE, .status = 400, .body = S("bad parameter")}));
	assert_string_equal(c.err.text,
		"the server answered with status 400: it did not understand the question: “bad parameter”");
	end(&c);
}

/* What came complete before a break is kept, and the visit fails. */
static void a_page_that_breaks_off_gives_its_complete_studies(void **state)
{
	(void)state;
	struct conversation c = {0};
	start(&c, "");
	assert_true(ask(&c));
	const char *half = "{\"studies\":[" STUDY("NCT99000001") ",{\"protocolSection\":{\"iden";
	assert_false(answer(&c, half));
	assert_string_equal(c.err.text,
		"ClinicalTrials.gov's answer breaks off in the middle; 1 complete studies were taken");
	assert_int_equal(c.answer.entries.n, 1);
	assert_false(answer_with(&c,
		(struct fetch_response){.outcome = FETCH_TRUNCATED,
			.status = 200,
			.body = str_of(half),
			.problem = S("the server broke off")}));
	assert_string_equal(c.err.text, "the server broke off");
	assert_int_equal(c.answer.entries.n, 1);
	assert_int_equal(c.visit.state.new_mark.n, 0);
	end(&c);
}

static void pages_that_end_before_the_count_are_a_failure(void **state)
{
	(void)state;
	struct conversation c = {0};
	start(&c, "2026-11-20");
	assert_true(ask(&c));
	assert_true(asked_for(&c, "countTotal=true"));
	assert_true(answer(
		&c, "{\"totalCount\":3,\"studies\":[" STUDY("NCT99000001") "],\"nextPageToken\":\"a\"}"));
	assert_true(ask(&c));
	assert_false(asked_for(&c, "countTotal"));
	assert_false(answer(&c, "{\"studies\":[" STUDY("NCT99000002") "]}"));
	assert_string_equal(c.err.text, "ClinicalTrials.gov counts 3 studies and gave 2 of them");
	assert_int_equal(c.answer.entries.n, 1);
	assert_true(str_eq(c.visit.state.new_mark, S("2026-11-20")));
	end(&c);
}

/* Nothing new, and none of several known studies: the registry has lost its index. */
static void a_registry_that_lists_none_of_our_studies_is_not_believed(void **state)
{
	(void)state;
	struct conversation c = {0};
	struct str known[] = {S("NCT99000001"), S("NCT99000002")};
	start(&c, "2026-11-20");
	c.visit.known = (struct strs){known, 2};
	for (int part = 0; part < 3; part++) {
		assert_true(ask(&c));
		assert_int_equal(answer(&c, "{\"studies\":[],\"totalCount\":0}"), part < 2);
	}
	assert_string_equal(
		c.err.text, "ClinicalTrials.gov lists none of the 2 studies that it gave before");
	assert_int_equal(c.visit.absences.n, 0);
	end(&c);
}

static void pages_that_go_round_in_a_circle_are_an_error(void **state)
{
	(void)state;
	struct conversation c = {0};
	start(&c, "");
	assert_true(ask(&c));
	assert_true(answer(&c, "{\"studies\":[],\"nextPageToken\":\"a\"}"));
	assert_true(ask(&c));
	assert_true(answer(&c, "{\"studies\":[],\"nextPageToken\":\"b\"}"));
	assert_true(ask(&c));
	assert_false(answer(&c, "{\"studies\":[" STUDY("NCT99000001") "],\"nextPageToken\":\"a\"}"));
	assert_int_equal(c.answer.entries.n, 1); /* what it brought is taken all the same */
	assert_non_null(strstr(c.err.text, "does not come to an end"));
	end(&c);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(pages_go_on_through_an_empty_one),
		cmocka_unit_test(later_visits_ask_for_updates_with_two_days_of_overlap),
		cmocka_unit_test(trials_that_the_search_no_longer_brings_are_watched),
		cmocka_unit_test(a_search_without_end_is_an_error),
		cmocka_unit_test(pages_that_go_round_in_a_circle_are_an_error),
		cmocka_unit_test(the_services_own_words_are_passed_on),
		cmocka_unit_test(a_page_that_breaks_off_gives_its_complete_studies),
		cmocka_unit_test(pages_that_end_before_the_count_are_a_failure),
		cmocka_unit_test(a_registry_that_lists_none_of_our_studies_is_not_believed),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
