#include "fetch/answer.h"

#include <assert.h>
#include <string.h>

#include "base/clock.h"
#include "base/array.h"
#include "base/size.h"
#include "fetch/session.h"

enum { SHOWN_HOST = 200 }; /* bytes of a host name in a message */

/* What libcurl's errors mean, said of the server. The outcome is that of a failure before the
 * header was complete; after it, whatever breaks off an answer makes it FETCH_TRUNCATED. */
static const struct failure {
	CURLcode code;
	enum fetch_outcome outcome;
	enum fetch_failure failure; /* of FETCH_FAILED */
	const char *predicate;      /* "the server example.org PREDICATE" */
} FAILURES[] = {
	{CURLE_COULDNT_RESOLVE_HOST, FETCH_FAILED, FETCH_FAILURE_NAME,
		"was not found: there is no such name, or the name service does not answer"},
	{CURLE_COULDNT_CONNECT, FETCH_FAILED, FETCH_FAILURE_CONNECTION, "could not be reached"},
	{CURLE_PEER_FAILED_VERIFICATION, FETCH_FAILED, FETCH_FAILURE_SECURITY,
		"has a certificate that cannot be trusted"},
	{CURLE_SSL_CONNECT_ERROR, FETCH_FAILED, FETCH_FAILURE_SECURITY,
		"could not agree on a secure connection"},
	{CURLE_SSL_CACERT_BADFILE, FETCH_FAILED, FETCH_FAILURE_BROKEN,
		"cannot be checked: the list of trusted certificates (package ca-certificates) is missing"},
	{CURLE_GOT_NOTHING, FETCH_FAILED, FETCH_FAILURE_BROKEN,
		"closed the connection without an answer"},
	{CURLE_SEND_ERROR, FETCH_FAILED, FETCH_FAILURE_BROKEN, "broke off the connection"},
	{CURLE_RECV_ERROR, FETCH_FAILED, FETCH_FAILURE_BROKEN, "broke off the connection"},
	{CURLE_PARTIAL_FILE, FETCH_FAILED, FETCH_FAILURE_BROKEN, "broke off the connection"},
	{CURLE_HTTP2, FETCH_FAILED, FETCH_FAILURE_BROKEN, "broke off the connection"},
	{CURLE_HTTP2_STREAM, FETCH_FAILED, FETCH_FAILURE_BROKEN, "broke off the connection"},
	{CURLE_UNSUPPORTED_PROTOCOL, FETCH_REFUSED, FETCH_FAILURE_NONE, "does not answer in HTTP"},
	{CURLE_WEIRD_SERVER_REPLY, FETCH_REFUSED, FETCH_FAILURE_NONE,
		"sent an answer that is not well-formed HTTP"},
	/* This is how libcurl reports a header line of more than 100 kB. */
	{CURLE_OUT_OF_MEMORY, FETCH_REFUSED, FETCH_FAILURE_NONE, "sent a header line that is too long"},
	{CURLE_URL_MALFORMAT, FETCH_REFUSED, FETCH_FAILURE_NONE,
		"has an address that is not well-formed"},
};

static const struct failure *failure_of(CURLcode code)
{
	for (size_t i = 0; i < ARRAY_COUNT(FAILURES); i++)
		if (FAILURES[i].code == code)
			return &FAILURES[i];
	return NULL;
}

static struct str host_shown(const struct request *r)
{
	return str_sub(r->host, 0, SHOWN_HOST);
}

/* "the server example.org PREDICATE" */
static void say(struct answer *out, const struct request *r, const char *predicate)
{
	err_set_kind(
		&out->problem, ERR_SOURCE, "the server " STR_FMT " %s", STR_ARG(host_shown(r)), predicate);
}

/* Says which of the two limits it was. */
static void say_too_large(struct answer *out, const struct transfer *t)
{
	const struct request *r = t->request;
	bool whole = t->wire.cap < r->max_bytes;
	char words[SIZE_WORDS];
	err_set_kind(&out->problem, ERR_SOURCE, "the server " STR_FMT " sends %s of more than %s",
		STR_ARG(host_shown(r)), whole ? "answers to one visit" : "a document",
		size_words(whole ? session_bytes(r->session) : r->max_bytes, words));
}

