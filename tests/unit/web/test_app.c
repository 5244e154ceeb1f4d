/* An application of its own on web/: a table of routes, and another idea of a visitor than the
 * desk's. Answered without a connection, and once over one. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <arpa/inet.h>
#include <pthread.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/date.h"
#include "web/server.h"

/* Visitors say their name in the query. */
struct door {
	struct str visitor;
	int begun, ended, refused, undone;
	bool broken; /* refuse fails, too */
};

typedef bool door_handler(struct door *door, const struct http_request *request,
	struct http_response *response, struct err *err);

static bool greet(struct door *door, const struct http_request *request,
	struct http_response *response, struct err *err)
{
	(void)request;
	(void)err;
	buf_addf(&response->body, "Hello, " STR_FMT ".", STR_ARG(door->visitor));
	return true;
}

static bool show_number(struct door *door, const struct http_request *request,
	struct http_response *response, struct err *err)
{
	(void)door;
	(void)err;
	buf_addf(&response->body, "Number %lld.", (long long)http_path_id(request));
	return true;
}

static bool break_off(struct door *door, const struct http_request *request,
	struct http_response *response, struct err *err)
{
	(void)door;
	(void)request;
	http_header_set(response, "X-Half", S("done"));
	response->type = S("text/csv");
	buf_add(&response->body, S("half of a pa"));
	return err_set_kind(err, ERR_STORE, "the store is gone");
}

static bool overflow(struct door *door, const struct http_request *request,
	struct http_response *response, struct err *err)
{
	(void)door;
	(void)request;
	(void)err;
	while (buf_ok(&response->body))
		buf_add(&response->body, S("more and more of it"));
	return true;
}

struct door_route {
	struct route at;
	door_handler *handler;
};
static const struct door_route ROUTES[] = {
	{{HTTP_GET, "/"}, greet},
	{{HTTP_GET, "/number/{id}"}, show_number},
	{{HTTP_POST, "/confirm"}, greet},
	{{HTTP_GET, "/fail"}, break_off},
	{{HTTP_GET, "/overflow"}, overflow},
	{{HTTP_GET, NULL}, NULL},
};

static bool door_begin(void *data, const struct http_request *request, struct err *err)
{
	struct door *door = data;
	door->begun++;
	door->visitor = http_param(&request->query, "name");
	return !str_eq(door->visitor, S("nobody")) || err_set(err, "nobody is not let in");
}

static bool door_answer(void *data, const struct route *at, const struct http_request *request,
	struct http_response *response, struct err *err)
{
	const struct door_route *route = (const struct door_route *)at;
	return route->handler(data, request, response, err);
}

static bool door_refuse(void *data, const struct http_request *request,
	struct http_response *response, int status, struct err *err)
{
	struct door *door = data;
	(void)request;
	door->refused++;
	door->undone += status == 500;
	return door->broken ? err_set(err, "broken") : http_text(response, status, S("No.\n"));
}

static void door_end(void *data, struct http_response *response)
{
	struct door *door = data;
	door->ended++;
	response->user = door->visitor;
	door->visitor = STR_NONE;
}

static size_t door_body_max(void *data, const struct http_request *request)
{
	(void)data;
	(void)request;
	return 100;
}

static struct str door_cache_scope(void *data, const struct http_request *request)
{
	(void)data;
	(void)request;
	return STR_NONE;
}

static int64_t door_version(void *data)
{
	(void)data;
	return -1;
}

static struct web_app app_of(struct door *door)
{
	return (struct web_app){
		.name = "door",
		.user_word = "subscriber",
		.data = door,
		.routes = {&ROUTES[0].at, sizeof *ROUTES},
		.begin = door_begin,
		.answer = door_answer,
		.refuse = door_refuse,
		.end = door_end,
		.body_max = door_body_max,
		.cache_scope = door_cache_scope,
		.version = door_version,
	};
}

/* What is answered for a target: the body begins so. */
static int answered(struct door *door, enum http_method method, const char *target,
	const char *begins, char problem[static 1024])
{
	struct arena a CLEANUP_ARENA = {0};
	struct web_app app = app_of(door);
	struct http_request request = {.a = &a, .method = method, .target = str_of(target)};
	struct http_response response = {.status = 200, .body = buf_new(1000)};
	struct err err;
	web_app_answer(&app, &request, &response, &err);
	if (!str_starts(buf_str(&response.body), str_of(begins)))
		fail_msg("%s: %s", target, response.body.p);
	if (response.status == 405)
		assert_true(str_eq(response.headers[0].name, S("Allow")));
	else
		assert_int_equal(response.header_count, 0);
	assert_true(response.status == 200 ? !response.type.n : str_starts(response.type, S("text/p")));
	buf_free(&response.body);
	memcpy(problem, err.text, sizeof err.text);
	return response.status;
}

