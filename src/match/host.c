#include "match/host.h"

#include <arpa/inet.h>
#include <idn2.h>
#include <string.h>

#include "base/array.h"

static bool is_host_char(char c)
{
	return is_alpha(c) || is_digit(c) || c == '-' || c == '.' || c == '_';
}

bool host_is_plain(struct str host)
{
	size_t label = 0;
	for (size_t i = 0; i < host.n; i++) {
		if (!is_host_char(host.p[i]))
			return false;
		if (host.p[i] == '.')
			label = i + 1;
	}
	return label < host.n && is_alpha(host.p[label]) && is_host_char(host.p[0]) && host.p[0] != '.';
}

static struct str host_to_ascii(struct arena *a, struct str host)
{
	for (size_t i = 0; i < host.n; i++) {
		if ((unsigned char)host.p[i] < 128)
			continue;
		char *ascii = NULL;
		int rc = idn2_to_ascii_8z(str_cstr(a, host), &ascii, IDN2_NFC_INPUT | IDN2_NONTRANSITIONAL);
		struct str copy = rc == IDN2_OK ? str_copy(a, str_of(ascii)) : STR_NONE;
		idn2_free(ascii);
		return copy;
	}
	return host;
}

bool host_is_sound(struct arena *a, struct str host)
{
	struct in_addr v4;
	struct in6_addr v6;
	if (host_is_plain(host))
		return true;
	if (str_starts(host, S("[")) && str_ends(host, S("]")))
		return inet_pton(AF_INET6, str_cstr(a, str_sub(host, 1, host.n - 2)), &v6) == 1;
	return inet_pton(AF_INET, str_cstr(a, host), &v4) == 1;
}

/* The host without a prefix behind which the same pages are shown, or as it is. */
static struct str without_prefix(struct str host)
{
	static const char *const prefixes[] = {"www.", "m.", "amp."};
	for (size_t i = 0; i < ARRAY_COUNT(prefixes); i++) {
		struct str rest = str_sub(host, strlen(prefixes[i]), SIZE_MAX);
		if (str_starts(host, str_of(prefixes[i])) && str_find_char(rest, '.') != STR_NOT_FOUND &&
			host_is_plain(rest))
			return rest;
	}
	return host;
}

struct str host_normalise(struct arena *a, struct str host)
{
	host = host_to_ascii(a, str_lower(a, host));
	while (str_ends(host, S(".")))
		host.n--;
	for (size_t before = SIZE_MAX; host.n != before;) { /* "www.m.example.org" has two */
		before = host.n;
		host = without_prefix(host);
	}
	return host;
}
