#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <sys/resource.h>
#include <time.h>

#include "gzip.h"
#include "fetching.h"

static void test_ok(void **state)
{
	struct test *t = *state;
	server_route(&t->server, "/ok",
		OK("Content-Type: application/rss+xml\r\nCache-Control: max-age=60\r\nETag: \"1\"\r\n",
			DOCUMENT));
	server_start(&t->server);
	const struct fetch_response *r = fetch(t, "/ok");
	assert_int_equal(r->outcome, FETCH_DONE);
	assert_int_equal(r->status, 200);
	assert_str(r->body, S(DOCUMENT));
	assert_str(r->content_type, S("application/rss+xml"));
	assert_int_equal(r->max_age, 60);
	assert_int_equal(r->retry_after, -1);
	assert_int_equal(r->headers.n, 4); /* with the server's own */
	assert_str(r->headers.v[3], S("ETag: \"1\""));
	assert_int_equal(r->problem.n + r->moved_to.n + r->last_modified.n, 0);
	struct str asked = t->server.requests[0];
	assert_true(str_starts(asked, S("GET /ok HTTP/1.1\r\n")));
	assert_true(has(asked, "\r\nUser-Agent: Tidings/test\r\n"));
	assert_true(has(asked, "\r\nAccept-Encoding: gzip\r\n"));
	assert_false(has(asked, "If-"));
	assert_false(has(asked, "Cookie"));
	assert_false(has(asked, "Authorization"));
}

/* Validators are sent back to the server byte for byte, and 304 is a complete answer. */
static void test_validators(void **state)
{
	struct test *t = *state;
	server_route(&t->server, "/first",
		OK("ETag: W/\"x  'y\\\xE9\"\r\nLast-Modified: Yesterday, about noon\r\n", DOCUMENT));
	server_route(&t->server, "/again",
		S("HTTP/1.1 304 Not Modified\r\nETag: \"new\"\r\nContent-Length: 999999999999\r\n\r\n"));
	server_start(&t->server);
	struct fetch_response first = *fetch(t, "/first");
	const struct fetch_response *r = fetch_request(t,
		(struct fetch_request){.url = server_url(&t->server, "/again"),
			.etag = first.etag,
			.last_modified = first.last_modified,
			.accept = S("application/xml")});
	assert_int_equal(r->outcome, FETCH_DONE);
	assert_int_equal(r->status, 304);
	assert_str(r->etag, S("\"new\""));
	assert_int_equal(r->body.n, 0);
	struct str asked = t->server.requests[1];
	assert_true(has(asked, "\r\nIf-None-Match: W/\"x  'y\\\xE9\"\r\n"));
	assert_true(has(asked, "\r\nIf-Modified-Since: Yesterday, about noon\r\n"));
	assert_true(has(asked, "\r\nAccept: application/xml\r\n"));
}

static void test_injection(void **state)
{
	struct test *t = *state;
	server_route(&t->server, "/ok", OK("", DOCUMENT));
	server_start(&t->server);
	fetch_request(t,
		(struct fetch_request){.url = server_url(&t->server, "/ok"),
			.etag = S("\"a\"\r\nX-Evil: 1"),
			.last_modified = S("m")});
	assert_false(has(t->server.requests[0], "X-Evil"));
	assert_true(has(t->server.requests[0], "\r\nIf-Modified-Since: m\r\n"));
}

/* What a caller adds stands in the request, and takes the place of what libcurl would say. */
static void test_headers(void **state)
{
	struct test *t = *state;
	struct str lines[] = {S("Content-Type: application/atom+xml"), S("Link: <x>; rel=\"self\""),
		S("X-Bad: 1\r\nX-Evil: 1")};
	server_route(&t->server, "/ok", OK("", DOCUMENT));
	server_start(&t->server);
	fetch_request(t,
		(struct fetch_request){
			.url = server_url(&t->server, "/ok"), .body = S("<feed/>"), .headers = {lines, 3}});
	struct str asked = t->server.requests[0];
	assert_true(str_starts(asked, S("POST /ok HTTP/1.1\r\n")));
	assert_true(has(asked, "\r\nContent-Type: application/atom+xml\r\n"));
	assert_true(has(asked, "\r\nLink: <x>; rel=\"self\"\r\n"));
	assert_false(has(asked, "urlencoded"));
	assert_false(has(asked, "X-Evil"));
	assert_true(str_ends(asked, S("\r\n\r\n<feed/>")));
}

