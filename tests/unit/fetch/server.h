/* server: a very small HTTP server on loopback, in a thread, for tests. It answers each path with
 * prepared bytes, closes the connection, and keeps the requests. A route without bytes is never
 * answered. */
#ifndef TEST_SERVER_H
#define TEST_SERVER_H

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <pthread.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "base/arena.h"

enum { SERVER_ROUTES = 16, SERVER_REQUESTS = 64, SERVER_OPEN = 8 };

struct route {
	const char *path;
	struct str bytes;
};

struct server {
	struct arena arena;
	uint32_t host; /* 127.0.0.1 when it is 0 */
	int listener, stop[2], open[SERVER_OPEN], open_count, port;
	pthread_t thread;
	struct route routes[SERVER_ROUTES];
	size_t route_count;
	struct str requests[SERVER_REQUESTS]; /* as they came, header and body */
	size_t request_count;
};

static inline void server_route(struct server *s, const char *path, struct str bytes)
{
	assert_true(s->route_count < SERVER_ROUTES);
	s->routes[s->route_count++] = (struct route){path, bytes};
}

static inline struct str server_find(const struct server *s, struct str request)
{
	struct str rest = request;
	str_cut(&rest, ' ');
	struct str path = str_cut(&rest, ' ');
	for (size_t i = 0; i < s->route_count; i++)
		if (str_eq(path, str_of(s->routes[i].path)))
			return s->routes[i].bytes;
	return S("HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n");
}

/* Requests are small here: each comes in one piece, or its body in a second one. */
static inline struct str server_read(struct server *s, int connection)
{
	char text[8192];
	size_t n = 0;
	for (;;) {
		ssize_t got = recv(connection, text + n, sizeof text - n, 0);
		n += got > 0 ? (size_t)got : 0;
		struct str all = {text, n};
		size_t end = str_find(all, S("\r\n\r\n")), length = str_find(all, S("Content-Length: "));
		long body = length == STR_NOT_FOUND ? 0 : atol(text + length + 16);
		if (got <= 0 || (end != STR_NOT_FOUND && n >= end + 4 + (size_t)body))
			return str_copy(&s->arena, all);
	}
}

/* With a header line that says that the connection is closed: a client that was not told may send
 * the next request into it, which then is lost or not, as it happens. */
static inline void server_send(int connection, struct str bytes)
{
	static const char said[] = "Connection: close\r\n";
	size_t line = str_starts(bytes, S("HTTP/1.1 ")) ? str_find(bytes, S("\r\n")) : STR_NOT_FOUND;
	if (line == STR_NOT_FOUND) {
		send(connection, bytes.p, bytes.n, MSG_NOSIGNAL);
		return;
	}
	send(connection, bytes.p, line + 2, MSG_NOSIGNAL | MSG_MORE);
	send(connection, said, strlen(said), MSG_NOSIGNAL | MSG_MORE);
	send(connection, bytes.p + line + 2, bytes.n - line - 2, MSG_NOSIGNAL);
}

static inline void server_answer(struct server *s, int connection)
{
	struct str request = server_read(s, connection), bytes = server_find(s, request);
	if (s->request_count < SERVER_REQUESTS)
		s->requests[s->request_count++] = request;
	if (!bytes.n && s->open_count < SERVER_OPEN) {
		s->open[s->open_count++] = connection;
		return;
	}
	server_send(connection, bytes);
	close(connection);
}

static inline void *server_loop(void *user)
{
	struct server *s = user;
	struct pollfd wait[2] = {
		{.fd = s->listener, .events = POLLIN}, {.fd = s->stop[0], .events = POLLIN}};
	while (poll(wait, 2, -1) > 0 && !wait[1].revents)
		server_answer(s, accept(s->listener, NULL, NULL));
	return NULL;
}

static inline void server_start(struct server *s)
{
	struct sockaddr_in address = {
		.sin_family = AF_INET, .sin_addr.s_addr = htonl(s->host ? s->host : INADDR_LOOPBACK)};
	socklen_t n = sizeof address;
	s->listener = socket(AF_INET, SOCK_STREAM, 0);
	assert_int_equal(bind(s->listener, (const struct sockaddr *)&address, n), 0);
	assert_int_equal(listen(s->listener, 16), 0);
	assert_int_equal(getsockname(s->listener, (struct sockaddr *)&address, &n), 0);
	assert_int_equal(pipe(s->stop), 0);
	s->port = ntohs(address.sin_port);
	assert_int_equal(pthread_create(&s->thread, NULL, server_loop, s), 0);
}

static inline void server_stop(struct server *s)
{
	close(s->stop[1]);
	pthread_join(s->thread, NULL);
	for (int i = 0; i < s->open_count; i++)
		close(s->open[i]);
	close(s->listener);
	close(s->stop[0]);
	arena_free(&s->arena);
}

/* "http://127.0.0.1:PORT" and the path. */
static inline struct str server_url(struct server *s, const char *path)
{
	return str_printf(&s->arena, "http://127.0.0.1:%d%s", s->port, path);
}

#endif
