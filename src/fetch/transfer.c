#include "fetch/transfer.h"

#include <arpa/inet.h>
#include <assert.h>
#include <errno.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/alloc.h"
#include "fetch/session.h"

enum {
	KEPT = 256 << 10, /* a larger buffer is not kept for the next body */
	STALL_BYTES_A_SECOND = 100,
	RECEIVE_BYTES = 32 << 10
};

/* Breaks the transfer off with an outcome of ours, once a callback of libcurl has failed. */
static void transfer_judge(struct transfer *t, enum fetch_outcome outcome, const char *predicate)
{
	t->judged = true;
	t->outcome = outcome;
	snprintf(t->predicate, sizeof t->predicate, "%s", predicate);
}

/* What has run out on this machine. */
static bool is_exhaustion(int error)
{
	return error == EMFILE || error == ENFILE || error == ENOMEM || error == ENOBUFS;
}

int transfer_exhausted(void)
{
	int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
	if (fd < 0)
		return is_exhaustion(errno) ? errno : 0;
	close(fd);
	return 0;
}

static void refuse_address(struct transfer *t, const struct sockaddr *address)
{
	char text[INET6_ADDRSTRLEN] = "of an unknown kind";
	const struct sockaddr_in *ipv4 = (const void *)address;
	const struct sockaddr_in6 *ipv6 = (const void *)address;
	const void *bytes = address->sa_family == AF_INET ? (const void *)&ipv4->sin_addr :
														(const void *)&ipv6->sin6_addr;
	inet_ntop(address->sa_family, bytes, text, sizeof text);
	t->judged = true;
	t->outcome = FETCH_REFUSED;
	snprintf(t->predicate, sizeof t->predicate,
		"has the address %s, which is not allowed because it is not a public one; add it to "
		"network.allow in the configuration if it is meant",
		text);
}

/* libcurl asks for a socket to an address. Once one was refused all others are: a name that has
 * both public and private addresses is not to be trusted. */
static curl_socket_t on_socket(void *user, curlsocktype purpose, struct curl_sockaddr *address)
{
	struct transfer *t = user;
	(void)purpose;
	if (!t->judged && !guard_allows(t->settings->guard, &address->addr))
		refuse_address(t, &address->addr);
	if (t->judged)
		return CURL_SOCKET_BAD;
	int fd = socket(address->family, address->socktype | SOCK_CLOEXEC, address->protocol);
	if (fd < 0 && is_exhaustion(errno))
		transfer_judge(t, FETCH_UNABLE, strerror(errno));
	return fd;
}

/* Whether the status can answer a request of ours. libcurl lets through 000, 999, and 101 and 206,
 * which answer an upgrade and a range that nobody asked for. */
static bool is_status(int status)
{
	return status >= 200 && status <= 599 && status != 206;
}

static bool has_no_body(int status)
{
	return status == 204 || status == 304;
}

/* NULL, or why the header of the final answer makes its body not worth reading. `unexpected` is
 * room for the message about a status. */
static const char *head_problem(struct transfer *t, char unexpected[static 64])
{
	const char *problem = head_read(&t->head);
	if (problem)
		return problem;
	if (!is_status(t->status)) {
		snprintf(unexpected, 64, "answered with status %d, which makes no sense here", t->status);
		return unexpected;
	}
	struct str coding = t->head.transfer_encoding;
	if (coding.n && !str_ieq(coding, S("chunked")) && !str_ieq(coding, S("identity")))
		return "sent the document in a transfer coding that was not asked for";
	if (request_is_redirect(t->status) && !t->head.location.n && !t->request->stay)
		return "redirects without saying where to";
	return NULL;
}

/* The header of the final answer is complete. False, and the transfer is judged, when its body is
 * not to be read. */
static bool accept_head(struct transfer *t)
{
	char unexpected[64];
	const char *problem = head_problem(t, unexpected);
	if (problem) {
		transfer_judge(t, FETCH_REFUSED, problem);
		return false;
	}
	int64_t length = t->request->head || has_no_body(t->status) ? -1 :
																  head_content_length(&t->head);
	if (length >= 0 && (uint64_t)length > t->wire.cap) {
		transfer_judge(t, FETCH_TOO_LARGE, "");
		return false;
	}
	return true;
}

static size_t on_header(char *line, size_t size, size_t n, void *user)
{
	struct transfer *t = user;
	(void)size; /* always 1 */
	if (t->status)
		return n; /* trailers of the last chunk (RFC 9110 section 6.5.1) */
	const char *problem = head_add(&t->head, (struct str){line, n});
	if (problem) {
		transfer_judge(t, FETCH_REFUSED, problem);
		return 0;
	}
	if (!t->head.ended)
		return n;
	long status = 0;
	curl_easy_getinfo(t->easy, CURLINFO_RESPONSE_CODE, &status);
	if (status >= 100 && status < 200 && status != 101) {
		head_next(&t->head);
		return n;
	}
	t->status = (int)status;
	return accept_head(t) ? n : 0;
}

static size_t on_body(char *bytes, size_t size, size_t n, void *user)
{
	struct transfer *t = user;
	(void)size;
	buf_add(&t->wire, (struct str){bytes, n});
	if (buf_ok(&t->wire))
		return n;
	transfer_judge(t, FETCH_TOO_LARGE, "");
	return 0;
}

/* Sets what is the same for every request. This libcurl knows all these options, so their results
 * are not looked at. */