/* A redirect that is not followed is an answer, with or without a place to go to. */
static void test_stay(void **state)
{
	struct test *t = *state;
	server_route(&t->server, "/ok", OK("", DOCUMENT));
	server_route(&t->server, "/moved",
		S("HTTP/1.1 302 Found\r\nLocation: /ok\r\nContent-Length: 2\r\n\r\nno"));
	server_route(&t->server, "/nowhere", S("HTTP/1.1 301 Moved\r\nContent-Length: 0\r\n\r\n"));
	server_start(&t->server);
	const struct fetch_response *r = fetch_request(
		t, (struct fetch_request){.url = server_url(&t->server, "/moved"), .stay = true});
	assert_int_equal(r->outcome, FETCH_DONE);
	assert_int_equal(r->status, 302);
	assert_str(r->body, S("no"));
	assert_int_equal(fetch_error_status(r), 302);
	r = fetch_request(
		t, (struct fetch_request){.url = server_url(&t->server, "/nowhere"), .stay = true});
	assert_int_equal(r->outcome, FETCH_DONE);
	assert_int_equal(r->status, 301);
	assert_int_equal(t->server.request_count, 2);
	assert_int_equal(fetch(t, "/moved")->status, 200);
}

static void test_gzip(void **state)
{
	struct test *t = *state;
	struct arena *a = &t->server.arena;
	struct str packed = gzip(a, S(DOCUMENT));
	char *bytes = arena_alloc(a, 8192);
	struct str head = str_printf(
		a, "HTTP/1.1 200 OK\r\nContent-Encoding: GZip\r\nContent-Length: %zu\r\n\r\n", packed.n);
	memcpy(bytes, head.p, head.n);
	memcpy(bytes + head.n, packed.p, packed.n);
	server_route(&t->server, "/gzip", (struct str){bytes, head.n + packed.n});
	server_route(&t->server, "/cut", (struct str){bytes, head.n + packed.n / 2});
	server_route(&t->server, "/lie", OK("Content-Encoding: gzip\r\n", DOCUMENT));
	server_route(&t->server, "/br", OK("Content-Encoding: br\r\n", DOCUMENT));
	server_route(&t->server, "/twice", OK("Content-Encoding: gzip, gzip\r\n", DOCUMENT));
	server_start(&t->server);
	assert_int_equal(fetch(t, "/gzip")->outcome, FETCH_DONE);
	assert_str(t->last.body, S(DOCUMENT));
	assert_int_equal(fetch(t, "/cut")->outcome, FETCH_TRUNCATED);
	assert_true(t->last.body.n < S(DOCUMENT).n && str_starts(S(DOCUMENT), t->last.body));
	static const char *const refused[] = {"/lie", "/br", "/twice"};
	for (size_t i = 0; i < sizeof refused / sizeof *refused; i++) {
		assert_int_equal(fetch(t, refused[i])->outcome, FETCH_REFUSED);
		assert_int_equal(t->last.body.n, 0);
	}
}

/* What servers write into Content-Encoding though it is no coding. */
static void test_no_coding(void **state)
{
	struct test *t = *state;
	server_route(&t->server, "/utf-8", OK("Content-Encoding: utf-8\r\n", DOCUMENT));
	server_route(&t->server, "/UTF8", OK("Content-Encoding: UTF8\r\n", DOCUMENT));
	server_route(&t->server, "/latin", OK("Content-Encoding: ISO-8859-1\r\n", DOCUMENT));
	server_route(&t->server, "/none", OK("Content-Encoding: none\r\n", DOCUMENT));
	server_route(&t->server, "/binary", OK("Content-Encoding: binary\r\n", DOCUMENT));
	server_route(&t->server, "/empty", OK("Content-Encoding:\r\n", DOCUMENT));
	server_route(&t->server, "/type", OK("Content-Encoding: text/xml\r\n", DOCUMENT));
	server_route(&t->server, "/both", OK("Content-Encoding: identity, utf-8\r\n", DOCUMENT));
	server_start(&t->server);
	for (size_t i = 0; i < t->server.route_count; i++) {
		assert_int_equal(fetch(t, t->server.routes[i].path)->outcome, FETCH_DONE);
		assert_str(t->last.body, S(DOCUMENT));
	}
}

