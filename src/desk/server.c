#include <microhttpd.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

#include "base/utf8.h"
#include "desk/connections.h"
#include "desk/desk_parts.h"
#include "desk/exchange.h"
#include "desk/form.h"
#include "desk/guard.h"
#include "desk/journal.h"
#include "desk/listen.h"
#include "desk/page.h"
#include "desk/reply.h"

enum {
	CONNECTION_MEMORY = 24 << 10, /* of each: request line and headers have to fit */
	DISCARD_MAX = 4 << 20, /* of a body that is too long, so that the browser hears why before it
							  stops sending */
	SILENCE_SECONDS = 20,  /* a connection on which nothing moves */
	ROUND_MS = 1000,
	LOG_BUFFER = 32 << 10,
	STOP_MS = 10000, /* how long requests that have begun are waited for */
};

/* A desk with its connections and what is kept between requests. `desk` is first: the rest of the
 * room sees no more of it. */
struct listener {
	struct desk desk;
	struct desk_server server;
	struct MHD_Daemon *daemon;
	struct connections connections;
	struct reply_cache replies;
	struct str url;
	int64_t pinned;
	bool quiet;
	size_t exchanges; /* requests that have begun and not ended */
	int64_t stamp;    /* of the store, as it was read in this round; meanwhile nobody but us changes
						 what we know of it */
	bool stamped;
};

static int64_t clock_us(void)
{
	struct timespec t;
	clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * 1000000 + t.tv_nsec / 1000;
}

/* The form of the body, and the answer; a body that cannot be read is told so. */
static void make_response(struct listener *listener, struct exchange *exchange,
	struct http_response *response, struct err *problem)
{
	struct http_request *request = &exchange->request;
	int status = 413;
	bool read = buf_ok(&exchange->body) &&
		(request->method != HTTP_POST ||
			form_body(request->a, exchange->content_type, buf_str(&exchange->body), &request->form,
				&status));
	if (exchange->ambiguous) {
		http_text(response, 400, S("This request can be read in more than one way.\n"));
	} else if (exchange->unknown_method) {
		http_header_set(response, "Allow", S("GET, HEAD, POST"));
		http_text(response, 405, S("This address is not asked for like that.\n"));
	} else if (!read) {
		http_text(response, status,
			status == 413 ? S("That is more than this desk takes.\n") :
							S("This form cannot be read.\n"));
	} else {
		answer(&listener->desk, request, response, problem);
	}
}

/* Pages of one visitor, and what is everybody's, by their address. */
static struct hash reply_key(const struct http_request *request)
{
	struct str who = guard_is_private(request) ? guard_cookie(request, COOKIE_SESSION) : STR_NONE;
	return hash_strs(
		(struct str[]){who, request->target, request->script ? S("script") : S("page")}, 3);
}

static bool may_be_kept(const struct listener *listener, const struct http_request *request,
	const struct http_response *response)
{
	return request->method == HTTP_GET && response->status == 200 && !response->uncached &&
		(listener->desk.visitor.known || response->lasting);
}

static void tell(struct listener *listener, const struct journal_entry *entry)
{
	struct buf line CLEANUP_BUF = buf_new(64 << 10);
	metrics_request(&listener->server.metrics, entry->status, entry->bytes, entry->took_us);
	if (listener->quiet && !*entry->problem)
		return;
	journal_write(entry, &line);
	fwrite(line.p, 1, line.n, stderr);
}

/* Makes the answer anew; kept when it may be. */
static int answer_anew(struct listener *listener, struct exchange *exchange,
	struct MHD_Connection *connection, struct hash key, int64_t stamp, struct journal_entry *entry,
	struct err *problem)
{
	struct http_request *request = &exchange->request;
	struct http_response response = {.status = 200, .body = buf_new(HTTP_BODY_MAX)};
	struct reply reply;
	make_response(listener, exchange, &response, problem);
	bool keep = stamp >= 0 && may_be_kept(listener, request, &response);
	bool made = reply_make(&reply, &response, keep || reply_takes_gzip(request->accept_encoding));
	buf_free(&response.body);
	if (!made)
		return 0;
	if (listener->desk.visitor.known)
		entry->editor = listener->desk.visitor.editor.name;
	snprintf(reply.who, sizeof reply.who, STR_FMT,
		STR_ARG(utf8_cut(entry->editor, sizeof reply.who - 1)));
	int status = reply_send(&reply, connection, request, &entry->bytes);
	if (!keep || !reply_keep(&listener->replies, key, stamp, request->now / 60, &reply))
		reply_free(&reply);
	return status;
}

