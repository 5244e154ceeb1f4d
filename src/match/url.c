/* An address becomes a key in three steps: split it into its parts, bring each part into normal
 * form, print the parts. A redirector's address starts again with the address it leads to. The
 * normal form is stable: reading "https://" and a key gives the same key. */
#include <arpa/inet.h>
#include <assert.h>
#include <idn2.h>
#include <stdlib.h>
#include <string.h>

#include "base/url.h"
#include "match/match.h"
#include "match/trackers.h"

enum { REDIRECTS_MAX = 8 };

/* The parts in normal form. */
struct address {
	struct str host; /* ASCII, lower case, without www. m. amp. */
	struct str port; /* empty for 80 and 443 */
	struct str
		path; /* no dot segments, no trailing slash, index page or AMP ending; empty for the root */
	struct str *params; /* sorted, without trackers */
	size_t param_count;
};

static bool is_host_char(char c)
{
	return is_alpha(c) || is_digit(c) || c == '-' || c == '.' || c == '_';
}

/* A host name as it is nearly always written; not an IP address, whose spellings are many. */
static bool host_is_plain(struct str host)
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

static bool has_blanks(struct str text)
{
	for (size_t i = 0; i < text.n; i++)
		if ((unsigned char)text.p[i] <= ' ' || text.p[i] == 127)
			return true;
	return false;
}

/* Addresses as they are nearly always written are split here, without a copy. Everything else (user
 * names, IP addresses, escapes and foreign scripts in the host, blanks) is url_parse's to decide.
 */
static bool url_split_plain(struct str text, struct url *out)
{
	if (has_blanks(text))
		return false;
	size_t scheme = str_find(text, S("://"));
	struct str rest = str_sub(text, scheme + 3, SIZE_MAX);
	size_t authority = 0;
	while (authority < rest.n && !strchr("/?#", rest.p[authority]))
		authority++;
	struct str port = str_sub(rest, 0, authority), host = str_cut(&port, ':');
	if (!host_is_plain(host) ||
		(port.p && (!str_is_digits(port) || port.n > 5 || port.p[0] == '0')))
		return false;
	rest = str_sub(rest, authority, SIZE_MAX);
	struct str before_fragment = str_cut(&rest, '#'), fragment = rest;
	struct str query = before_fragment, path = str_cut(&query, '?');
	*out = (struct url){.scheme = str_sub(text, 0, scheme),
		.host = host,
		.port = port,
		.path = path,
		.query = query,
		.fragment = fragment};
	return true;
}

static bool url_split(struct arena *a, struct str text, struct url *out)
{
	text = str_trim(text);
	if (text.n > URL_MAX || !url_is_web(text))
		return false;
	return url_split_plain(text, out) || url_parse(a, text, out);
}

