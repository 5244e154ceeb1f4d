#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <string.h>

#include "fetch/wall.h"

static const char *wall(int status, const char *body, const char *header)
{
	struct str line = str_of(header);
	struct fetch_response r = {
		.outcome = FETCH_DONE, .status = status, .body = str_of(body), .headers = {&line, 1}};
	return fetch_wall(&r);
}

static void test_challenges_are_told(void **state)
{
	(void)state;
	assert_string_equal(
		wall(403, "<!DOCTYPE html><title>x</title>", "cf-mitigated: challenge"), "Cloudflare");
	assert_string_equal(
		wall(503, "<html><title>Just a moment...</title><p>Enable JavaScript and cookies", "A: b"),
		"Cloudflare");
	assert_string_equal(wall(403,
							"<HTML><H1>Access Denied</H1>Reference&#32;&#35;18&#46;1"
							"<P>https&#58;&#47;&#47;errors&#46;edgesuite&#46;net",
							"Server: AkamaiGHost"),
		"Akamai");
	assert_string_equal(
		wall(200, "<html><script src=\"/_Incapsula_Resource?SWJIYLWA=1\"></script>", "X-Iinfo: 1"),
		"Incapsula");
}

static void test_other_answers_are_none(void **state)
{
	(void)state;
	assert_null(wall(200, "<rss><item>about _Incapsula_Resource</item></rss>", "Server: x"));
	assert_null(wall(404, "<html>/cdn-cgi/challenge-platform/ <title>Just a moment", "a: b"));
	assert_null(wall(403, "<html>Forbidden", "Server: cloudflare"));
	assert_null(wall(200, "<html>/cdn-cgi/challenge-platform/ <title>News", "Server: cloudflare"));
	assert_null(wall(503, "", "no header"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_challenges_are_told),
		cmocka_unit_test(test_other_answers_are_none),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