static void configure(struct transfer *t)
{
	CURL *e = t->easy;
	curl_easy_setopt(e, CURLOPT_PRIVATE, t);
	curl_easy_setopt(e, CURLOPT_PROTOCOLS_STR, "http,https");
	curl_easy_setopt(e, CURLOPT_REDIR_PROTOCOLS_STR, "http,https");
	curl_easy_setopt(e, CURLOPT_FOLLOWLOCATION, 0L); /* every hop goes through request_follow */
	curl_easy_setopt(e, CURLOPT_PROXY, "");
	curl_easy_setopt(e, CURLOPT_NETRC, (long)CURL_NETRC_IGNORED);
	curl_easy_setopt(e, CURLOPT_HTTP09_ALLOWED, 0L);
	curl_easy_setopt(e, CURLOPT_NOSIGNAL, 1L);
	/* When a transfer's time is over, do not wait for the resolver that looks up its name. */
	curl_easy_setopt(e, CURLOPT_QUICK_EXIT, 1L);
	curl_easy_setopt(e, CURLOPT_USERAGENT, t->settings->user_agent);
	curl_easy_setopt(e, CURLOPT_OPENSOCKETFUNCTION, on_socket);
	curl_easy_setopt(e, CURLOPT_OPENSOCKETDATA, t);
	curl_easy_setopt(e, CURLOPT_HEADERFUNCTION, on_header);
	curl_easy_setopt(e, CURLOPT_HEADERDATA, t);
	curl_easy_setopt(e, CURLOPT_WRITEFUNCTION, on_body);
	curl_easy_setopt(e, CURLOPT_WRITEDATA, t);
	curl_easy_setopt(e, CURLOPT_BUFFERSIZE, (long)RECEIVE_BYTES);
	curl_easy_setopt(e, CURLOPT_CONNECTTIMEOUT, t->settings->connect_seconds);
	curl_easy_setopt(e, CURLOPT_LOW_SPEED_LIMIT, (long)STALL_BYTES_A_SECOND);
	curl_easy_setopt(e, CURLOPT_LOW_SPEED_TIME, t->settings->stall_seconds);
	/* Names are remembered for ever: the cache lives only as long as its fetcher, which is one
	 * batch of requests. Pruning it would visit all hosts for every transfer. */
	curl_easy_setopt(e, CURLOPT_DNS_CACHE_TIMEOUT, -1L);
}

struct transfer *transfer_new(const struct transfer_settings *settings)
{
	CURL *easy = curl_easy_init();
	if (!easy)
		alloc_fail();
	struct transfer *t = alloc_bytes(sizeof *t);
	*t = (struct transfer){.settings = settings, .easy = easy};
	configure(t);
	return t;
}

void transfer_free(struct transfer *t)
{
	curl_easy_cleanup(t->easy);
	head_free(&t->head);
	buf_free(&t->wire);
	free(t);
}

void transfer_load(struct transfer *t, struct request *r, int64_t now)
{
	assert(!t->request && r->url);
	int64_t left = r->milliseconds_left ? r->milliseconds_left : t->settings->total_seconds * 1000;
	if (r->session && session_milliseconds_left(r->session) < left)
		left = session_milliseconds_left(r->session);
	if (left < 1)
		left = 1; /* 0 would mean no limit to libcurl */
	r->started = now;
	r->deadline = now + left;
	t->request = r;
	t->status = 0;
	t->judged = false;
	assert(r->max_bytes < SIZE_MAX / 2); /* as buf_new sees to */
	t->wire.cap = r->max_bytes;
	if (r->session && session_bytes_left(r->session) < t->wire.cap)
		t->wire.cap = session_bytes_left(r->session);
	head_clear(&t->head);
	if (r->session) {
		curl_easy_setopt(t->easy, CURLOPT_SHARE, session_cookies(r->session));
		curl_easy_setopt(t->easy, CURLOPT_COOKIEFILE, ""); /* no file; cookies are kept and sent */
	}
	curl_easy_setopt(t->easy, CURLOPT_CURLU, r->url);
	curl_easy_setopt(t->easy, CURLOPT_HTTPHEADER, r->headers);
	curl_easy_setopt(t->easy, CURLOPT_TIMEOUT_MS, (long)left);
	curl_easy_setopt(t->easy, CURLOPT_NOBODY, r->head ? 1L : 0L);
	if (r->head)
		return;
	if (r->get) {
		curl_easy_setopt(t->easy, CURLOPT_HTTPGET, 1L);
		return;
	}
	curl_easy_setopt(t->easy, CURLOPT_POSTFIELDS, r->body.p);
	curl_easy_setopt(t->easy, CURLOPT_POSTFIELDSIZE_LARGE, (curl_off_t)r->body.n);
	curl_easy_setopt(t->easy, CURLOPT_POST, 1L);
}

void transfer_ended(struct transfer *t, int64_t now)
{
	struct request *r = t->request;
	if (!r->session)
		return;
	curl_easy_setopt(t->easy, CURLOPT_COOKIEFILE, NULL);
	curl_easy_setopt(t->easy, CURLOPT_SHARE, NULL);
	r->spent = !session_spend(r->session, now - r->started, t->wire.n);
}

void transfer_unload(struct transfer *t)
{
	curl_easy_setopt(t->easy, CURLOPT_CURLU, NULL);
	t->request = NULL;
	if (t->wire.size > KEPT)
		buf_free(&t->wire);
	buf_clear(&t->wire);
}