/* deflate that nobody asked for: with the header of zlib, as the standard has it, and without. */
static void test_deflate(void **state)
{
	struct test *t = *state;
	struct arena *a = &t->server.arena;
	static const struct {
		const char *path;
		int bits;
	} forms[] = {{"/zlib", MAX_WBITS}, {"/raw", -MAX_WBITS}, {"/gzip", 16 + MAX_WBITS}};
	for (size_t i = 0; i < 3; i++) {
		struct str packed = packed_as(a, S(DOCUMENT), forms[i].bits);
		struct str head = S("HTTP/1.1 200 OK\r\nContent-Encoding: deflate\r\n\r\n");
		char *bytes = arena_alloc(a, 4096);
		memcpy(bytes, head.p, head.n);
		memcpy(bytes + head.n, packed.p, packed.n);
		server_route(&t->server, forms[i].path, (struct str){bytes, head.n + packed.n});
	}
	server_route(&t->server, "/lie", OK("Content-Encoding: deflate\r\n", DOCUMENT));
	server_start(&t->server);
	for (size_t i = 0; i < 3; i++) {
		assert_int_equal(fetch(t, forms[i].path)->outcome, FETCH_DONE);
		assert_str(t->last.body, S(DOCUMENT));
	}
	assert_int_not_equal(fetch(t, "/lie")->outcome, FETCH_DONE);
}

static void test_truncated(void **state)
{
	struct test *t = *state;
	struct arena *a = &t->server.arena;
	struct str packed = gzip(a, S(DOCUMENT));
	struct str head = S("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n");
	char *bytes = arena_alloc(a, 4096);
	memcpy(bytes, head.p, head.n);
	memcpy(bytes + head.n, packed.p, packed.n);
	server_route(&t->server, "/length", OK("Content-Length: 1000\r\n", DOCUMENT));
	server_route(&t->server, "/chunk", OK("Transfer-Encoding: chunked\r\n", "4\r\n<rss\r\n"));
	server_route(&t->server, "/stream",
		(struct str){
			bytes, head.n + packed.n - 8}); /* the answer is complete, its gzip stream is not */
	server_route(&t->server, "/head", S("HTTP/1.1 200 OK\r\nContent-Type: te"));
	server_start(&t->server);
	assert_int_equal(fetch(t, "/length")->outcome, FETCH_TRUNCATED);
	assert_str(t->last.body, S(DOCUMENT));
	assert_true(has(t->last.problem, "127.0.0.1"));
	assert_int_equal(fetch(t, "/chunk")->outcome, FETCH_TRUNCATED);
	assert_str(t->last.body, S("<rss"));
	assert_int_equal(fetch(t, "/stream")->outcome, FETCH_TRUNCATED);
	assert_str(t->last.body, S(DOCUMENT));
	assert_int_not_equal(fetch(t, "/head")->outcome, FETCH_DONE);
	assert_int_equal(t->last.status, 0);
}

