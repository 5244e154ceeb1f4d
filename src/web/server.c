#include "web/server.h"

#include <assert.h>
#include <microhttpd.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>
#include "web/root.h"

#include "base/alloc.h"
#include "base/clock.h"
#include "base/date.h"
#include "base/url.h"
#include "web/listen.h"
#include "web/respond.h"

enum {
	CONNECTION_MEMORY = 24 << 10, /* of each connection: request line and headers have to fit */
	DISCARD_MAX = 4 << 20, /* of a body that is too long so much is read and thrown away: a browser
							* reads the answer only after it has sent all */
	SILENCE_SECONDS = 20,  /* a connection on which nothing moves is closed */
	TURN_MS = 1000,        /* the longest wait before *stop is looked at again */
	LOG_BUFFER = 32 << 10,
	STOP_MS = 10000, /* how long requests that have begun may still take when the server stops */
};

struct server {
	struct responder responder;
	struct connections connections;
	struct MHD_Daemon *daemon;
	struct arena arena;
	struct str url;
	struct exchange_place place;
	int64_t (*clock)(void *user);
	void *clock_user;
	size_t exchanges; /* requests that have begun and not ended */
};

/* Whether the body need not be waited for: nobody can say where it ends, or it is far longer than
 * it may be. Otherwise the exchange gets room for it. */
static bool is_refused_unread(
	struct server *server, struct exchange *exchange, struct MHD_Connection *connection)
{
	const struct web_app *app = server->responder.app;
	if (exchange->ambiguous)
		return true;
	size_t raw = web_app_raw_max(app, &exchange->request);
	exchange->raw = raw > 0;
	exchange->body = buf_new(raw ? raw : app->body_max(app->data, &exchange->request));
	if (exchange_length(connection) <= DISCARD_MAX)
		return false;
	exchange->body.overflow = true;
	return true;
}

static struct connection *connection_of(struct MHD_Connection *connection)
{
	const union MHD_ConnectionInfo *info = MHD_get_connection_info(
		connection, MHD_CONNECTION_INFO_SOCKET_CONTEXT);
	return info ? info->socket_context : NULL;
}

static void *on_line(void *user, const char *target, struct MHD_Connection *connection)
{
	struct server *server = user;
	(void)connection;
	server->exchanges++;
	return exchange_new(target);
}

static enum MHD_Result respond(
	struct server *server, struct exchange *exchange, struct MHD_Connection *connection)
{
	return respond_to(&server->responder, exchange, connection) ? MHD_YES : MHD_NO;
}

/* libmicrohttpd calls this when the headers are there, for each part of the body, and at its
 * end. */
static enum MHD_Result on_request(void *user, struct MHD_Connection *connection, const char *url,
	const char *method, const char *version, const char *data, size_t *n, void **held)
{
	struct server *server = user;
	struct exchange *exchange = *held;
	const struct connection *from = connection_of(connection);
	(void)url;
	if (!exchange || !from)
		return MHD_NO;
	if (!exchange->begun) {
		const struct exchange_line line = {method, version};
		exchange_read(
			exchange, connection, from, &line, &server->place, server->clock(server->clock_user));
		return is_refused_unread(server, exchange, connection) ?
			respond(server, exchange, connection) :
			MHD_YES;
	}
	if (*n) {
		buf_add(&exchange->body, (struct str){data, *n});
		*n = 0;
		return MHD_YES;
	}
	return respond(server, exchange, connection);
}

static void on_end(
	void *user, struct MHD_Connection *connection, void **held, enum MHD_RequestTerminationCode how)
{
	struct server *server = user;
	struct connection *from = connection_of(connection);
	(void)how;
	if (from)
		from->since = clock_ms();
	if (*held) {
		assert(server->exchanges > 0);
		exchange_free(*held);
		server->exchanges--;
	}
	*held = NULL;
}

static enum MHD_Result on_accept(void *user, const struct sockaddr *address, socklen_t n)
{
	struct server *server = user;
	(void)n;
	if (connections_welcome(&server->connections, address))
		return MHD_YES;
	server->responder.metrics.refused++;
	return MHD_NO;
}

