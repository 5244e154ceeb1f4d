#include "fetch/answer.h"

enum { SHOWN_HOST = 200 };

/* What libcurl calls a failure, said of the server. `early`: before the header was complete; after
 * it, whatever breaks off an answer makes it FETCH_TRUNCATED. */
static const struct failure {
	CURLcode code;
	enum fetch_outcome early;
	const char *predicate;
} FAILURES[] = {
	{CURLE_COULDNT_RESOLVE_HOST, FETCH_FAILED,
		"was not found: there is no such name, or the name service does not answer"},
	{CURLE_COULDNT_CONNECT, FETCH_FAILED, "could not be reached"},
	{CURLE_PEER_FAILED_VERIFICATION, FETCH_FAILED, "has a certificate that cannot be trusted"},
	{CURLE_SSL_CONNECT_ERROR, FETCH_FAILED, "could not agree on a secure connection"},
	{CURLE_SSL_CACERT_BADFILE, FETCH_FAILED,
		"cannot be checked: the list of trusted certificates (package ca-certificates) is missing"},
	{CURLE_GOT_NOTHING, FETCH_FAILED, "closed the connection without an answer"},
	{CURLE_SEND_ERROR, FETCH_FAILED, "broke off the connection"},
	{CURLE_RECV_ERROR, FETCH_FAILED, "broke off the connection"},
	{CURLE_PARTIAL_FILE, FETCH_FAILED, "broke off the connection"},
	{CURLE_HTTP2, FETCH_FAILED, "broke off the connection"},
	{CURLE_HTTP2_STREAM, FETCH_FAILED, "broke off the connection"},
	{CURLE_UNSUPPORTED_PROTOCOL, FETCH_REFUSED, "does not answer in HTTP"},
	{CURLE_WEIRD_SERVER_REPLY, FETCH_REFUSED, "sent an answer that is not well-formed HTTP"},
	{CURLE_OUT_OF_MEMORY, FETCH_REFUSED,
		"sent a header line that is too long"}, /* how libcurl reports one over 100 kB */
	{CURLE_URL_MALFORMAT, FETCH_REFUSED, "has an address that is not well-formed"},
};

static const struct failure *failure_of(CURLcode code)
{
	for (size_t i = 0; i < sizeof FAILURES / sizeof *FAILURES; i++)
		if (FAILURES[i].code == code)
			return &FAILURES[i];
	return NULL;
}

static struct str host_shown(const struct request *r)
{
	return str_sub(r->host, 0, SHOWN_HOST);
}

static void say(struct err *problem, const struct request *r, const char *predicate)
{
	err_set(problem, "the server " STR_FMT " %s", STR_ARG(host_shown(r)), predicate);
}

static void say_too_large(struct err *problem, const struct request *r)
{
	err_set(problem, "the server " STR_FMT " sends a document of more than %zu bytes",
		STR_ARG(host_shown(r)), r->max_bytes);
}

/* Which of the three limits it was. */
static void say_timed_out(struct err *problem, struct transfer *t)
{
	const struct transfer_settings *s = t->settings;
	curl_off_t connected = 0;
	curl_easy_getinfo(t->easy, CURLINFO_CONNECT_TIME_T, &connected);
	struct str host = host_shown(t->request);
	if (fetch_clock() >= t->request->deadline)
		err_set(problem, "the server " STR_FMT " was not done after %ld seconds", STR_ARG(host),
			s->total_seconds);
	else if (!connected)
		err_set(problem, "the server " STR_FMT " did not answer within %ld seconds", STR_ARG(host),
			s->connect_seconds);
	else
		err_set(problem, "the server " STR_FMT " sent next to nothing for %ld seconds",
			STR_ARG(host), s->stall_seconds);
}

static enum fetch_outcome conclude_failure(struct transfer *t, CURLcode code, struct err *problem)
{
	const struct failure *failure = failure_of(code);
	if (code == CURLE_OPERATION_TIMEDOUT)
		say_timed_out(problem, t);
	else if (failure)
		say(problem, t->request,
			t->status ? "broke off in the middle of the document" : failure->predicate);
	else
		err_set(problem, "the server " STR_FMT " could not be asked: %s",
			STR_ARG(host_shown(t->request)), curl_easy_strerror(code));
	if (t->status)
		return FETCH_TRUNCATED;
	return failure ? failure->early : FETCH_FAILED;
}