static void test_not_sane(void **state)
{
	struct test *t = *state;
	server_route(&t->server, "/lengths", OK("Content-Length: 4\r\nContent-Length: 5\r\n", "<rss>"));
	server_route(&t->server, "/101", S("HTTP/1.1 101 Switching Protocols\r\n\r\n" DOCUMENT));
	server_route(&t->server, "/206", S("HTTP/1.1 206 Partial Content\r\n\r\n" DOCUMENT));
	server_route(&t->server, "/999", S("HTTP/1.1 999 Odd\r\n\r\n" DOCUMENT));
	server_route(&t->server, "/plain", S(DOCUMENT));
	server_route(&t->server, "/coding", OK("Transfer-Encoding: gzip\r\n", DOCUMENT));
	server_route(&t->server, "/early",
		S("HTTP/1.1 103 Early Hints\r\nETag: early\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: "
		  "2\r\n\r\nok"));
	server_start(&t->server);
	static const char *const refused[] = {"/lengths", "/101", "/206", "/999", "/plain", "/coding"};
	for (size_t i = 0; i < sizeof refused / sizeof *refused; i++) {
		assert_int_equal(fetch(t, refused[i])->outcome, FETCH_REFUSED);
		assert_int_equal(t->last.body.n, 0);
		assert_true(has(t->last.problem, "127.0.0.1"));
	}
	assert_int_equal(fetch(t, "/early")->outcome, FETCH_DONE);
	assert_str(t->last.body, S("ok"));
	assert_int_equal(t->last.etag.n, 0);
}

static void test_max_bytes(void **state)
{
	struct test *t = *state;
	server_route(&t->server, "/five", OK("", "12345"));
	server_route(&t->server, "/says", OK("Content-Length: 6\r\n", "12345"));
	server_start(&t->server);
	assert_int_equal(
		fetch_request(
			t, (struct fetch_request){.url = server_url(&t->server, "/five"), .max_bytes = 5})
			->outcome,
		FETCH_DONE);
	assert_int_equal(
		fetch_request(
			t, (struct fetch_request){.url = server_url(&t->server, "/five"), .max_bytes = 4})
			->outcome,
		FETCH_TOO_LARGE);
	assert_int_equal(t->last.body.n, 0);
	assert_int_equal(
		fetch_request(
			t, (struct fetch_request){.url = server_url(&t->server, "/says"), .max_bytes = 5})
			->outcome,
		FETCH_TOO_LARGE);
}

#define REDIRECT(status, to) \
	S("HTTP/1.1 " status " Elsewhere\r\nLocation: " to "\r\nContent-Length: 4\r\n\r\nbody")

static void test_redirects(void **state)
{
	struct test *t = *state;
	server_route(&t->server, "/good", REDIRECT("301", "/good2"));
	server_route(&t->server, "/good2", REDIRECT("308", "ok?a=b"));
	server_route(&t->server, "/mixed", REDIRECT("301", "/while"));
	server_route(&t->server, "/while", REDIRECT("302", "/ok?a=b"));
	server_route(&t->server, "/dead", REDIRECT("301", "/gone"));
	server_route(&t->server, "/loop", REDIRECT("301", "/loop"));
	server_route(&t->server, "/file", REDIRECT("302", "file:///etc/passwd"));
	server_route(&t->server, "/inner", REDIRECT("302", "http://127.0.0.2:9/"));
	server_route(&t->server, "/nowhere", S("HTTP/1.1 302 Found\r\n\r\n"));
	server_route(&t->server, "/ok?a=b", OK("", DOCUMENT));
	server_start(&t->server);
	struct str ok = server_url(&t->server, "/ok?a=b");
	assert_int_equal(fetch(t, "/good")->outcome, FETCH_DONE);
	assert_str(t->last.body, S(DOCUMENT));
	assert_str(t->last.url, ok);
	assert_str(t->last.moved_to, ok);
	assert_int_equal(fetch(t, "/mixed")->status, 200);
	assert_str(t->last.url, ok);
	assert_int_equal(t->last.moved_to.n, 0);
	assert_int_equal(fetch(t, "/dead")->status, 404);
	assert_int_equal(t->last.moved_to.n, 0);
	size_t before = t->server.request_count;
	assert_int_equal(fetch(t, "/loop")->outcome, FETCH_REFUSED);
	assert_int_equal(t->server.request_count - before, 6);
	assert_int_equal(fetch(t, "/file")->outcome, FETCH_REFUSED);
	assert_int_equal(fetch(t, "/nowhere")->outcome, FETCH_REFUSED);
	assert_int_equal(fetch(t, "/inner")->outcome, FETCH_REFUSED);
	assert_true(has(t->last.problem, "127.0.0.2") && has(t->last.problem, "network.allow"));
}

