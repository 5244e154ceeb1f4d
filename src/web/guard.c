#include "web/guard.h"

#include <sodium.h>

#include "base/url.h"

/* The host without its port: "[::1]:8080" gives "[::1]". */
static struct str without_port(struct str host)
{
	size_t end = host.n && host.p[0] == '[' ? str_find_char(host, ']') : str_find_char(host, ':');
	if (end == STR_NOT_FOUND)
		return host;
	return str_sub(host, 0, end + (host.p[end] == ']'));
}

struct str guard_port(struct str host)
{
	struct str name = without_port(host);
	return host.n > name.n + 1 ? str_sub(host, name.n + 1, SIZE_MAX) : S("80");
}

bool guard_is_local(struct str host)
{
	return url_is_this_machine(without_port(host));
}

bool guard_is_private(const struct http_request *request)
{
	return request->secure || (request->direct && guard_is_local(request->host));
}

bool guard_same_origin(const struct http_request *request)
{
	if (request->sec_fetch_site.n && !str_eq(request->sec_fetch_site, S("same-origin")))
		return false;
	if (!request->origin.n || str_eq(request->origin, S("null")))
		return true;
	struct str scheme = request->secure ? S("https://") : S("http://");
	return str_istarts(request->origin, scheme) &&
		str_ieq(str_sub(request->origin, scheme.n, SIZE_MAX), request->host);
}

bool guard_same_secret(struct str a, struct str b)
{
	return a.n > 0 && a.n == b.n && sodium_memcmp(a.p, b.p, a.n) == 0;
}
