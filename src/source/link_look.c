#include "source/link_look.h"

#include "base/array.h"
#include "base/url.h"
#include "fetch/wall.h"
#include "match/match.h"

/* Who shows pages of their own at addresses that are for sale. */
static const struct str SELLERS[] = {S("sedoparking.com"), S("sedo.com"), S("parkingcrew.net"),
	S("bodis.com"), S("hugedomains.com"), S("dan.com"), S("afternic.com"), S("parklogic.com"),
	S("above.com"), S("domainmarket.com"), S("buydomains.com"), S("dynadot.com")};
/* What a page is named that stands before the one that was asked for. */
static const struct str DOORS[] = {S("login"), S("signin"), S("sign-in"), S("sign_in"), S("sso"),
	S("consent"), S("cookiewall"), S("privacy-wall"), S("authorize"), S("oauth")};

static struct link_look failed(enum link_fault fault)
{
	return (struct link_look){.result = LINK_LOOK_FAILED, .fault = fault};
}

static bool is_within(struct str host, struct str domain)
{
	return str_eq(host, domain) ||
		(host.n > domain.n && str_ends(host, domain) && host.p[host.n - domain.n - 1] == '.');
}

/* The last two labels, or three where the last but one is as short as that of "co.uk": near enough
 * to what can be registered, to tell whether two hosts are of one owner. */
static struct str domain_of(struct str host)
{
	size_t labels = 0, at = host.n, last = host.n;
	while (at) {
		bool dot = host.p[at - 1] == '.';
		if (dot && ++labels >= 2 && !(labels == 2 && last - at <= 3))
			break;
		if (dot)
			last = at - 1;
		at--;
	}
	return str_sub(host, at, SIZE_MAX);
}

static bool is_root(const struct url *url)
{
	return url->path.n <= 1 || str_ieq(url->path, S("/index.html")) ||
		str_ieq(url->path, S("/index.php"));
}

static bool is_seller(struct str host)
{
	for (size_t i = 0; i < ARRAY_COUNT(SELLERS); i++)
		if (is_within(host, SELLERS[i]))
			return true;
	return false;
}

static bool has_mark(const struct fetch_response *response)
{
	for (size_t i = 0; i < response->headers.n; i++)
		if (str_istarts(response->headers.v[i], S("x-adblock-key:")))
			return true;
	return str_find(response->body, S("data-adblockkey")) != STR_NOT_FOUND;
}

/* A label of the host, or a segment of the path. */
static bool is_door(struct str name)
{
	for (size_t i = 0; i < ARRAY_COUNT(DOORS); i++)
		if (str_ieq(name, DOORS[i]))
			return true;
	return false;
}

static bool leads_to_door(const struct url *url)
{
	struct str host = url->host, path = url->path;
	struct str label = str_cut(&host, '.');
	bool door = is_door(label);
	while (path.n && !door) {
		struct str segment = str_cut(&path, '/');
		door = is_door(str_cut(&segment, '.'));
	}
	return door;
}

static struct link_look judge_page(
	struct arena *a, struct str url, const struct fetch_response *response)
{
	struct link_look well = {.result = LINK_LOOK_WELL}, unknown = {.result = LINK_LOOK_UNKNOWN};
	struct url from, to;
	if (!url_parse(a, url, &from) || !url_parse(a, response->url, &to))
		return unknown;
	if (is_seller(to.host) ? !is_seller(from.host) : has_mark(response))
		return failed(LINK_FAULT_PARKED);
	if (str_eq(match_url_key(a, url), match_url_key(a, response->url)))
		return well;
	if (leads_to_door(&to) && !leads_to_door(&from))
		return unknown;
	if (is_root(&to) && !is_root(&from))
		return failed(
			str_eq(domain_of(from.host), domain_of(to.host)) ? LINK_FAULT_HOME : LINK_FAULT_PARKED);
	if (response->moved_to.n)
		return (struct link_look){.result = LINK_LOOK_SENT, .moved_to = response->moved_to};
	return well;
}

static struct link_look judge_status(const struct fetch_response *response, int status)
{
	if (status == 404 || status == 410)
		return failed(LINK_FAULT_GONE);
	if (status >= 500 && !fetch_wall(response))
		return failed(LINK_FAULT_SERVER);
	return (struct link_look){.result = LINK_LOOK_UNKNOWN};
}

static struct link_look judge_failure(enum fetch_failure failure)
{
	switch (failure) {
	case FETCH_FAILURE_NAME: return failed(LINK_FAULT_NAME);
	case FETCH_FAILURE_SECURITY: return failed(LINK_FAULT_SECURITY);
	case FETCH_FAILURE_TIME: return failed(LINK_FAULT_TIME);
	case FETCH_FAILURE_CONNECTION:
	case FETCH_FAILURE_BROKEN: return failed(LINK_FAULT_CONNECTION);
	case FETCH_FAILURE_NONE: break;
	}
	return (struct link_look){.result = LINK_LOOK_UNKNOWN};
}

bool link_look(struct arena *a, struct str url, const struct fetch_response *response, bool head,
	struct link_look *out)
{
	int status = fetch_error_status(response);
	bool broke = response->outcome == FETCH_FAILED && response->failure == FETCH_FAILURE_BROKEN;
	*out = (struct link_look){.result = LINK_LOOK_UNKNOWN};
	if (head && (broke || (status && status != 410 && status != 429)))
		return true;
	if (response->outcome == FETCH_FAILED)
		*out = judge_failure(response->failure);
	else if (status)
		*out = judge_status(response, status);
	else if (response->outcome != FETCH_REFUSED && response->outcome != FETCH_UNABLE)
		*out = judge_page(a, url, response);
	return false;
}
