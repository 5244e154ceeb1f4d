#include "base/url.h"

#include <assert.h>
#include <curl/curl.h>

#include "base/utf8.h"

static void url_cleanup(CURLU **u)
{
	curl_url_cleanup(*u);
}

static struct str url_part(struct arena *a, CURLU *u, CURLUPart part, unsigned flags)
{
	char *text = NULL;
	if (curl_url_get(u, part, &text, flags) != CURLUE_OK)
		return STR_NONE;
	struct str copy = str_copy(a, str_of(text));
	curl_free(text);
	return copy;
}

bool url_is_web(struct str text)
{
	return (str_istarts(text, S("http://")) && text.n > 7) ||
		(str_istarts(text, S("https://")) && text.n > 8);
}

/* libcurl would take a NUL for the end of the address. */
static bool has_nul(struct str text)
{
	return str_find_char(text, 0) != STR_NOT_FOUND;
}

bool url_parse(struct arena *a, struct str text, struct url *out)
{
	CURLU *u __attribute__((cleanup(url_cleanup))) = curl_url();
	if (text.n > URL_MAX || !url_is_web(text) || has_nul(text) ||
		curl_url_set(u, CURLUPART_URL, str_cstr(a, text), CURLU_URLENCODE) != CURLUE_OK)
		return false;
	*out = (struct url){
		.scheme = url_part(a, u, CURLUPART_SCHEME, 0),
		.host = str_lower(a, url_part(a, u, CURLUPART_HOST, 0)),
		.port = url_part(a, u, CURLUPART_PORT, CURLU_NO_DEFAULT_PORT),
		.path = url_part(a, u, CURLUPART_PATH, 0),
		.query = url_part(a, u, CURLUPART_QUERY, 0),
		.fragment = url_part(a, u, CURLUPART_FRAGMENT, 0),
	};
	return out->host.n > 0;
}

bool url_is_sound(struct arena *a, struct str text)
{
	struct url parts;
	for (size_t i = 0; i < text.n; i++)
		if ((unsigned char)text.p[i] <= ' ')
			return false;
	return url_parse(a, text, &parts);
}

/* Decodes the escapes of bytes beyond ASCII: libcurl has encoded the letters of an IRI, which stay
 * letters (RFC 3987 section 6.5). */
static struct str with_letters(struct arena *a, struct str url)
{
	char *p = arena_alloc(a, url.n + 1);
	size_t n = 0;
	for (size_t i = 0; i < url.n; i++) {
		int value = url_escape_value(str_sub(url, i, 3));
		p[n++] = value >= 0x80 ? (char)value : url.p[i];
		i += value >= 0x80 ? 2 : 0;
	}
	struct str iri = {p, n};
	return utf8_valid(iri) ? iri : url;
}

struct str url_resolve(struct arena *a, struct str base, struct str reference)
{
	reference = str_trim(reference);
	if (reference.n > URL_MAX || base.n > URL_MAX || has_nul(reference) || has_nul(base))
		return STR_NONE;
	if (url_is_web(reference) || str_istarts(reference, S("mailto:")))
		return reference;
	base = str_sub(base, 0, str_find_char(base, '#'));
	/* For a mere fragment libcurl would drop the last segment of the path, which stays (RFC 3986
	 * section 5.2.2). */
	if (reference.n && reference.p[0] == '#') {
		base = str_printf(a, STR_FMT STR_FMT, STR_ARG(base), STR_ARG(reference));
		reference = STR_NONE;
	}
	CURLU *u __attribute__((cleanup(url_cleanup))) = curl_url();
	if (!url_is_web(base) ||
		curl_url_set(u, CURLUPART_URL, str_cstr(a, base), CURLU_URLENCODE) != CURLUE_OK)
		return STR_NONE;
	if (reference.n &&
		curl_url_set(u, CURLUPART_URL, str_cstr(a, reference), CURLU_URLENCODE) != CURLUE_OK)
		return STR_NONE;
	struct str resolved = url_part(a, u, CURLUPART_URL, 0);
	/* Encoding makes it longer. The result keeps to the limit too, so that resolving it once more
	 * gives the same. */
	if (resolved.n > URL_MAX || !url_is_web(resolved))
		return STR_NONE;
	return str_is_ascii(reference) && str_is_ascii(base) ? resolved : with_letters(a, resolved);
}

bool url_is_unreserved(char c)
{
	return is_alpha(c) || is_digit(c) || c == '-' || c == '.' || c == '_' || c == '~';
}

size_t url_put_escape(char *out, unsigned char byte)
{
	static const char digits[] = "0123456789ABCDEF";
	out[0] = '%';
	out[1] = digits[byte >> 4];
	out[2] = digits[byte & 15];
	return 3;
}

struct str url_encode_unless(struct arena *a, struct str text, bool (*stays)(struct str rest))
{
	char *out = arena_alloc(a, text.n * 3 + 1);
	size_t n = 0;
	for (size_t i = 0; i < text.n; i++) {
		if (stays(str_sub(text, i, SIZE_MAX)))
			out[n++] = text.p[i];
		else
			n += url_put_escape(out + n, (unsigned char)text.p[i]);
	}
	assert(n <= text.n * 3);
	return (struct str){out, n};
}

static bool begins_unreserved(struct str rest)
{
	return url_is_unreserved(rest.p[0]);
}

struct str url_encode(struct arena *a, struct str text)
{
	return url_encode_unless(a, text, begins_unreserved);
}

int url_escape_value(struct str s)
{
	int high = s.n >= 3 && s.p[0] == '%' ? hex_value(s.p[1]) : -1;
	int low = high >= 0 ? hex_value(s.p[2]) : -1;
	return low >= 0 ? high * 16 + low : -1;
}

struct str url_decode(struct arena *a, struct str text)
{
	char *p = arena_alloc(a, text.n + 1);
	size_t n = 0;
	for (size_t i = 0; i < text.n; i++) {
		int value = url_escape_value(str_sub(text, i, 3));
		p[n++] = value >= 0 ? (char)value : text.p[i];
		i += value >= 0 ? 2 : 0;
	}
	return (struct str){p, n};
}

bool url_host_is_in(struct str host, struct str domain)
{
	assert(domain.n);
	return str_ends(host, domain) && (host.n == domain.n || host.p[host.n - domain.n - 1] == '.');
}

bool url_is_this_machine(struct str host)
{
	if (str_ieq(host, S("localhost")) || str_eq(host, S("[::1]")))
		return true;
	for (size_t i = 0; i < host.n; i++)
		if (!is_digit(host.p[i]) && host.p[i] != '.')
			return false;
	return str_starts(host, S("127."));
}

bool url_is_reserved(struct str domain)
{
	static const char *const ends[] = {"example.org", "example.com", "example.net", ".example"};
	for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
		struct str end = str_of(ends[i]);
		size_t at = domain.n - end.n;
		if (domain.n >= end.n && str_ieq(str_sub(domain, at, SIZE_MAX), end) &&
			(at == 0 || end.p[0] == '.' || domain.p[at - 1] == '.'))
			return true;
	}
	return false;
}

bool url_names_reserved(struct arena *a, struct str address)
{
	struct url url;
	struct str domain = address, local = str_cut(&domain, '@');
	if (url_parse(a, address, &url))
		return url_is_reserved(url.host);
	struct str name = domain.p ? domain : local;
	return url_is_reserved(str_cut(&name, ','));
}
