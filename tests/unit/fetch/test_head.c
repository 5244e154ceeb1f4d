#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <string.h>

#include "fetch/head.h"

static void add(struct head *h, const char *line)
{
	assert_null(head_add(h, str_of(line)));
}

/* Reads a header with these lines between a status line and an empty one. Returns the result of
 * head_read. */
static const char *read_lines(struct head *h, const char *const *lines)
{
	head_clear(h);
	add(h, "HTTP/1.1 200 OK\r\n");
	for (; *lines; lines++)
		add(h, *lines);
	add(h, "\r\n");
	assert_true(h->ended);
	return head_read(h);
}
#define READ(h, ...) read_lines(h, (const char *const[]){__VA_ARGS__, NULL})

static void assert_str(struct str actual, const char *expected)
{
	if (!str_eq(actual, str_of(expected)))
		print_error("\"" STR_FMT "\" is not \"%s\"\n", STR_ARG(actual), expected);
	assert_true(str_eq(actual, str_of(expected)));
}

static void test_fields(void **state)
{
	(void)state;
	struct head h = {0};
	assert_null(READ(&h, "Content-Type:text/xml; charset=utf-8 \r\n", "eTag:  W/\"a  b\" \r\n",
		"LAST-MODIFIED: yesterday\n", "Etag: second\r\n", "X-Other: 1:2\r\n", "No colon\r\n"));
	assert_str(h.content_type, "text/xml; charset=utf-8");
	assert_str(h.etag, "W/\"a  b\"");
	assert_str(h.last_modified, "yesterday");
	assert_null(h.location.p);
	struct arena arena CLEANUP_ARENA = {0};
	struct strs lines = head_lines(&h, &arena);
	assert_int_equal(lines.n, 6);
	assert_str(lines.v[4], "X-Other: 1:2");
	head_free(&h);
}

static void test_folded(void **state)
{
	(void)state;
	struct head h = {0};
	assert_null(READ(&h, "Content-Type: text/xml;\r\n", "\t charset=utf-8\r\n", "ETag: \"x\"\r\n"));
	assert_str(h.content_type, "text/xml; charset=utf-8");
	assert_str(h.etag, "\"x\"");
	head_free(&h);
}

static void test_contradictions(void **state)
{
	(void)state;
	struct head h = {0};
	assert_non_null(READ(&h, "Content-Length: 5\r\n", "Content-Length: 6\r\n"));
	assert_null(READ(&h, "Content-Length: 5\r\n", "Content-Length: 5\r\n"));
	assert_non_null(READ(&h, "Content-Length: 5, 5\r\n"));
	assert_non_null(READ(&h, "Content-Length: +5\r\n"));
	assert_non_null(READ(&h, "Content-Length:\r\n"));
	assert_non_null(READ(&h, "Location: /a\r\n", "Location: /b\r\n"));
	assert_non_null(READ(&h, "Content-Encoding: gzip\r\n", "Content-Encoding: br\r\n"));
	assert_null(READ(&h, "ETag: a\r\n", "ETag: b\r\n"));
	head_free(&h);
}

static void test_bounds(void **state)
{
	(void)state;
	struct head h = {0};
	head_clear(&h);
	add(&h, "HTTP/1.1 200 OK\r\n");
	for (int i = 1; i < HEAD_LINES; i++)
		add(&h, "A: b\r\n");
	assert_non_null(head_add(&h, S("A: b\r\n")));
	head_clear(&h);
	static char large[HEAD_BYTES + 1];
	memset(large, 'a', sizeof large);
	assert_non_null(head_add(&h, (struct str){large, sizeof large}));
	head_clear(&h);
	assert_non_null(head_add(&h, S("A: \0b\r\n")));
	memcpy(large, "ETag: ", 6);
	large[6 + HEAD_VALIDATOR] = 0;
	assert_null(READ(&h, large));
	assert_int_equal(h.etag.n, HEAD_VALIDATOR);
	large[6 + HEAD_VALIDATOR] = 'a';
	large[6 + HEAD_VALIDATOR + 1] = 0;
	assert_null(READ(&h, large));
	assert_int_equal(h.etag.n, 0);
	head_free(&h);
}

