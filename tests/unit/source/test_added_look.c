/* Whether an answer is a page that an editor can add. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "source/added_look.h"

#define PAGE "https://fund.example.com/2026/travel.html"

static struct fetch_response answer(int status, const char *type, const char *body)
{
	return (struct fetch_response){.outcome = FETCH_DONE,
		.status = status,
		.url = S(PAGE),
		.content_type = str_of(type),
		.body = str_of(body),
		.retry_after = -1};
}

static void check(struct fetch_response response, enum addition_fault fault)
{
	struct arena a CLEANUP_ARENA = {0};
	assert_int_equal(added_look(&a, S(PAGE), &response), fault);
}

static void types(void **state)
{
	(void)state;
	check(answer(200, "text/html; charset=utf-8", "<p>x"), ADDITION_FAULT_NONE);
	check(answer(203, "Application/XHTML+xml", "<p>x"), ADDITION_FAULT_NONE);
	check(answer(200, "", "<!DOCTYPE html><p>x"), ADDITION_FAULT_NONE);
	check(answer(200, "", " \n<HTML>"), ADDITION_FAULT_NONE);
	check(answer(200, "", "words"), ADDITION_FAULT_OTHER);
	check(answer(200, "text/html", "  "), ADDITION_FAULT_NOTHING);
	check(answer(200, "", ""), ADDITION_FAULT_NOTHING);
	check(answer(200, "text/plain", "<html>"), ADDITION_FAULT_OTHER);
	check(answer(200, "application/rss+xml", "<rss>"), ADDITION_FAULT_OTHER);
	check(answer(200, "application/pdf", "x"), ADDITION_FAULT_PDF);
	check(answer(200, "text/html", "%PDF-1.4"), ADDITION_FAULT_PDF);
	check(answer(200, "application/octet-stream", "%PDF-1.4"), ADDITION_FAULT_PDF);
}

static void statuses(void **state)
{
	static const struct {
		int status;
		enum addition_fault fault;
	} faults[] = {{404, ADDITION_FAULT_GONE}, {410, ADDITION_FAULT_GONE},
		{401, ADDITION_FAULT_CLOSED}, {403, ADDITION_FAULT_CLOSED}, {451, ADDITION_FAULT_CLOSED},
		{429, ADDITION_FAULT_SERVER}, {408, ADDITION_FAULT_SERVER}, {500, ADDITION_FAULT_SERVER},
		{503, ADDITION_FAULT_SERVER}};
	(void)state;
	for (size_t i = 0; i < sizeof faults / sizeof *faults; i++)
		check(answer(faults[i].status, "text/html", "<title>x</title>"), faults[i].fault);
}

static void outcomes(void **state)
{
	(void)state;
	struct fetch_response response = {.url = S(PAGE)};
	response.outcome = FETCH_REFUSED;
	check(response, ADDITION_FAULT_REFUSED);
	response.outcome = FETCH_TOO_LARGE;
	response.status = 200;
	check(response, ADDITION_FAULT_LARGE);
	response.outcome = FETCH_TRUNCATED;
	check(response, ADDITION_FAULT_CONNECTION);
	response.status = 404;
	check(response, ADDITION_FAULT_GONE);
	response = (struct fetch_response){.url = S(PAGE), .outcome = FETCH_FAILED};
	const struct {
		enum fetch_failure failure;
		enum addition_fault fault;
	} faults[] = {{FETCH_FAILURE_NAME, ADDITION_FAULT_NAME},
		{FETCH_FAILURE_TIME, ADDITION_FAULT_TIME},
		{FETCH_FAILURE_SECURITY, ADDITION_FAULT_SECURITY},
		{FETCH_FAILURE_CONNECTION, ADDITION_FAULT_CONNECTION},
		{FETCH_FAILURE_BROKEN, ADDITION_FAULT_CONNECTION},
		{FETCH_FAILURE_NONE, ADDITION_FAULT_CONNECTION}};
	for (size_t i = 0; i < sizeof faults / sizeof *faults; i++) {
		response.failure = faults[i].failure;
		check(response, faults[i].fault);
	}
}

static void where_it_leads(void **state)
{
	struct fetch_response response = answer(200, "text/html", "<title>x</title>");
	(void)state;
	response.url = S("https://fund.example.com/login?next=travel");
	check(response, ADDITION_FAULT_CLOSED);
	response.url = S("https://fund.example.com/");
	check(response, ADDITION_FAULT_HOME);
	response.url = S("https://sedo.com/fund.example.com");
	check(response, ADDITION_FAULT_PARKED);
	response.url = response.moved_to = S("https://fund.example.com/travel");
	check(response, ADDITION_FAULT_NONE);
	struct str challenge[] = {S("cf-mitigated: challenge")};
	response = answer(503, "text/html", "<title>Just a moment...</title>");
	response.headers = (struct strs){challenge, 1};
	check(response, ADDITION_FAULT_CLOSED);
}

static void every_fault_has_words_and_only_some_pass(void **state)
{
	(void)state;
	for (int i = ADDITION_FAULT_NOTHING; i <= ADDITION_FAULT_SERVER; i++) {
		enum addition_fault fault = (enum addition_fault)i;
		assert_true(str_of(addition_fault_words(fault)).n > 10);
		assert_int_equal(addition_fault_passes(fault), fault >= ADDITION_FAULT_NAME);
	}
	assert_string_equal(addition_fault_words(ADDITION_FAULT_NONE), "");
	assert_false(addition_fault_passes(ADDITION_FAULT_NONE));
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(types), cmocka_unit_test(statuses),
		cmocka_unit_test(outcomes), cmocka_unit_test(where_it_leads),
		cmocka_unit_test(every_fault_has_words_and_only_some_pass)};
	return cmocka_run_group_tests_name("added_look", tests, NULL, NULL);
}
