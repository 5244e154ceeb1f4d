#include "match/redirector.h"

#include <string.h>

#include "base/array.h"
#include "base/url.h"
#include "match/host.h"

/* Redirectors that have the address they lead to in a parameter. "google.*" is any host that begins
 * so; an empty host or path is any. */
static const struct {
	const char *host, *path, *param;
} CARRIERS[] = {
	{"google.*", "/url", "q="},
	{"google.*", "/url", "url="},
	{"", "", "adurl="},
	{"l.facebook.com", "/l.php", "u="},
	{"lm.facebook.com", "/l.php", "u="},
	{"l.instagram.com", "", "u="},
	{"youtube.com", "/redirect", "q="},
	{"duckduckgo.com", "/l", "uddg="},
	{"bing.com", "/news/apiclick.aspx", "url="},
	{"out.reddit.com", "", "url="},
	{"t.umblr.com", "/redirect", "z="},
	{"linkedin.com", "/redir/redirect", "url="},
	{"vk.com", "/away.php", "to="},
	{"safelinks.protection.outlook.com", "", "url="},
};

/* Caches that have it in their path. */
static const struct {
	const char *host, *path;
} CACHES[] = {
	{"google.*", "/amp/s/"},
	{"google.*", "/amp/"},
	{"cdn.ampproject.org", "/c/s/"},
	{"cdn.ampproject.org", "/v/s/"},
	{"cdn.ampproject.org", "/c/"},
};

static bool host_matches(struct str host, const char *wanted)
{
	struct str name = str_of(wanted);
	if (str_ends(name, S("*")))
		return str_starts(host, str_sub(name, 0, name.n - 1));
	return name.n == 0 || url_host_is_in(host, name);
}

/* The web address in the first parameter that begins with `name` ("url=") and has one. */
static struct str web_parameter(struct arena *a, const struct address *address, struct str name)
{
	for (size_t i = 0; i < address->param_count; i++) {
		if (!str_starts(address->params[i], name))
			continue;
		struct str value = url_decode(a, str_sub(address->params[i], name.n, SIZE_MAX));
		if (url_is_web(value))
			return value;
	}
	return STR_NONE;
}

static struct str target_in_params(struct arena *a, const struct address *address)
{
	for (size_t i = 0; i < ARRAY_COUNT(CARRIERS) && address->param_count; i++) {
		struct str path = str_of(CARRIERS[i].path);
		if (!host_matches(address->host, CARRIERS[i].host) ||
			(path.n && !str_eq(address->path, path)))
			continue;
		struct str target = web_parameter(a, address, str_of(CARRIERS[i].param));
		if (target.n)
			return target;
	}
	return STR_NONE;
}

static struct str target_in_path(struct arena *a, const struct address *address)
{
	for (size_t i = 0; i < ARRAY_COUNT(CACHES); i++)
		if (str_starts(address->path, str_of(CACHES[i].path)) &&
			host_matches(address->host, CACHES[i].host))
			return str_printf(a, "https://" STR_FMT,
				STR_ARG(address_print(a, address, false, strlen(CACHES[i].path))));
	return STR_NONE;
}

struct str redirector_target(struct arena *a, const struct address *address)
{
	struct str target = target_in_params(a, address);
	return target.n ? target : target_in_path(a, address);
}
