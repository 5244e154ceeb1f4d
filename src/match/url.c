/* An address as a key, and an address as a link. */
#include <assert.h>

#include "base/buf.h"
#include "match/address.h"
#include "match/host.h"
#include "match/match.h"
#include "match/redirector.h"
#include "match/trackers.h"

enum { REDIRECTS_MAX = 8 };

/* Follows redirectors from *url to the address that they lead to, and reads it. False when there is
 * no web address at their end. */
static bool follow(struct arena *a, struct str *url, struct address *address)
{
	for (int redirects = 0; redirects <= REDIRECTS_MAX; redirects++) {
		if (!address_read(a, *url, address))
			return false;
		struct str target = redirector_target(a, address);
		if (!target.n)
			return true;
		*url = target;
	}
	return false;
}

struct str match_url_key(struct arena *a, struct str url)
{
	struct address address;
	return follow(a, &url, &address) ? address_print(a, &address, true, 0) : STR_NONE;
}

/* Adds the parameters of a query that are no trackers, as they are written. */
static void add_parameters(struct buf *b, struct str host, struct str query)
{
	char join = '?';
	while (query.p) {
		struct str parameter = str_cut(&query, '&');
		if (trackers_have(host, parameter))
			continue;
		buf_add_char(b, join);
		buf_add(b, parameter);
		join = '&';
	}
}

struct str match_url_clean(struct arena *a, struct str url)
{
	struct url parts;
	struct address address;
	struct str trimmed = str_trim(url), target = trimmed;
	/* What is not written as an address is left alone: its parts may mean anything. */
	if (address_has_blanks(trimmed))
		return trimmed;
	if (follow(a, &target, &address) && !address_has_blanks(target))
		trimmed = target;
	if (!address_split(a, trimmed, &parts))
		return trimmed;
	struct str fragment = trimmed;
	struct str query = str_cut(&fragment, '#'), start = str_cut(&query, '?');
	struct str host = host_normalise(a, parts.host);
	struct buf b CLEANUP_BUF = buf_new(trimmed.n);
	buf_add(&b, start);
	add_parameters(&b, host, query);
	if (fragment.p && !trackers_have(host, fragment)) {
		buf_add_char(&b, '#');
		buf_add(&b, fragment);
	}
	assert(buf_ok(&b));
	return str_copy(a, buf_str(&b));
}