static void test_post(void **state)
{
	struct test *t = *state;
	server_route(&t->server, "/post", OK("", "got it"));
	server_route(&t->server, "/keep", REDIRECT("307", "/post"));
	server_route(&t->server, "/see", REDIRECT("303", "/post"));
	server_start(&t->server);
	struct fetch_request request = {
		.url = server_url(&t->server, "/keep"), .body = S("id=1,2&db=pubmed")};
	assert_str(fetch_request(t, request)->body, S("got it"));
	for (int i = 0; i < 2; i++) {
		assert_true(str_starts(t->server.requests[i], S("POST /")));
		assert_true(str_ends(t->server.requests[i], S("\r\n\r\nid=1,2&db=pubmed")));
		assert_true(
			has(t->server.requests[i], "\r\nContent-Type: application/x-www-form-urlencoded\r\n"));
		assert_false(has(t->server.requests[i], "Expect"));
	}
	request.url = server_url(&t->server, "/see");
	fetch_request(t, request);
	assert_true(str_starts(t->server.requests[3], S("GET /post ")));
	assert_true(str_ends(t->server.requests[3], S("\r\n\r\n")));
	fetch(t, "/post"); /* a handle that was used for a POST does a GET again */
	assert_true(str_starts(t->server.requests[4], S("GET /post ")));
}

/* An answer to HEAD has no body, whatever its header says. Redirects are followed by HEAD. */
static void test_head(void **state)
{
	struct test *t = *state;
	server_route(&t->server, "/long",
		S("HTTP/1.1 200 OK\r\nContent-Length: 99999999\r\nContent-Type: a/b\r\n\r\n"));
	server_route(&t->server, "/gzip",
		S("HTTP/1.1 200 OK\r\nContent-Length: 7\r\nContent-Encoding: gzip\r\n\r\n"));
	server_route(&t->server, "/moved",
		S("HTTP/1.1 301 Moved\r\nLocation: /long\r\nContent-Length: 9\r\n\r\n"));
	server_start(&t->server);
	static const char *const paths[] = {"/long", "/gzip", "/moved"};
	for (size_t i = 0; i < 3; i++) {
		const struct fetch_response *r = fetch_request(
			t, (struct fetch_request){.url = server_url(&t->server, paths[i]), .head = true});
		assert_int_equal(r->outcome, FETCH_DONE);
		assert_int_equal(r->status, 200);
		assert_int_equal(r->body.n, 0);
	}
	assert_str(t->last.moved_to, server_url(&t->server, "/long"));
	for (size_t i = 0; i < t->server.request_count; i++)
		assert_true(str_starts(t->server.requests[i], S("HEAD /")));
	const struct fetch_response *r = fetch(t, "/long"); /* the same handle asks by GET again */
	assert_int_equal(r->outcome, FETCH_TOO_LARGE);
}

static void test_retry_after(void **state)
{
	struct test *t = *state;
	server_route(&t->server, "/delta",
		S("HTTP/1.1 429 Slow Down\r\nRetry-After: 120\r\nContent-Length: 0\r\n\r\n"));
	server_route(&t->server, "/date",
		S("HTTP/1.1 503 Later\r\nDate: Wed, 21 Oct 2015 07:27:00 GMT\r\nRetry-After: Wed, 21 Oct "
		  "2015 07:28:00 GMT\r\n"
		  "Content-Length: 0\r\n\r\n"));
	server_start(&t->server);
	assert_int_equal(fetch(t, "/delta")->retry_after, 120);
	assert_int_equal(t->last.status, 429);
	assert_int_equal(t->last.outcome, FETCH_DONE);
	assert_int_equal(fetch(t, "/date")->retry_after, 60);
}