/* Asking the store takes longer than sending a page, and requests come in swarms: one asks for all
 * that are answered in the same round. */
static int64_t present_stamp(struct listener *listener)
{
	if (!listener->stamped)
		listener->stamp = store_stamp(listener->desk.store);
	listener->stamped = true;
	return listener->stamp;
}

static enum MHD_Result respond(
	struct listener *listener, struct exchange *exchange, struct MHD_Connection *connection)
{
	const struct http_request *request = &exchange->request;
	struct err problem = {0};
	struct journal_entry entry = {.request = request, .problem = problem.text};
	int64_t began = clock_us(),
			stamp = request->method == HTTP_GET && !exchange->unknown_method &&
			!exchange->ambiguous ?
		present_stamp(listener) :
		-1;
	struct hash key = reply_key(request);
	const struct reply *kept =
		stamp >= 0 ? reply_find(&listener->replies, key, stamp, request->now / 60) : NULL;
	if (kept) {
		entry.status = reply_send(kept, connection, request, &entry.bytes);
		entry.editor = str_of(kept->who);
		listener->server.metrics.cached++;
	} else {
		entry.status = answer_anew(listener, exchange, connection, key, stamp, &entry, &problem);
		listener->stamped = false;
	}
	entry.took_us = clock_us() - began;
	tell(listener, &entry);
	listener->desk.visitor = (struct visitor){0}; /* it lived in the request's arena */
	return entry.status ? MHD_YES : MHD_NO;
}

/* A body that is far longer than it may be is not waited for, nor is one of which nobody can say
 * where it ends. */
static bool is_not_taken(
	struct listener *listener, struct exchange *exchange, struct MHD_Connection *connection)
{
	if (exchange->ambiguous)
		return true;
	bool had_session = guard_cookie(&exchange->request, COOKIE_SESSION).n > 0;
	size_t most = visitor_is_known(&listener->desk, &exchange->request) ? BODY_MAX :
		had_session                                                     ? RESUME_BODY_MAX :
																		  LOGIN_BODY_MAX;
	exchange->body = buf_new(most);
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
	struct listener *listener = user;
	(void)connection;
	listener->exchanges++;
	return exchange_new(str_of(target));
}

/* Called when the headers are there, for each part of the body, and at its end. */
static enum MHD_Result on_request(void *user, struct MHD_Connection *connection, const char *url,
	const char *method, const char *version, const char *data, size_t *n, void **held)
{
	struct listener *listener = user;
	struct exchange *exchange = *held;
	const struct connection *from = connection_of(connection);
	(void)url;
	if (!exchange || !from)
		return MHD_NO;
	if (!exchange->begun) {
		exchange->begun = true;
		exchange_read(exchange, connection, from, method, version,
			listener->pinned != NO_TIME ? listener->pinned : time(NULL));
		return is_not_taken(listener, exchange, connection) ?
			respond(listener, exchange, connection) :
			MHD_YES;
	}
	if (*n) {
		buf_add(&exchange->body, (struct str){data, *n});
		*n = 0;
		return MHD_YES;
	}
	return respond(listener, exchange, connection);
}

static void on_end(
	void *user, struct MHD_Connection *connection, void **held, enum MHD_RequestTerminationCode how)
{
	struct listener *listener = user;
	struct connection *from = connection_of(connection);
	(void)how;
	if (from)
		from->since = desk_clock_ms();
	if (*held) {
		exchange_free(*held);
		listener->exchanges--;
	}
	*held = NULL;
}

static enum MHD_Result on_accept(void *user, const struct sockaddr *address, socklen_t n)
{
	struct listener *listener = user;
	(void)n;
	if (connections_welcome(&listener->connections, address))
		return MHD_YES;
	listener->server.metrics.refused++;
	return MHD_NO;
}