/* Says which of the three time limits it was. */
static void say_timed_out(struct answer *out, const struct transfer *t)
{
	const struct transfer_settings *s = t->settings;
	struct str host = host_shown(t->request);
	curl_off_t connected = 0;
	curl_easy_getinfo(t->easy, CURLINFO_CONNECT_TIME_T, &connected);
	const char *what = "sent next to nothing for";
	long seconds = s->stall_seconds;
	if (t->request->spent)
		what = "was not done with one visit after", seconds = session_seconds(t->request->session);
	else if (clock_ms() >= t->request->deadline)
		what = "was not done after", seconds = s->total_seconds;
	else if (!connected)
		what = "did not answer within", seconds = s->connect_seconds;
	err_set_kind(&out->problem, ERR_SOURCE, "the server " STR_FMT " %s %ld seconds", STR_ARG(host),
		what, seconds);
}

static enum fetch_outcome conclude_unable(
	struct answer *out, const struct request *r, const char *lacks)
{
	err_set_kind(&out->problem, ERR_SYSTEM, "this machine could not ask the server " STR_FMT ": %s",
		STR_ARG(host_shown(r)), lacks);
	return FETCH_UNABLE;
}

/* Where no file can be opened, no name is looked up and no certificate read: libcurl says of these
 * what it says of a server's faults. */
static enum fetch_outcome conclude_failure(
	struct answer *out, const struct transfer *t, CURLcode code)
{
	const struct failure *failure = failure_of(code);
	int lacks = t->status ? 0 : transfer_exhausted();
	if (lacks)
		return conclude_unable(out, t->request, strerror(lacks));
	if (code == CURLE_OPERATION_TIMEDOUT)
		say_timed_out(out, t);
	else if (failure)
		say(out, t->request,
			t->status ? "broke off in the middle of the document" : failure->predicate);
	else
		err_set_kind(&out->problem, ERR_SOURCE, "the server " STR_FMT " could not be asked: %s",
			STR_ARG(host_shown(t->request)), curl_easy_strerror(code));
	if (t->status)
		return FETCH_TRUNCATED;
	out->response.failure = code == CURLE_OPERATION_TIMEDOUT ? FETCH_FAILURE_TIME :
		failure                                              ? failure->failure :
															   FETCH_FAILURE_BROKEN;
	return failure ? failure->outcome : FETCH_FAILED;
}

static enum fetch_outcome conclude_transfer(
	struct answer *out, const struct transfer *t, CURLcode code)
{
	if (t->judged && t->outcome == FETCH_UNABLE)
		return conclude_unable(out, t->request, t->predicate);
	if (t->judged && t->outcome == FETCH_TOO_LARGE) {
		say_too_large(out, t);
		return FETCH_TOO_LARGE;
	}
	if (t->judged) {
		say(out, t->request, t->predicate);
		return t->outcome;
	}
	if (code != CURLE_OK)
		return conclude_failure(out, t, code);
	if (t->status)
		return FETCH_DONE;
	say(out, t->request, "sent no complete answer");
	return FETCH_REFUSED;
}

static enum fetch_outcome outcome_of_decoding(enum decode_result result)
{
	switch (result) {
	case DECODE_DONE: return FETCH_DONE;
	case DECODE_TRUNCATED: return FETCH_TRUNCATED;
	case DECODE_TOO_LARGE: return FETCH_TOO_LARGE;
	case DECODE_CORRUPT: break;
	}
	return FETCH_REFUSED;
}

static void say_undecodable(
	struct answer *out, const struct transfer *t, enum coding coding, enum decode_result result)
{
	if (result == DECODE_TOO_LARGE)
		say_too_large(out, t);
	else if (result == DECODE_TRUNCATED)
		say(out, t->request, "broke off in the middle of the compressed document");
	else
		say(out, t->request,
			coding == CODING_GZIP ? "says that it sends gzip, but that is not what came" :
									"says that it sends deflate, but that is not what came");
}