static void a_handler_answers(void **state)
{
	struct door door = {0};
	char problem[1024];
	(void)state;
	assert_int_equal(answered(&door, HTTP_GET, "/?name=Ana", "Hello, Ana.", problem), 200);
	assert_int_equal(answered(&door, HTTP_GET, "/number/12", "Number 12.", problem), 200);
	assert_string_equal(problem, "");
	assert_int_equal(door.begun, 2);
	assert_int_equal(door.ended, 2);
	assert_int_equal(door.refused, 0);
}

static void what_has_no_handler_is_refused(void **state)
{
	struct door door = {0};
	char problem[1024];
	(void)state;
	assert_int_equal(answered(&door, HTTP_GET, "//", "No.", problem), 400);
	assert_int_equal(door.begun, 0);
	assert_int_equal(answered(&door, HTTP_GET, "/nowhere", "No.", problem), 404);
	assert_int_equal(answered(&door, HTTP_GET, "/confirm", "No.", problem), 405);
	assert_int_equal(door.begun, 2);
	assert_int_equal(door.ended, 3);
	assert_string_equal(problem, "");
}

static void a_failure_becomes_a_whole_page(void **state)
{
	struct door door = {0};
	char problem[1024];
	(void)state;
	assert_int_equal(answered(&door, HTTP_GET, "/fail", "No.", problem), 500);
	assert_string_equal(problem, "the store is gone");
	assert_int_equal(answered(&door, HTTP_GET, "/?name=nobody", "No.", problem), 500);
	assert_string_equal(problem, "nobody is not let in");
	assert_int_equal(answered(&door, HTTP_GET, "/overflow", "No.", problem), 500);
	assert_string_equal(problem, "the page is too long");
	door.broken = true;
	assert_int_equal(answered(&door, HTTP_GET, "/fail", "Something went wrong", problem), 500);
	assert_string_equal(problem, "the store is gone");
	assert_int_equal(door.undone, 4);
	assert_int_equal(door.ended, 4);
}

static volatile int stop;

static void *serve(void *user)
{
	struct err err;
	return (void *)(uintptr_t)server_run(user, &stop, &err);
}

/* All that comes back on a new connection. */
static struct str over_the_wire(struct arena *a, int port, const char *sent)
{
	struct sockaddr_in at = {.sin_family = AF_INET, .sin_port = htons((uint16_t)port)};
	char bytes[4096];
	size_t n = 0;
	ssize_t got;
	int fd = socket(AF_INET, SOCK_STREAM, 0);
	at.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
	assert_int_equal(connect(fd, (struct sockaddr *)&at, sizeof at), 0);
	assert_int_equal(write(fd, sent, strlen(sent)), strlen(sent));
	while ((got = read(fd, bytes + n, sizeof bytes - n)) > 0)
		n += (size_t)got;
	close(fd);
	return str_copy(a, (struct str){bytes, n});
}

static int64_t no_time(void *user)
{
	(void)user;
	return 0;
}

static void a_server_carries_it(void **state)
{
	struct arena a CLEANUP_ARENA = {0};
	struct door door = {0};
	struct web_app app = app_of(&door);
	struct server_options options = {
		.app = &app, .listen = S("127.0.0.1:0"), .clock = no_time, .quiet = true};
	struct err err;
	pthread_t thread;
	void *well;
	(void)state;
	struct server *server = server_start(&options, &err);
	assert_non_null(server);
	int port = atoi(server_address(server).p + strlen("http://127.0.0.1:"));
	assert_int_equal(pthread_create(&thread, NULL, serve, server), 0);
	struct str page = over_the_wire(
		&a, port, "GET /?name=Ana HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
	assert_true(str_starts(page, S("HTTP/1.1 200 OK\r\n")));
	assert_true(str_ends(page, S("\r\n\r\nHello, Ana.")));
	page = over_the_wire(&a, port,
		"POST /confirm HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
		"Content-Length: 101\r\n\r\n"
		"a=23456789b123456789c123456789d123456789e123456789"
		"f123456789g123456789h123456789i123456789j123456789+");
	assert_true(str_starts(page, S("HTTP/1.1 413 ")));
	assert_true(str_ends(page, S("\r\n\r\nThat is more than this door takes.\n")));
	stop = 1;
	pthread_join(thread, &well);
	assert_non_null(well);
	assert_int_equal(server_metrics(server)->requests[2], 1);
	assert_int_equal(server_metrics(server)->requests[4], 1);
	server_stop(server);
}

static void an_address_that_cannot_be_had(void **state)
{
	struct door door = {0};
	struct web_app app = app_of(&door);
	struct server_options options = {.app = &app, .listen = S("nowhere"), .clock = no_time};
	struct err err;
	(void)state;
	assert_null(server_start(&options, &err));
	assert_int_equal(err.kind, ERR_USER);
	options.listen = S("192.0.2.1:0");
	assert_null(server_start(&options, &err));
	assert_int_equal(err.kind, ERR_SYSTEM);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_handler_answers),
		cmocka_unit_test(what_has_no_handler_is_refused),
		cmocka_unit_test(a_failure_becomes_a_whole_page),
		cmocka_unit_test(a_server_carries_it),
		cmocka_unit_test(an_address_that_cannot_be_had),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