static void on_connection(void *user, struct MHD_Connection *connection, void **context,
	enum MHD_ConnectionNotificationCode how)
{
	struct listener *listener = user;
	if (how == MHD_CONNECTION_NOTIFY_STARTED)
		*context = connections_add(&listener->connections, connection, desk_clock_ms());
	else if (*context)
		connections_remove(&listener->connections, *context);
	listener->server.metrics.connections = listener->connections.n;
}

static bool start_daemon(struct listener *listener, struct str listen, struct err *err)
{
	int fd = listen_at(&listener->desk.arena, listen, &listener->url, err);
	if (fd < 0)
		return false;
	listener->daemon = MHD_start_daemon(MHD_USE_EPOLL, 0, on_accept, listener, on_request, listener,
		MHD_OPTION_LISTEN_SOCKET, fd, MHD_OPTION_CONNECTION_LIMIT, (unsigned)CONNECTIONS,
		MHD_OPTION_CONNECTION_MEMORY_LIMIT, (size_t)CONNECTION_MEMORY,
		MHD_OPTION_CONNECTION_TIMEOUT, (unsigned)SILENCE_SECONDS, MHD_OPTION_STRICT_FOR_CLIENT, 1,
		MHD_OPTION_SIGPIPE_HANDLED_BY_APP, 1, MHD_OPTION_URI_LOG_CALLBACK, on_line, listener,
		MHD_OPTION_NOTIFY_COMPLETED, on_end, listener, MHD_OPTION_NOTIFY_CONNECTION, on_connection,
		listener, MHD_OPTION_END);
	if (listener->daemon)
		return true;
	close(fd);
	return err_set(err, "the server cannot start");
}

static bool start(struct listener *listener, const struct desk_options *options, struct err *err)
{
	struct desk *desk = &listener->desk;
	*desk = (struct desk){
		.site = options->site, .store = options->store, .server = &listener->server};
	desk->templates = templates_of(&desk->arena,
		str_printf(&desk->arena, STR_FMT "/templates", STR_ARG(options->site->folder)));
	listener->server.metrics_token = str_copy(&desk->arena, options->metrics_token);
	listener->server.metrics.started = time(NULL);
	listener->pinned = options->pinned;
	listener->quiet = options->quiet;
	return store_stay_small(desk->store, err) && assets_read(desk, err) &&
		start_daemon(listener, options->listen, err);
}

struct desk *desk_start(const struct desk_options *options, struct err *err)
{
	struct listener *listener = xalloc(sizeof *listener);
	memset(listener, 0, sizeof *listener);
	if (start(listener, options, err))
		return &listener->desk;
	desk_stop(&listener->desk);
	return NULL;
}

struct str desk_address(const struct desk *desk)
{
	return ((const struct listener *)desk)->url;
}

/* Waits until something comes, and answers all that is there. The log is written once for all of
 * it. */
static bool serve_round(struct listener *listener, int wait_ms)
{
	bool well = MHD_run_wait(listener->daemon, wait_ms) == MHD_YES;
	listener->stamped = false;
	fflush(stderr);
	return well;
}

/* Nobody new comes in; who is being answered is answered. */
static void finish(struct listener *listener)
{
	int fd = MHD_quiesce_daemon(listener->daemon);
	if (fd >= 0)
		close(fd);
	for (int64_t end = desk_clock_ms() + STOP_MS; listener->exchanges && desk_clock_ms() < end;)
		serve_round(listener, 50);
}

bool desk_run(struct desk *desk, const volatile int *stop, struct err *err)
{
	struct listener *listener = (struct listener *)desk;
	setvbuf(stderr, NULL, _IOFBF, LOG_BUFFER);
	while (!*stop) {
		if (!serve_round(listener, ROUND_MS))
			return err_set(err, "the server cannot go on");
		listener->server.metrics.cut += connections_cut(&listener->connections, desk_clock_ms());
	}
	finish(listener);
	return true;
}

void desk_stop(struct desk *desk)
{
	struct listener *listener = (struct listener *)desk;
	if (listener->daemon)
		MHD_stop_daemon(listener->daemon);
	reply_cache_free(&listener->replies);
	arena_free(&desk->arena);
	free(listener);
}
