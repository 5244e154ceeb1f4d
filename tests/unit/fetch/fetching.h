/* fetching: a server, a fetcher that asks it, and what came, for tests. */
#ifndef TEST_FETCHING_H
#define TEST_FETCHING_H

#include <stdlib.h>

#include "base/clock.h"
#include "fetch/fetch.h"
#include "server.h"

#define DOCUMENT "<rss version=\"2.0\"><channel><title>t</title></channel></rss>"
#define OK(fields, body) S("HTTP/1.1 200 OK\r\n" fields "\r\n" body)

/* A server, a fetcher that may connect to it, and a copy of the last response. */
struct test {
	struct server server, other;
	struct fetcher *fetcher;
	struct arena arena;
	struct fetch_response last;
	int count, paced;
};

static inline int set_up(void **state)
{
	struct test *t = calloc(1, sizeof *t);
	struct str servers[] = {S("127.0.0.1"), S("127.0.0.3")};
	struct strs allow = {servers, 2};
	struct fetch_options options = {
		.at_once = 4, .per_host = 2, .allow = &allow, .user_agent = S("Tidings/test")};
	t->fetcher = fetcher_new(&options, NULL);
	*state = t;
	return 0;
}

static inline int tear_down(void **state)
{
	struct test *t = *state;
	fetcher_free(t->fetcher);
	if (t->server.port)
		server_stop(&t->server);
	if (t->other.port)
		server_stop(&t->other);
	arena_free(&t->arena);
	free(t);
	return 0;
}

static inline void on_done(void *user, const struct fetch_response *r)
{
	struct test *t = user;
	struct strs lines = {0};
	for (size_t i = 0; i < r->headers.n; i++)
		strs_add(&t->arena, &lines, str_copy(&t->arena, r->headers.v[i]));
	t->last = *r;
	t->last.problem = str_copy(&t->arena, r->problem);
	t->last.body = str_copy(&t->arena, r->body);
	t->last.content_type = str_copy(&t->arena, r->content_type);
	t->last.etag = str_copy(&t->arena, r->etag);
	t->last.last_modified = str_copy(&t->arena, r->last_modified);
	t->last.url = str_copy(&t->arena, r->url);
	t->last.moved_to = str_copy(&t->arena, r->moved_to);
	t->last.headers = lines;
	t->count++;
}

static inline const struct fetch_response *fetch_request(
	struct test *t, struct fetch_request request)
{
	int before = t->count;
	if (!request.max_bytes)
		request.max_bytes = 1 << 20;
	fetcher_submit(t->fetcher, &request, on_done, t);
	fetcher_run(t->fetcher, NULL);
	assert_int_equal(t->count, before + 1);
	return &t->last;
}

static inline const struct fetch_response *fetch(struct test *t, const char *path)
{
	return fetch_request(t, (struct fetch_request){.url = server_url(&t->server, path)});
}

static inline void assert_str(struct str actual, struct str expected)
{
	if (!str_eq(actual, expected))
		print_error("\"" STR_FMT "\" is not \"" STR_FMT "\"\n", STR_ARG(actual), STR_ARG(expected));
	assert_true(str_eq(actual, expected));
}

static inline bool has(struct str text, const char *part)
{
	return str_find(text, str_of(part)) != STR_NOT_FOUND;
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

#endif