static void on_connection(void *user, struct MHD_Connection *connection, void **context,
	enum MHD_ConnectionNotificationCode how)
{
	struct server *server = user;
	if (how == MHD_CONNECTION_NOTIFY_STARTED)
		*context = connections_add(&server->connections, connection, clock_ms());
	else if (*context)
		connections_remove(&server->connections, *context);
	server->responder.metrics.connections = server->connections.n;
}

static bool start_daemon(struct server *server, struct str listen, struct err *err)
{
	int fd = listen_at(&server->arena, listen, &server->url, err);
	if (fd < 0)
		return false;
	server->daemon = MHD_start_daemon(MHD_USE_EPOLL, 0, on_accept, server, on_request, server,
		MHD_OPTION_LISTEN_SOCKET, fd, MHD_OPTION_CONNECTION_LIMIT, (unsigned)CONNECTIONS,
		MHD_OPTION_CONNECTION_MEMORY_LIMIT, (size_t)CONNECTION_MEMORY,
		MHD_OPTION_CONNECTION_TIMEOUT, (unsigned)SILENCE_SECONDS, MHD_OPTION_STRICT_FOR_CLIENT, 1,
		MHD_OPTION_SIGPIPE_HANDLED_BY_APP, 1, MHD_OPTION_URI_LOG_CALLBACK, on_line, server,
		MHD_OPTION_NOTIFY_COMPLETED, on_end, server, MHD_OPTION_NOTIFY_CONNECTION, on_connection,
		server, MHD_OPTION_END);
	if (server->daemon)
		return true;
	close(fd);
	return err_set_kind(err, ERR_SYSTEM, "the server cannot start");
}

/* "https://desk.example.org:8443/" is asked for as "desk.example.org:8443". */
static void read_place(struct server *server, struct str public_url)
{
	struct arena *a = &server->arena;
	struct url own, public;
	if (url_parse(a, server->url, &own))
		server->place.port = str_or(own.port, S("80"));
	server->place.root = root_of(a, public_url);
	if (public_url.n && url_parse(a, public_url, &public))
		server->place.public = public.port.n ?
			str_printf(a, STR_FMT ":" STR_FMT, STR_ARG(public.host), STR_ARG(public.port)) :
			public.host;
}

struct server *server_start(const struct server_options *options, struct err *err)
{
	struct server *server = alloc_bytes(sizeof *server);
	memset(server, 0, sizeof *server);
	server->responder.app = options->app;
	server->responder.quiet = options->quiet;
	server->clock = options->clock;
	server->clock_user = options->user;
	server->responder.metrics.started = server->clock(server->clock_user);
	if (start_daemon(server, options->listen, err)) {
		read_place(server, options->url);
		return server;
	}
	server_stop(server);
	return NULL;
}

struct str server_address(const struct server *server)
{
	return server->url;
}

const struct metrics *server_metrics(const struct server *server)
{
	return &server->responder.metrics;
}

/* Waits until something comes in, and answers all that is there. The log, whose buffer is large, is
 * written once for all of it. */
static bool serve_turn(struct server *server, int wait_ms)
{
	bool well = MHD_run_wait(server->daemon, wait_ms) == MHD_YES;
	respond_new_turn(&server->responder);
	fflush(stderr);
	return well;
}

/* No new connections; requests that have begun are answered. */
static void finish_requests(struct server *server)
{
	int fd = MHD_quiesce_daemon(server->daemon);
	if (fd >= 0)
		close(fd);
	for (int64_t end = clock_ms() + STOP_MS; server->exchanges && clock_ms() < end;)
		serve_turn(server, 50);
}

bool server_run(struct server *server, const volatile int *stop, struct err *err)
{
	setvbuf(stderr, NULL, _IOFBF, LOG_BUFFER);
	while (!*stop) {
		if (!serve_turn(server, TURN_MS))
			return err_set_kind(err, ERR_SYSTEM, "the server cannot go on");
		server->responder.metrics.cut += connections_cut(&server->connections, clock_ms());
	}
	finish_requests(server);
	return true;
}

void server_stop(struct server *server)
{
	if (!server)
		return;
	if (server->daemon)
		MHD_stop_daemon(server->daemon);
	reply_cache_free(&server->responder.cache);
	arena_free(&server->arena);
	free(server);
}
