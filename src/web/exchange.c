#include "web/exchange.h"

#include <arpa/inet.h>
#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/utf8.h"
#include "web/cookie.h"
#include "web/guard.h"
#include "web/raw.h"
#include "web/root.h"

struct exchange *exchange_new(const char *target)
{
	struct exchange *exchange = alloc_bytes(sizeof *exchange);
	*exchange = (struct exchange){0};
	exchange->raw_target = target;
	exchange->request = (struct http_request){
		.a = &exchange->arena, .target = str_copy(&exchange->arena, str_of(target))};
	return exchange;
}

void exchange_free(struct exchange *exchange)
{
	buf_free(&exchange->body);
	arena_free(&exchange->arena);
	free(exchange);
}

static struct str header_value(
	struct exchange *exchange, struct MHD_Connection *connection, const char *name)
{
	return str_copy(
		&exchange->arena, str_of(MHD_lookup_connection_value(connection, MHD_HEADER_KIND, name)));
}

/* Whether the browser speaks to us and to no web server in between: it names the port that we
 * listen at, and nothing says that the request was passed on. */
static bool is_direct(struct MHD_Connection *connection, const char *version, struct str host,
	const struct exchange_place *place)
{
	static const char *const FORWARDED[] = {"X-Forwarded-For", "X-Forwarded-Proto",
		"X-Forwarded-Host", "X-Real-IP", "Forwarded", "Via"};
	for (size_t i = 0; i < sizeof FORWARDED / sizeof *FORWARDED; i++)
		if (MHD_lookup_connection_value(connection, MHD_HEADER_KIND, FORWARDED[i]))
			return false;
	return strcmp(version, MHD_HTTP_VERSION_1_1) == 0 && guard_is_local(host) &&
		str_eq(guard_port(host), place->port);
}

/* What has to be seen of headers that may be sent more than once. */
struct header_counts {
	int hosts, lengths, codings;
	bool chunked, odd_name;
	const char *forwarded_for, *forwarded_proto;
};

/* A token (RFC 9110 section 5.6.2). "Transfer-Encoding :" is a name with a space to some. */
static bool is_name(struct str name)
{
	for (size_t i = 0; i < name.n; i++)
		if (!is_alpha(name.p[i]) && !is_digit(name.p[i]) && !strchr("!#$%&'*+-.^_`|~", name.p[i]))
			return false;
	return name.n > 0;
}

static enum MHD_Result count_header(
	void *user, enum MHD_ValueKind kind, const char *name, const char *value)
{
	struct header_counts *seen = user;
	struct str is = str_of(name);
	(void)kind;
	seen->odd_name = seen->odd_name || !is_name(is);
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

static bool is_ambiguous(const struct header_counts *seen)
{
	return seen->hosts > 1 || seen->lengths + seen->codings > 1 ||
		(seen->codings && !seen->chunked) || seen->odd_name;
}

/* The last address of X-Forwarded-For: every web server appends whom it saw, to the line or in a
 * line of its own, so the last one is what the web server on this machine saw. */
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

/* Where the browser finds us, and who it is. What a web server in between says of it is believed
 * when the configuration says that there is one, and when it is on this machine. It speaks https
 * with browsers, unless it says otherwise; one that says nothing has kept the name by which it was
 * asked. */
static void read_sender(struct exchange *exchange, const struct connection *from,
	const struct header_counts *seen, const struct exchange_place *place)
{
	struct http_request *request = &exchange->request;
	struct str scheme = str_of(seen->forwarded_proto);
	root_take(request, place->root, place->public.n && str_ieq(request->host, place->public));
	if (!from->loopback || !place->public.n)
		return;
	request->secure = scheme.n ? str_ieq(scheme, S("https")) :
								 str_ieq(request->host, place->public);
	request->address = str_or(forwarded_for(exchange, seen->forwarded_for), request->address);
}

void exchange_read(struct exchange *exchange, struct MHD_Connection *connection,
	const struct connection *from, const struct exchange_line *line,
	const struct exchange_place *place, int64_t now)
{
	struct header_counts seen = {0};
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
		{"X-Hub-Signature", &request->signature},
		{"Content-Type", &exchange->content_type},
	};
	assert(!exchange->begun && from->open);
	exchange->begun = true;
	for (size_t i = 0; i < sizeof wanted / sizeof *wanted; i++)
		*wanted[i].value = utf8_clean(
			&exchange->arena, header_value(exchange, connection, wanted[i].name));
	request->method = strcmp(line->method, "POST") == 0 ? HTTP_POST : HTTP_GET;
	exchange->unknown_method = request->method == HTTP_GET && strcmp(line->method, "GET") != 0 &&
		strcmp(line->method, "HEAD") != 0;
	request->script = str_eq(header_value(exchange, connection, "X-Desk"), S("script"));
	request->cross_site = str_eq(request->sec_fetch_site, S("cross-site")) ||
		str_eq(request->sec_fetch_site, S("same-site"));
	request->now = now;
	request->address = str_of(from->address);
	MHD_get_connection_values(connection, MHD_HEADER_KIND, count_header, &seen);
	const struct raw_line raw = {
		line->method, line->version, {exchange->raw_target, request->target.n}};
	exchange->ambiguous = is_ambiguous(&seen) || !raw_is_plain(connection, &raw);
	request->direct = from->loopback && is_direct(connection, line->version, request->host, place);
	read_sender(exchange, from, &seen, place);
	cookie_read(&exchange->arena, header_value(exchange, connection, "Cookie"), &request->cookies);
}

uint64_t exchange_length(struct MHD_Connection *connection)
{
	const char *text = MHD_lookup_connection_value(connection, MHD_HEADER_KIND, "Content-Length");
	return text ? strtoull(text, NULL, 10) : 0;
}