/* Of interim answers only the number of their lines is kept. */
static void test_interim(void **state)
{
	(void)state;
	struct head h = {0};
	head_clear(&h);
	add(&h, "HTTP/1.1 103 Early Hints\r\n");
	add(&h, "ETag: early\r\n");
	add(&h, "\r\n");
	head_next(&h);
	add(&h, "HTTP/1.1 200 OK\r\n");
	add(&h, "\r\n");
	assert_null(head_read(&h));
	assert_null(h.etag.p);
	assert_int_equal(h.lines, 5);
	head_free(&h);
}

static void test_content_length(void **state)
{
	(void)state;
	struct head h = {0};
	READ(&h, "Content-Length: 1234\r\n");
	assert_int_equal(head_content_length(&h), 1234);
	READ(&h, "Content-Length: 99999999999999999999\r\n");
	assert_int_equal(head_content_length(&h), INT64_MAX);
	READ(&h, "Content-Length: 5\r\n", "Transfer-Encoding: chunked\r\n");
	assert_int_equal(head_content_length(&h), -1);
	READ(&h, "A: b\r\n");
	assert_int_equal(head_content_length(&h), -1);
	head_free(&h);
}

static void test_retry_after(void **state)
{
	(void)state;
	enum { OCT_21_2015 = 1445412480 }; /* Wed, 21 Oct 2015 07:28:00 GMT */
	static const struct {
		const char *line, *date;
		int64_t now, wait;
	} cases[] = {
		{"Retry-After: 120\r\n", "A: b\r\n", 0, 120},
		{"Retry-After: 0\r\n", "A: b\r\n", 0, 0},
		{"Retry-After: 99999999999\r\n", "A: b\r\n", 0, 604800},
		{"Retry-After: 99999999999999999999999\r\n", "A: b\r\n", 0, 604800},
		{"Retry-After: -5\r\n", "A: b\r\n", 0, -1},
		{"Retry-After: soon\r\n", "A: b\r\n", 0, -1},
		{"Retry-After:\r\n", "A: b\r\n", 0, -1},
		{"X: y\r\n", "A: b\r\n", 0, -1},
		{"Retry-After: Wed, 21 Oct 2015 07:28:00 GMT\r\n", "A: b\r\n", OCT_21_2015 - 60, 60},
		{"Retry-After: Wed, 21 Oct 2015 07:28:00 GMT\r\n", "A: b\r\n", OCT_21_2015 + 60, -1},
		{"Retry-After: Wed, 21 Oct 2015 07:28:00 GMT\r\n",
			"Date: Wed, 21 Oct 2015 07:27:30 GMT\r\n", 0, 30},
		{"Retry-After: Wed, 21 Oct 2015 07:28:00 GMT\r\n", "A: b\r\n", 0, 604800},
	};
	struct head h = {0};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		READ(&h, cases[i].line, cases[i].date);
		assert_int_equal(head_retry_after(&h, cases[i].now), cases[i].wait);
	}
	head_free(&h);
}

static void test_max_age(void **state)
{
	(void)state;
	static const struct {
		const char *line;
		int64_t seconds;
	} cases[] = {
		{"Cache-Control: max-age=300\r\n", 300},
		{"Cache-Control: public, s-maxage=5, Max-Age=\"60\"\r\n", 60},
		{"Cache-Control: max-age=0\r\n", 0},
		{"Cache-Control: max-age=99999999999\r\n", 31536000},
		{"Cache-Control: max-age\r\n", -1},
		{"Cache-Control: max-age=-1\r\n", -1},
		{"Cache-Control: no-store\r\n", -1},
		{"X: max-age=5\r\n", -1},
	};
	struct head h = {0};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		READ(&h, cases[i].line);
		assert_int_equal(head_max_age(&h), cases[i].seconds);
	}
	head_free(&h);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_fields),
		cmocka_unit_test(test_folded),
		cmocka_unit_test(test_contradictions),
		cmocka_unit_test(test_bounds),
		cmocka_unit_test(test_interim),
		cmocka_unit_test(test_content_length),
		cmocka_unit_test(test_retry_after),
		cmocka_unit_test(test_max_age),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