static enum fetch_outcome conclude_transfer(struct transfer *t, CURLcode code, struct err *problem)
{
	if (t->judged && t->outcome == FETCH_TOO_LARGE) {
		say_too_large(problem, t->request);
		return FETCH_TOO_LARGE;
	}
	if (t->judged) {
		say(problem, t->request, t->predicate);
		return t->outcome;
	}
	if (code != CURLE_OK)
		return conclude_failure(t, code, problem);
	if (t->status)
		return FETCH_DONE;
	say(problem, t->request, "sent no complete answer");
	return FETCH_REFUSED;
}

static enum fetch_outcome conclude_decoding(
	enum decode_result result, const struct request *r, struct err *problem)
{
	switch (result) {
	case DECODE_DONE: return FETCH_DONE;
	case DECODE_TRUNCATED:
		say(problem, r, "broke off in the middle of the compressed document");
		return FETCH_TRUNCATED;
	case DECODE_TOO_LARGE: say_too_large(problem, r); return FETCH_TOO_LARGE;
	case DECODE_CORRUPT: break;
	}
	say(problem, r, "says that it sends gzip, but that is not what came");
	return FETCH_REFUSED;
}

/* The body of a transfer that is FETCH_DONE or FETCH_TRUNCATED so far; what decoding finds can only
 * make it worse. */
static enum fetch_outcome read_body(
	struct fetch_response *out, struct transfer *t, struct decoder *decoder, struct err *problem)
{
	struct str coding = t->head.content_encoding, wire = buf_str(&t->wire);
	if (!coding.n || str_ieq(coding, S("identity")) || wire.n == 0) {
		out->body = wire;
		return out->outcome;
	}
	if (!str_ieq(coding, S("gzip")) && !str_ieq(coding, S("x-gzip"))) {
		say(problem, t->request, "sent the document in a content coding that was not asked for");
		return FETCH_REFUSED;
	}
	struct err found;
	enum decode_result result = decode_gzip(decoder, wire, t->request->max_bytes, &out->body);
	enum fetch_outcome outcome = conclude_decoding(result, t->request, &found);
	if (outcome == FETCH_DONE || (outcome == FETCH_TRUNCATED && out->outcome == FETCH_TRUNCATED))
		return out->outcome;
	*problem = found;
	return outcome;
}

static bool is_worth_moving_to(const struct fetch_response *r)
{
	return r->outcome == FETCH_DONE && (r->status == 304 || (r->status >= 200 && r->status < 300));
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

void answer_make(struct fetch_response *out, struct transfer *t, CURLcode code,
	struct decoder *decoder, struct arena *a, struct err *problem, int64_t now)
{
	const struct request *r = t->request;
	*out = (struct fetch_response){.status = t->status, .retry_after = -1, .max_age = -1};
	out->outcome = conclude_transfer(t, code, problem);
	if (out->outcome == FETCH_DONE || out->outcome == FETCH_TRUNCATED)
		out->outcome = read_body(out, t, decoder, problem);
	if (out->outcome != FETCH_DONE)
		out->problem = str_of(problem->text);
	out->url = r->hops ? url_text(r, a) : r->first_url;
	if (t->status) {
		out->content_type = t->head.content_type;
		out->etag = t->head.etag;
		out->last_modified = t->head.last_modified;
		out->headers = head_lines(&t->head, a);
		out->retry_after = head_retry_after(&t->head, now);
		out->max_age = head_max_age(&t->head);
	}
	if (r->hops && r->moved_for_good && is_worth_moving_to(out))
		out->moved_to = out->url;
}

void answer_refuse(
	struct fetch_response *out, const struct request *r, int status, const struct err *problem)
{
	*out = (struct fetch_response){
		.outcome = FETCH_REFUSED,
		.status = status,
		.problem = str_of(problem->text),
		.url = r->first_url,
		.retry_after = -1,
		.max_age = -1,
	};
}

bool answer_redirects(const struct transfer *t)
{
	return !t->judged && request_is_redirect(t->status);
}
