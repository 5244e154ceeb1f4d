/* What an answer says of an address that readers are sent to. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>

#include "source/link_look.h"

#define PAGE "https://news.example.com/2026/grafts.html"

static struct fetch_response answer(int status, const char *url)
{
	return (struct fetch_response){
		.outcome = FETCH_DONE, .status = status, .url = str_of(url), .retry_after = -1};
}

static struct link_look look_of(struct fetch_response response)
{
	static struct arena a;
	struct link_look look;
	assert_false(link_look(&a, S(PAGE), &response, false, &look));
	return look;
}

static void assert_fault(struct fetch_response response, enum link_fault fault)
{
	struct link_look look = look_of(response);
	assert_int_equal(look.result, LINK_LOOK_FAILED);
	assert_int_equal(look.fault, fault);
}

static void assert_result(struct fetch_response response, enum link_result result)
{
	assert_int_equal(look_of(response).result, result);
}

static struct fetch_response sent(const char *to)
{
	struct fetch_response response = answer(200, to);
	response.moved_to = response.url;
	return response;
}

static void statuses(void **state)
{
	(void)state;
	assert_result(answer(200, PAGE), LINK_LOOK_WELL);
	assert_fault(answer(404, PAGE), LINK_FAULT_GONE);
	assert_fault(answer(410, PAGE), LINK_FAULT_GONE);
	assert_fault(answer(500, PAGE), LINK_FAULT_SERVER);
	static const int closed[] = {400, 401, 403, 405, 406, 429, 451};
	for (size_t i = 0; i < sizeof closed / sizeof *closed; i++)
		assert_result(answer(closed[i], PAGE), LINK_LOOK_UNKNOWN);
}

static void a_refused_head_is_asked_again_as_get(void **state)
{
	static const int refused[] = {400, 403, 404, 405, 500, 501};
	struct arena a CLEANUP_ARENA = {0};
	struct link_look look;
	(void)state;
	for (size_t i = 0; i < sizeof refused / sizeof *refused; i++) {
		struct fetch_response response = answer(refused[i], PAGE);
		assert_true(link_look(&a, S(PAGE), &response, true, &look));
	}
	struct fetch_response gone = answer(410, PAGE), busy = answer(429, PAGE);
	assert_false(link_look(&a, S(PAGE), &gone, true, &look));
	assert_int_equal(look.fault, LINK_FAULT_GONE);
	assert_false(
		link_look(&a, S(PAGE), &busy, true, &look)); /* it wants fewer requests, not more */
	struct fetch_response broken = {
		.outcome = FETCH_FAILED, .failure = FETCH_FAILURE_BROKEN, .url = S(PAGE)};
	assert_true(link_look(&a, S(PAGE), &broken, true, &look));
	broken.failure = FETCH_FAILURE_NAME;
	assert_false(link_look(&a, S(PAGE), &broken, true, &look));
}

static void failures(void **state)
{
	static const struct {
		enum fetch_failure failure;
		enum link_fault fault;
	} kinds[] = {{FETCH_FAILURE_NAME, LINK_FAULT_NAME},
		{FETCH_FAILURE_CONNECTION, LINK_FAULT_CONNECTION},
		{FETCH_FAILURE_SECURITY, LINK_FAULT_SECURITY}, {FETCH_FAILURE_TIME, LINK_FAULT_TIME},
		{FETCH_FAILURE_BROKEN, LINK_FAULT_CONNECTION}};
	(void)state;
	for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
		assert_fault(
			(struct fetch_response){
				.outcome = FETCH_FAILED, .failure = kinds[i].failure, .url = S(PAGE)},
			kinds[i].fault);
	assert_result(
		(struct fetch_response){.outcome = FETCH_REFUSED, .url = S(PAGE)}, LINK_LOOK_UNKNOWN);
	assert_result(
		(struct fetch_response){.outcome = FETCH_UNABLE, .url = S(PAGE)}, LINK_LOOK_UNKNOWN);
	struct fetch_response large = answer(200, PAGE);
	large.outcome = FETCH_TOO_LARGE;
	assert_result(large, LINK_LOOK_WELL);
}

static void moves(void **state)
{
	(void)state;
	struct link_look look = look_of(sent("https://www.example.net/archive/grafts"));
	assert_int_equal(look.result, LINK_LOOK_SENT);
	assert_true(str_eq(look.moved_to, S("https://www.example.net/archive/grafts")));
	/* The same page by another name; a redirect for now. */
	assert_result(
		sent("http://www.news.example.com/2026/grafts.html?utm_source=x"), LINK_LOOK_WELL);
	assert_result(answer(200, "https://news.example.com/today/grafts.html"), LINK_LOOK_WELL);
}

static void first_pages_and_doors_are_no_moves(void **state)
{
	(void)state;
	assert_fault(sent("https://news.example.com/"), LINK_FAULT_HOME);
	assert_fault(sent("https://www.example.com/index.html"), LINK_FAULT_HOME);
	assert_fault(answer(200, "https://news.example.com/?from=404"), LINK_FAULT_HOME);
	assert_fault(sent("https://casino.example.net/"), LINK_FAULT_PARKED);
	assert_result(sent("https://news.example.com/login?next=/2026/grafts.html"), LINK_LOOK_UNKNOWN);
	assert_result(sent("https://consent.example.net/v2?u=1"), LINK_LOOK_UNKNOWN);
	assert_result(answer(200, "https://news.example.com/account/signin.php"), LINK_LOOK_UNKNOWN);
}

static void parked_domains(void **state)
{
	static struct str lines[] = {S("Server: x"), S("X-Adblock-Key: MFww")};
	struct fetch_response response = answer(200, PAGE);
	(void)state;
	assert_fault(sent("https://www.hugedomains.com/domain_profile.cfm?d=news"), LINK_FAULT_PARKED);
	response.headers = (struct strs){lines, 2};
	assert_fault(response, LINK_FAULT_PARKED);
	response.headers.n = 0;
	response.body = S("<!doctype html><html data-adblockkey=\"MFww\" lang=\"en\">");
	assert_fault(response, LINK_FAULT_PARKED);
	/* A page that speaks of it is none. */
	response.body = S("<p>This domain is for sale, wrote the owner of sedoparking.com.</p>");
	assert_result(response, LINK_LOOK_WELL);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(statuses),
		cmocka_unit_test(a_refused_head_is_asked_again_as_get),
		cmocka_unit_test(failures),
		cmocka_unit_test(moves),
		cmocka_unit_test(first_pages_and_doors_are_no_moves),
		cmocka_unit_test(parked_domains),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