static int hex_value(char c)
{
	c = to_lower(c);
	return is_digit(c) ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

static bool is_unreserved(unsigned char c)
{
	return is_alpha((char)c) || is_digit((char)c) || c == '-' || c == '.' || c == '_' || c == '~';
}

static size_t put_char(char *out, unsigned char c)
{
	*out = (char)c;
	return 1;
}

static size_t put_escape(char *out, unsigned char c)
{
	static const char digits[] = "0123456789ABCDEF";
	out[0] = '%';
	out[1] = digits[c >> 4];
	out[2] = digits[c & 15];
	return 3;
}

/* RFC 3986 section 6.2.2: escapes of unreserved characters are decoded, the others get upper-case
 * digits, and what may not stand in an address is escaped. In a query "+" is a blank. */
static struct str normalise_escapes(struct arena *a, struct str s, bool query)
{
	char *out = arena_alloc(a, 3 * s.n + 1);
	size_t n = 0;
	for (size_t i = 0; i < s.n; i++) {
		unsigned char c = (unsigned char)s.p[i];
		int high = c == '%' && i + 2 < s.n ? hex_value(s.p[i + 1]) : -1;
		int low = high >= 0 ? hex_value(s.p[i + 2]) : -1;
		if (low >= 0) {
			c = (unsigned char)(high * 16 + low);
			i += 2;
			n += is_unreserved(c) ? put_char(out + n, c) : put_escape(out + n, c);
		} else if (c == '+' && query) {
			n += put_escape(out + n, ' ');
		} else if (c <= ' ' || c >= 127 || strchr("%\"<>\\^`{|}", c)) {
			n += put_escape(out + n, c);
		} else {
			n += put_char(out + n, c);
		}
	}
	return (struct str){out, n};
}

/* RFC 3986 section 5.2.4, in place; the path is empty or starts with "/". */
static size_t remove_dot_segments(char *path, size_t n)
{
	size_t out = 0;
	for (size_t i = 0, end; i < n; i = end) {
		const char *slash = memchr(path + i + 1, '/', n - i - 1);
		end = slash ? (size_t)(slash - path) : n;
		struct str segment = {path + i + 1, end - i - 1};
		if (str_eq(segment, S(".")))
			continue;
		if (str_eq(segment, S(".."))) {
			while (out && path[--out] != '/')
				;
			continue;
		}
		memmove(path + out, path + i, end - i);
		out += end - i;
	}
	return out;
}

/* Endings that show the same page: a slash, the index page, the AMP form of a page below something.
 */
static struct str trim_path(struct str path)
{
	static const char *const index_pages[] = {"/index.html", "/index.htm", "/index.php"};
	for (size_t before = SIZE_MAX; path.n != before;) {
		before = path.n;
		while (str_ends(path, S("/")))
			path.n--;
		for (size_t i = 0; i < sizeof index_pages / sizeof *index_pages; i++)
			if (str_ends(path, str_of(index_pages[i])))
				path.n -= strlen(index_pages[i]);
		if (path.n > 4 && str_ends(path, S("/amp")))
			path.n -= 4;
	}
	return path;
}

static struct str normalise_path(struct arena *a, struct str path)
{
	struct str normal = normalise_escapes(a, path, false);
	if (normal.n)
		normal.n = remove_dot_segments((char *)normal.p, normal.n);
	return trim_path(normal);
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

/* A name, an IPv4 address or an IPv6 address in brackets: a parser's leniency is no reason to make
 * keys of what no host is called. */
static bool host_is_sound(struct arena *a, struct str host)
{
	struct in_addr v4;
	struct in6_addr v6;
	if (host_is_plain(host))
		return true;
	if (str_starts(host, S("[")) && str_ends(host, S("]")))
		return inet_pton(AF_INET6, str_cstr(a, str_sub(host, 1, host.n - 2)), &v6) == 1;
	return inet_pton(AF_INET, str_cstr(a, host), &v4) == 1;
}

static struct str normalise_host(struct arena *a, struct str host)
{
	static const char *const faces[] = {"www.", "m.", "amp."};
	host = host_to_ascii(a, str_lower(a, host));
	while (str_ends(host, S(".")))
		host.n--;
	for (size_t i = 0; i < sizeof faces / sizeof *faces; i++) {
		struct str below = str_sub(host, strlen(faces[i]), SIZE_MAX);
		if (str_starts(host, str_of(faces[i])) && str_find_char(below, '.') != STR_NOT_FOUND &&
			host_is_plain(below)) {
			host = below;
			i = SIZE_MAX; /* "www.m.example.org": begin again */
		}
	}
	return host;
}

static bool asks_for_amp(struct str parameter)
{
	static const char *const forms[] = {"amp", "amp=1", "amp=true", "output=amp", "outputtype=amp"};
	for (size_t i = 0; i < sizeof forms / sizeof *forms; i++)
		if (str_ieq(parameter, str_of(forms[i])))
			return true;
	return false;
}

static int param_cmp(const void *a, const void *b)
{
	return str_cmp(*(const struct str *)a, *(const struct str *)b);
}

static void normalise_query(struct arena *a, struct str query, struct address *out)
{
	size_t count = 1;
	for (size_t i = 0; i < query.n; i++)
		count += query.p[i] == '&';
	out->params = query.n ? arena_array(a, count, sizeof *out->params) : NULL;
	while (query.n) {
		struct str parameter = normalise_escapes(a, str_cut(&query, '&'), true);
		if (parameter.n && !tracker_is(out->host, parameter) && !asks_for_amp(parameter))
			out->params[out->param_count++] = parameter;
	}
	if (out->param_count > 1)
		qsort(out->params, out->param_count, sizeof *out->params, param_cmp);
}

static bool address_read(struct arena *a, struct str text, struct address *out)
{
	struct url url;
	if (!url_split(a, text, &url))
		return false;
	*out = (struct address){
		.host = normalise_host(a, url.host), .path = normalise_path(a, url.path)};
	if (!str_eq(url.port, S("80")) && !str_eq(url.port, S("443")))
		out->port = url.port;
	normalise_query(a, url.query, out);
	return host_is_sound(a, out->host);
}

static size_t put(char *out, struct str s)
{
	if (s.n)
		memcpy(out, s.p, s.n);
	return s.n;
}

/* The address from the byte `from` of its path on, with or without the host before it. */
static struct str address_print(
	struct arena *a, const struct address *address, bool with_host, size_t from)
{
	size_t room = address->host.n + address->port.n + address->path.n + 16;
	for (size_t i = 0; i < address->param_count; i++)
		room += address->params[i].n + 1;
	char *out = arena_alloc(a, room);
	size_t n = 0;
	if (with_host)
		n += put(out + n, address->host);
	if (with_host && address->port.n) {
		out[n++] = ':';
		n += put(out + n, address->port);
	}
	n += put(out + n, str_sub(address->path, from, SIZE_MAX));
	for (size_t i = 0; i < address->param_count; i++) {
		out[n++] = i ? '&' : '?';
		n += put(out + n, address->params[i]);
	}
	assert(n < room);
	return (struct str){out, n};
}

/* Redirectors that carry the address they lead to in a parameter. "google.*" is any host that
 * starts so, an empty host or path is any. */
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

/* Caches that carry it in their path. */
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
	return name.n == 0 || host_is(host, name);
}

/* The address that a redirector leads to, or STR_NONE when this is none. */
static struct str address_target(struct arena *a, const struct address *address)
{
	for (size_t i = 0; i < sizeof CARRIERS / sizeof *CARRIERS; i++) {
		struct str path = str_of(CARRIERS[i].path), param = str_of(CARRIERS[i].param);
		if (!address->param_count || !host_matches(address->host, CARRIERS[i].host) ||
			(path.n && !str_eq(address->path, path)))
			continue;
		for (size_t k = 0; k < address->param_count; k++) {
			struct str value = str_sub(address->params[k], param.n, SIZE_MAX);
			if (str_starts(address->params[k], param) && url_is_web(value = url_decode(a, value)))
				return value;
		}
	}
	for (size_t i = 0; i < sizeof CACHES / sizeof *CACHES; i++)
		if (str_starts(address->path, str_of(CACHES[i].path)) &&
			host_matches(address->host, CACHES[i].host))
			return str_printf(a, "https://" STR_FMT,
				STR_ARG(address_print(a, address, false, strlen(CACHES[i].path))));
	return STR_NONE;
}

struct str match_url_key(struct arena *a, struct str url)
{
	struct address address;
	for (int redirects = 0; redirects <= REDIRECTS_MAX; redirects++) {
		if (!address_read(a, url, &address))
			return STR_NONE;
		struct str target = address_target(a, &address);
		if (!target.n)
			return address_print(a, &address, true, 0);
		url = target;
	}
	return STR_NONE;
}

struct str match_url_clean(struct arena *a, struct str url)
{
	struct url parts;
	struct str trimmed = str_trim(url), rest = trimmed;
	if (has_blanks(trimmed) || !url_split(a, trimmed, &parts))
		return trimmed; /* not written as an address is: what a part of it means is anybody's guess
						 */
	struct str before = str_cut(&rest, '#'), fragment = rest, query = before;
	struct str head = str_cut(&query, '?'), host = normalise_host(a, parts.host);
	char *out = arena_alloc(a, trimmed.n + 1);
	size_t n = put(out, head);
	char join = '?';
	while (query.p) {
		struct str parameter = str_cut(&query, '&');
		if (tracker_is(host, parameter))
			continue;
		out[n++] = join;
		n += put(out + n, parameter);
		join = '&';
	}
	if (fragment.p && !tracker_is(host, fragment)) {
		out[n++] = '#';
		n += put(out + n, fragment);
	}
	return (struct str){out, n};
}