/* Reads the body of a transfer that is FETCH_DONE or FETCH_TRUNCATED so far. Returns the outcome
 * after decoding, which can only be worse. */
static enum fetch_outcome read_body(
	struct answer *out, const struct transfer *t, struct decoder *decoder)
{
	enum fetch_outcome so_far = out->response.outcome;
	enum coding coding = coding_of(t->head.content_encoding);
	struct str wire = buf_str(&t->wire);
	assert(so_far == FETCH_DONE || so_far == FETCH_TRUNCATED);
	if (coding == CODING_NONE || wire.n == 0) {
		out->response.body = wire;
		return so_far;
	}
	if (coding == CODING_UNKNOWN) {
		say(out, t->request, "sent the document in a content coding that was not asked for");
		return FETCH_REFUSED;
	}
	enum decode_result result = decode_body(
		decoder, coding, wire, t->wire.cap, &out->response.body);
	/* A body that broke off on the wire breaks off in its compressed stream too. */
	if (result == DECODE_DONE || (result == DECODE_TRUNCATED && so_far == FETCH_TRUNCATED))
		return so_far;
	say_undecodable(out, t, coding, result);
	return outcome_of_decoding(result);
}

static bool is_good_status(int status)
{
	return status == 304 || (status >= 200 && status < 300);
}

int fetch_error_status(const struct fetch_response *response)
{
	switch (response->outcome) {
	case FETCH_DONE:
	case FETCH_TRUNCATED:
	case FETCH_TOO_LARGE: return is_good_status(response->status) ? 0 : response->status;
	case FETCH_REFUSED:
	case FETCH_UNABLE:
	case FETCH_FAILED: break;
	}
	return 0;
}

/* An error page is no reason to take an address for the new one. */
static bool is_worth_moving_to(const struct fetch_response *r)
{
	return r->outcome == FETCH_DONE && is_good_status(r->status);
}

static struct str url_text(const struct request *r, struct arena *a)
{
	char *text = NULL;
	if (!r->url || curl_url_get(r->url, CURLUPART_URL, &text, 0) != CURLUE_OK)
		return r->first_url;
	struct str copy = str_copy(a, str_of(text));
	curl_free(text);
	return copy;
}

static void take_headers(
	struct fetch_response *out, const struct head *head, struct arena *a, int64_t now)
{
	out->content_type = head->content_type;
	out->etag = head->etag;
	out->last_modified = head->last_modified;
	out->headers = head_lines(head, a);
	out->retry_after = head_retry_after(head, now);
	out->max_age = head_max_age(head);
}

void answer_make(struct answer *out, struct transfer *t, CURLcode code, struct decoder *decoder,
	struct arena *a, int64_t now)
{
	const struct request *r = t->request;
	struct fetch_response *response = &out->response;
	*response = (struct fetch_response){
		.status = t->status, .retry_after = -1, .max_age = -1, .spent = r->spent};
	response->outcome = conclude_transfer(out, t, code);
	if (response->outcome == FETCH_DONE || response->outcome == FETCH_TRUNCATED)
		response->outcome = read_body(out, t, decoder);
	size_t decoded = response->body.n > t->wire.n ? response->body.n - t->wire.n : 0;
	if (r->session && decoded && !session_spend(r->session, 0, decoded))
		response->spent = true;
	if (response->outcome != FETCH_DONE)
		response->problem = str_of(out->problem.text);
	response->url = r->hops ? url_text(r, a) : r->first_url;
	if (t->status)
		take_headers(response, &t->head, a, now);
	if (r->hops && r->moved_for_good && is_worth_moving_to(response))
		response->moved_to = response->url;
}

void answer_refuse(struct answer *out, const struct request *r, int status)
{
	out->response = (struct fetch_response){
		.outcome = FETCH_REFUSED,
		.status = status,
		.problem = str_of(out->problem.text),
		.url = r->first_url,
		.retry_after = -1,
		.max_age = -1,
	};
}

bool answer_redirects(const struct transfer *t)
{
	return !t->judged && !t->request->stay && request_is_redirect(t->status);
}
