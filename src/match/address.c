#include "match/address.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "match/host.h"
#include "match/trackers.h"

bool address_has_blanks(struct str text)
{
	for (size_t i = 0; i < text.n; i++)
		if ((unsigned char)text.p[i] <= ' ' || text.p[i] == 127)
			return true;
	return false;
}

/* Splits an address that is written as nearly all are, without a copy. False for all others, which
 * url_parse has to read: with user names, IP addresses, escapes or foreign scripts in the host, or
 * blanks. */
static bool split_plain(struct str text, struct url *out)
{
	if (address_has_blanks(text))
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

bool address_split(struct arena *a, struct str text, struct url *out)
{
	text = str_trim(text);
	if (text.n > URL_MAX || !url_is_web(text))
		return false;
	return split_plain(text, out) || url_parse(a, text, out);
}

static size_t put_char(char *out, unsigned char c)
{
	*out = (char)c;
	return 1;
}

/* The normal form of escapes (RFC 3986 section 6.2.2): unreserved characters are never escaped,
 * escapes have upper-case digits, and what may not stand in an address is escaped. In a query "+"
 * is a blank. */
static struct str normalise_escapes(struct arena *a, struct str s, bool query)
{
	char *out = arena_alloc(a, 3 * s.n + 1);
	size_t n = 0;
	for (size_t i = 0; i < s.n; i++) {
		unsigned char c = (unsigned char)s.p[i];
		int value = c == '%' ? url_escape_value(str_sub(s, i, 3)) : -1;
		if (value >= 0) {
			c = (unsigned char)value;
			i += 2;
			n += url_is_unreserved((char)c) ? put_char(out + n, c) : url_put_escape(out + n, c);
		} else if (c == '+' && query) {
			n += url_put_escape(out + n, ' ');
		} else if (c <= ' ' || c >= 127 || strchr("%\"<>\\^`{|}", c)) {
			n += url_put_escape(out + n, c);
		} else {
			n += put_char(out + n, c);
		}
	}
	assert(n <= 3 * s.n);
	return (struct str){out, n};
}

/* Removes "." and ".." segments in place (RFC 3986 section 5.2.4) and returns the new length. The
 * path begins with "/". */
static size_t remove_dot_segments(char *path, size_t n)
{
	size_t out = 0;
	assert(n && path[0] == '/');
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

/* The path without endings behind which the same page is shown: a slash, the name of the index
 * page, "/amp". */
static struct str trim_path(struct str path)
{
	static const char *const index_pages[] = {"/index.html", "/index.htm", "/index.php"};
	for (size_t before = SIZE_MAX; path.n != before;) {
		before = path.n;
		while (str_ends(path, S("/")))
			path.n--;
		for (size_t i = 0; i < ARRAY_COUNT(index_pages); i++)
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

static bool asks_for_amp(struct str parameter)
{
	static const char *const forms[] = {"amp", "amp=1", "amp=true", "output=amp", "outputtype=amp"};
	for (size_t i = 0; i < ARRAY_COUNT(forms); i++)
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
		if (parameter.n && !trackers_have(out->host, parameter) && !asks_for_amp(parameter))
			out->params[out->param_count++] = parameter;
	}
	if (out->param_count > 1)
		qsort(out->params, out->param_count, sizeof *out->params, param_cmp);
}

bool address_read(struct arena *a, struct str text, struct address *out)
{
	struct url url;
	if (!address_split(a, text, &url))
		return false;
	*out = (struct address){
		.host = host_normalise(a, url.host), .path = normalise_path(a, url.path)};
	if (!str_eq(url.port, S("80")) && !str_eq(url.port, S("443")))
		out->port = url.port;
	normalise_query(a, url.query, out);
	return host_is_sound(a, out->host);
}

/* Copies s to `out` and returns its length. */
static size_t put(char *out, struct str s)
{
	if (s.n)
		memcpy(out, s.p, s.n);
	return s.n;
}

struct str address_print(
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
