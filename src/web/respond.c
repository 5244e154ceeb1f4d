#include "web/respond.h"

#include <assert.h>
#include <stdio.h>

#include "base/clock.h"
#include "web/access_log.h"
#include "web/form.h"

enum { LOG_LINE_MAX = 64 << 10 };

/* A request on its way through this file. */
struct answering {
	struct responder *responder;
	struct exchange *exchange;
	struct MHD_Connection *connection;
	struct reply_key key;
	struct access access;
	struct err problem;
};

void respond_new_turn(struct responder *responder)
{
	responder->version_known = false;
}

static int64_t present_version(struct responder *responder)
{
	if (!responder->version_known)
		responder->version = responder->app->version(responder->app->data);
	responder->version_known = true;
	return responder->version;
}

/* Reads the form of a POST, or takes its body as it is. False with the status to answer with. */
static bool read_form(struct exchange *exchange, int *status)
{
	struct http_request *request = &exchange->request;
	*status = 413;
	if (exchange->raw) {
		request->body = buf_str(&exchange->body);
		request->content_type = exchange->content_type;
		return buf_ok(&exchange->body);
	}
	return buf_ok(&exchange->body) &&
		(request->method != HTTP_POST ||
			form_body(request->a, exchange->content_type, buf_str(&exchange->body), &request->form,
				status));
}

/* The application's answer; for a request that cannot be read, one line of text. */
static void make_response(struct answering *this, struct http_response *response)
{
	const struct web_app *app = this->responder->app;
	struct exchange *exchange = this->exchange;
	struct http_request *request = &exchange->request;
	int status;
	bool read = read_form(exchange, &status);
	if (exchange->ambiguous) {
		http_text(response, 400, S("This request can be read in more than one way.\n"));
	} else if (exchange->unknown_method) {
		http_header_set(response, "Allow", S("GET, HEAD, POST"));
		http_text(response, 405, S("This address is not asked for like that.\n"));
	} else if (!read) {
		http_text(response, status,
			status == 413 ?
				str_printf(request->a, "That is more than this %s takes.\n", app->name) :
				S("This form cannot be read.\n"));
	} else {
		web_app_answer(app, request, response, &this->problem);
	}
}

static bool may_be_kept(const struct answering *this, const struct http_response *response)
{
	return this->key.version >= 0 && this->exchange->request.method == HTTP_GET &&
		response->status == 200 && !response->no_store && (response->user.n || response->immutable);
}

/* Lets the application answer, and keeps the reply in the cache where that is allowed. Returns the
 * status that is sent; 0 when none could be sent. */
static int answer_anew(struct answering *this)
{
	struct reply_cache *cache = &this->responder->cache;
	const struct http_request *request = &this->exchange->request;
	struct http_response response = {.status = 200, .body = buf_new(HTTP_BODY_MAX)};
	struct reply reply;
	make_response(this, &response);
	bool keep = may_be_kept(this, &response);
	bool made = reply_make(&reply, &response, keep || reply_takes_gzip(request->accept_encoding));
	buf_free(&response.body);
	if (!made)
		return 0;
	this->access.user = response.user;
	int status = reply_send(&reply, this->connection, request, &this->access.bytes);
	if (!keep || !reply_cache_keep(cache, &this->key, &reply))
		reply_free(&reply);
	return status;
}

/* Pages of one user, and pages that are everybody's, by their address. */
static struct reply_key key_of(struct responder *responder, const struct exchange *exchange)
{
	const struct http_request *request = &exchange->request;
	bool asks = request->method == HTTP_GET && !exchange->unknown_method && !exchange->ambiguous;
	struct str scope = responder->app->cache_scope(responder->app->data, request);
	const struct str parts[] = {
		scope, request->root, request->target, request->script ? S("script") : S("page")};
	return (struct reply_key){
		.page = hash_strs(parts, sizeof parts / sizeof *parts),
		.version = asks ? present_version(responder) : -1,
		.minute = request->now / 60,
	};
}

static void answer_request(struct answering *this)
{
	struct responder *responder = this->responder;
	const struct reply *kept =
		this->key.version >= 0 ? reply_cache_find(&responder->cache, &this->key) : NULL;
	if (kept) {
		this->access.user = str_of(kept->user);
		this->access.status = reply_send(
			kept, this->connection, &this->exchange->request, &this->access.bytes);
		responder->metrics.cached++;
	} else {
		this->access.status = answer_anew(this);
		respond_new_turn(responder); /* the handler may have changed something */
	}
}

static void count_and_log(const struct answering *this)
{
	const struct access *access = &this->access;
	struct buf line CLEANUP_BUF = buf_new(LOG_LINE_MAX);
	metrics_count_request(
		&this->responder->metrics, access->status, access->bytes, access->took_us);
	if (this->responder->quiet && !*access->problem)
		return;
	access_log_write(access, &line);
	fwrite(line.p, 1, line.n, stderr);
}

bool respond_to(
	struct responder *responder, struct exchange *exchange, struct MHD_Connection *connection)
{
	assert(exchange->begun);
	int64_t began = clock_us();
	struct answering this = {
		.responder = responder,
		.exchange = exchange,
		.connection = connection,
		.key = key_of(responder, exchange),
	};
	this.access = (struct access){.request = &exchange->request,
		.user_word = responder->app->user_word,
		.problem = this.problem.text};
	answer_request(&this);
	this.access.took_us = clock_us() - began;
	count_and_log(&this);
	return this.access.status != 0;
}