static void test_guard(void **state)
{
	struct test *t = *state;
	struct fetch_options options = {.at_once = 1, .per_host = 1};
	struct fetcher *guarded = fetcher_new(&options, NULL);
	server_route(&t->server, "/", OK("", DOCUMENT));
	server_start(&t->server);
	struct fetch_request request = {.url = server_url(&t->server, "/"), .max_bytes = 100};
	fetcher_submit(guarded, &request, on_done, t);
	fetcher_run(guarded, NULL);
	fetcher_free(guarded);
	assert_int_equal(t->last.outcome, FETCH_REFUSED);
	assert_true(has(t->last.problem, "127.0.0.1") && has(t->last.problem, "network.allow"));
	assert_int_equal(t->server.request_count, 0);

	struct err err;
	struct str wrong = S("127.0.0.1/99");
	options.allow = &(struct strs){&wrong, 1};
	assert_null(fetcher_new(&options, &err));
	assert_true(has(str_of(err.text), "127.0.0.1/99"));
}

static void test_addresses(void **state)
{
	struct test *t = *state;
	static const char *const refused[] = {"", "ftp://127.0.0.1/", "file:///etc/passwd",
		"//127.0.0.1/", " http://127.0.0.1/", "http://user@127.0.0.1/",
		"http://user:secret@127.0.0.1/", "http://127.0.0.1/\r\nX: y", "http://127.0.0.1:99999/",
		"javascript:alert(1)"};
	for (size_t i = 0; i < sizeof refused / sizeof *refused; i++) {
		const struct fetch_response *r = fetch_request(
			t, (struct fetch_request){.url = str_of(refused[i])});
		assert_int_equal(r->outcome, FETCH_REFUSED);
		assert_true(r->problem.n > 0);
		assert_str(r->url, str_of(refused[i]));
	}
}

static void test_unreachable(void **state)
{
	struct test *t = *state;
	server_start(&t->server);
	struct str url = str_copy(&t->arena, server_url(&t->server, "/"));
	server_stop(&t->server);
	t->server.port = 0;
	const struct fetch_response *r = fetch_request(t, (struct fetch_request){.url = url});
	assert_int_equal(r->outcome, FETCH_FAILED);
	assert_int_equal(r->status, 0);
	assert_str(r->problem, S("the server 127.0.0.1 could not be reached"));
	assert_int_equal(r->failure, FETCH_FAILURE_CONNECTION);
}

/* Requests start at their time, in order, and waiting for it takes no processor time. */
static void test_not_before(void **state)
{
	struct test *t = *state;
	static const char *const paths[] = {"/second", "/third", "/first"};
	static const int64_t waits[] = {60, 120, 0};
	server_start(&t->server);
	int64_t start = clock_ms();
	clock_t cpu = clock();
	for (size_t i = 0; i < 3; i++) {
		struct fetch_request request = {.url = server_url(&t->server, paths[i]),
			.max_bytes = 10,
			.not_before = start + waits[i]};
		fetcher_submit(t->fetcher, &request, on_done, t);
	}
	fetcher_run(t->fetcher, NULL);
	assert_true(clock_ms() - start >= 120);
	assert_true(clock() - cpu < CLOCKS_PER_SEC / 20);
	assert_int_equal(t->count, 3);
	assert_true(has(t->server.requests[0], "/first") && has(t->server.requests[1], "/second") &&
		has(t->server.requests[2], "/third"));
}

/* Says once that its request may go a little later. */
static int64_t little_later(void *user)
{
	struct test *t = user;
	assert_int_equal(t->paced++, 0);
	return clock_ms() + 50;
}

/* The pace is asked for when the request's time has come, and once, though it is redirected. */
static void test_pace(void **state)
{
	struct test *t = *state;
	server_route(&t->server, "/moved", S("HTTP/1.1 302 Found\r\nLocation: /paced\r\n\r\n"));
	server_start(&t->server);
	int64_t start = clock_ms();
	struct fetch_request paced = {.url = server_url(&t->server, "/moved"),
		.max_bytes = 10,
		.not_before = start + 50,
		.pace = little_later};
	struct fetch_request other = {.url = server_url(&t->server, "/other"), .max_bytes = 10};
	fetcher_submit(t->fetcher, &paced, on_done, t);
	assert_int_equal(t->paced, 0);
	fetcher_submit(t->fetcher, &other, on_done, t);
	fetcher_run(t->fetcher, NULL);
	assert_true(clock_ms() - start >= 100);
	assert_int_equal(t->paced, 1);
	assert_int_equal(t->count, 2);
	assert_true(has(t->server.requests[0], "/other") && has(t->server.requests[1], "/moved") &&
		has(t->server.requests[2], "/paced"));
}

