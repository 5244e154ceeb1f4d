#include "web/cookie.h"

#include <assert.h>

#include "base/utf8.h"
#include "web/guard.h"

enum { COOKIES = 50, PORT_DIGITS = 5 };

void cookie_read(struct arena *a, struct str header, struct http_params *out)
{
	*out = (struct http_params){0};
	while (header.n) {
		struct str value = str_trim(str_cut(&header, ';'));
		struct str name = str_cut(&value, '=');
		if (!name.n || !value.p)
			continue;
		const struct http_param pair = {
			utf8_clean(a, str_trim(name)), utf8_clean(a, str_trim(value))};
		if (!http_param_add(a, out, pair, COOKIES))
			return;
	}
}

/* ":8080" of "desk.example:8080" or "[::1]:8080"; empty where the address has no port. */
static struct str port_of(struct str host)
{
	size_t at = host.n;
	while (at && is_digit(host.p[at - 1]))
		at--;
	bool port = at && host.p[at - 1] == ':' && at < host.n && host.n - at <= PORT_DIGITS;
	return port ? str_sub(host, at, SIZE_MAX) : STR_NONE;
}

static struct str full_name(const struct http_request *request, const char *name)
{
	struct str port = port_of(request->host);
	return str_printf(request->a, "%s%s%s" STR_FMT,
		!request->secure    ? "" :
			request->root.n ? "__Secure-" :
							  "__Host-",
		name, port.n ? "-" : "", STR_ARG(port));
}

struct str cookie_token(const struct http_request *request, const char *name)
{
	struct str token = http_param(&request->cookies, full_name(request, name).p);
	if (token.n != SECRET_DIGITS)
		return STR_NONE;
	for (size_t i = 0; i < token.n; i++)
		if (!is_digit(token.p[i]) && !(token.p[i] >= 'a' && token.p[i] <= 'f'))
			return STR_NONE;
	return token;
}

void cookie_set(const struct http_request *request, struct http_response *response,
	const char *name, struct str token, int64_t seconds)
{
	struct str age = STR_NONE;
	assert(!token.n || token.n == SECRET_DIGITS);
	if (!token.n)
		age = S("; Max-Age=0");
	else if (seconds)
		age = str_printf(request->a, "; Max-Age=%lld", (long long)seconds);
	http_header_set(response, "Set-Cookie",
		str_printf(request->a,
			STR_FMT "=" STR_FMT "; Path=" STR_FMT "/; HttpOnly; SameSite=Lax" STR_FMT "%s",
			STR_ARG(full_name(request, name)), STR_ARG(token), STR_ARG(request->root), STR_ARG(age),
			request->secure ? "; Secure" : ""));
}
