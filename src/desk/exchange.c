#include "desk/exchange.h"

#include <arpa/inet.h>
#include <stdlib.h>

#include "base/utf8.h"
#include "desk/form.h"

struct exchange *exchange_new(struct str target)
{
	struct exchange *exchange = xalloc(sizeof *exchange);
	*exchange = (struct exchange){0};
	exchange->request = (struct http_request){
		.a = &exchange->arena, .target = str_copy(&exchange->arena, target)};
	return exchange;
}

void exchange_free(struct exchange *exchange)
{
	buf_free(&exchange->body);
	arena_free(&exchange->arena);
	free(exchange);
}

static struct str header(
	struct exchange *exchange, struct MHD_Connection *connection, const char *name)
{
	return str_copy(
		&exchange->arena, str_of(MHD_lookup_connection_value(connection, MHD_HEADER_KIND, name)));
}

/* Whether no web server stands between: none that is known hides itself so well, for those that add
 * no header speak HTTP/1.0. */
static bool is_direct(struct MHD_Connection *connection, const char *version)
{
	static const char *const FORWARDED[] = {"X-Forwarded-For", "X-Forwarded-Proto",
		"X-Forwarded-Host", "X-Real-IP", "Forwarded", "Via"};
	for (size_t i = 0; i < sizeof FORWARDED / sizeof *FORWARDED; i++)
		if (MHD_lookup_connection_value(connection, MHD_HEADER_KIND, FORWARDED[i]))
			return false;
	return strcmp(version, MHD_HTTP_VERSION_1_1) == 0;
}

/* What has to be seen of headers that are sent more than once. */
struct headers {
	int hosts, lengths, codings;
	bool chunked;
	const char *forwarded_for, *forwarded_proto;
};

static enum MHD_Result header_count(
	void *user, enum MHD_ValueKind kind, const char *name, const char *value)
{
	struct headers *seen = user;
	struct str is = str_of(name);
	(void)kind;
	seen->hosts += str_ieq(is, S("Host"));
	seen->lengths += str_ieq(is, S("Content-Length"));
	if (str_ieq(is, S("Transfer-Encoding"))) {
		seen->codings++;
		seen->chunked = str_ieq(str_of(value), S("chunked"));
	}
	if (str_ieq(is, S("X-Forwarded-For")))
		seen->forwarded_for = value;
	if (str_ieq(is, S("X-Forwarded-Proto")))
		seen->forwarded_proto = value;
	return MHD_YES;
}

static bool is_ambiguous(const struct headers *seen)
{
	return seen->hosts > 1 || seen->lengths + seen->codings > 1 ||
		(seen->codings && !seen->chunked);
}

/* Each web server adds whom it saw at the end, of the line or in a line of its own: the last is the
 * one that ours vouches for. */
static struct str forwarded_for(struct exchange *exchange, const char *lines)
{
	struct str chain = str_copy(&exchange->arena, str_of(lines)), last = STR_NONE;
	struct in6_addr ignored;
	while (chain.n)
		last = str_trim(str_cut(&chain, ','));
	char *text = str_cstr(&exchange->arena, last);
	return inet_pton(AF_INET, text, &ignored) == 1 || inet_pton(AF_INET6, text, &ignored) == 1 ?
		str_of(text) :
		STR_NONE;
}

/* What a web server before us says of the browser is believed only when it stands on this machine.
 */
static void read_sender(struct exchange *exchange, struct MHD_Connection *connection,
	const struct connection *from, const char *version)
{
	struct headers seen = {0};
	struct http_request *request = &exchange->request;
	request->address = str_of(from->address);
	MHD_get_connection_values(connection, MHD_HEADER_KIND, header_count, &seen);
	exchange->ambiguous = is_ambiguous(&seen);
	if (!from->loopback)
		return;
	request->direct = is_direct(connection, version);
	request->secure = str_ieq(str_of(seen.forwarded_proto), S("https"));
	request->address = str_or(forwarded_for(exchange, seen.forwarded_for), request->address);
}

void exchange_read(struct exchange *exchange, struct MHD_Connection *connection,
	const struct connection *from, const char *method, const char *version, int64_t now)
{
	struct http_request *request = &exchange->request;
	const struct {
		const char *name;
		struct str *value;
	} wanted[] = {
		{"Host", &request->host},
		{"Origin", &request->origin},
		{"Sec-Fetch-Site", &request->sec_fetch_site},
		{"Accept", &request->accept},
		{"Accept-Encoding", &request->accept_encoding},
		{"If-None-Match", &request->if_none_match},
		{"User-Agent", &request->user_agent},
		{"Authorization", &request->authorization},
		{"Referer", &request->referer},
		{"Content-Type", &exchange->content_type},
	};
	for (size_t i = 0; i < sizeof wanted / sizeof *wanted; i++)
		*wanted[i].value = utf8_clean(
			&exchange->arena, header(exchange, connection, wanted[i].name));
	request->method = strcmp(method, "POST") == 0 ? HTTP_POST : HTTP_GET;
	exchange->unknown_method = request->method == HTTP_GET && strcmp(method, "GET") != 0 &&
		strcmp(method, "HEAD") != 0;
	request->script = str_eq(header(exchange, connection, "X-Desk"), S("script"));
	request->led_here = str_eq(request->sec_fetch_site, S("cross-site")) ||
		str_eq(request->sec_fetch_site, S("same-site"));
	request->now = now;
	read_sender(exchange, connection, from, version);
	form_cookies(&exchange->arena, header(exchange, connection, "Cookie"), &request->cookies);
}

uint64_t exchange_length(struct MHD_Connection *connection)
{
	const char *text = MHD_lookup_connection_value(connection, MHD_HEADER_KIND, "Content-Length");
	return text ? strtoull(text, NULL, 10) : 0;
}