static void on_done_more(void *user, const struct fetch_response *r)
{
	struct test *t = user;
	struct fetch_request next = {.url = r->url, .max_bytes = 100};
	if (++t->count < 20)
		fetcher_submit(t->fetcher, &next, on_done_more, t);
}

static void test_done_submits(void **state)
{
	struct test *t = *state;
	server_route(&t->server, "/", OK("Connection: close\r\nContent-Length: 2\r\n", "ok"));
	server_start(&t->server);
	struct fetch_request request = {.url = server_url(&t->server, "/"), .max_bytes = 100};
	fetcher_submit(t->fetcher, &request, on_done_more, t);
	fetcher_run(t->fetcher, NULL);
	assert_int_equal(t->count, 20);
	assert_int_equal(t->server.request_count, 20);
}

static volatile int stop_flag;

static void on_done_stop(void *user, const struct fetch_response *r)
{
	(void)r;
	((struct test *)user)->count++;
	stop_flag = 1;
}

/* Two requests hang, one ends and asks to stop, one waits for its host: `done` is called only for
 * the one that ended. */
static void test_stop(void **state)
{
	struct test *t = *state;
	server_route(&t->server, "/hang", STR_NONE);
	server_route(&t->server, "/", OK("", "ok"));
	server_start(&t->server);
	struct fetch_request request = {.url = server_url(&t->server, "/hang"), .max_bytes = 100};
	fetcher_submit(t->fetcher, &request, on_done, t);
	request.url = server_url(&t->server, "/");
	fetcher_submit(t->fetcher, &request, on_done_stop, t);
	request.not_before = clock_ms() + 3600000;
	fetcher_submit(t->fetcher, &request, on_done, t);
	stop_flag = 0;
	fetcher_run(t->fetcher, &stop_flag);
	assert_int_equal(t->count, 1);
	fetcher_run(t->fetcher, NULL); /* nothing is left */
	assert_int_equal(t->count, 1);
}

/* As many files are open as may be: neither an address nor a name can be asked, whose fault is not
 * the server's. */
static void test_no_descriptor_left(void **state)
{
	struct test *t = *state;
	struct rlimit before, now;
	server_route(&t->server, "/ok", OK("", DOCUMENT));
	server_start(&t->server);
	struct str urls[] = {server_url(&t->server, "/ok"),
		str_printf(&t->arena, "http://localhost:%d/ok", t->server.port)};
	int next = dup(0);
	assert_int_equal(getrlimit(RLIMIT_NOFILE, &before), 0);
	now = before;
	now.rlim_cur = (rlim_t)next;
	close(next);
	for (int i = 0; i < 2; i++) {
		assert_int_equal(setrlimit(RLIMIT_NOFILE, &now), 0);
		const struct fetch_response *r = fetch_request(t, (struct fetch_request){.url = urls[i]});
		assert_int_equal(setrlimit(RLIMIT_NOFILE, &before), 0);
		assert_int_equal(r->outcome, FETCH_UNABLE);
		assert_true(has(r->problem, "this machine could not ask"));
		assert_true(has(r->problem, "Too many open files"));
	}
	assert_int_equal(fetch(t, "/ok")->outcome, FETCH_DONE);
	assert_int_equal(t->server.request_count, 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_ok),
		TEST(test_head),
		TEST(test_validators),
		TEST(test_injection),
		TEST(test_headers),
		TEST(test_stay),
		TEST(test_gzip),
		TEST(test_no_coding),
		TEST(test_deflate),
		TEST(test_truncated),
		TEST(test_not_sane),
		TEST(test_max_bytes),
		TEST(test_redirects),
		TEST(test_post),
		TEST(test_retry_after),
		TEST(test_guard),
		TEST(test_addresses),
		TEST(test_unreachable),
		TEST(test_no_descriptor_left),
		TEST(test_not_before),
		TEST(test_pace),
		TEST(test_done_submits),
		TEST(test_stop),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
