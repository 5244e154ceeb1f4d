#include "base/url.h"

#include <curl/curl.h>

#include "base/buf.h"
#include "base/utf8.h"

enum { MAX_URL = 8000 };

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

/* What a C library takes for the end of the address, and a reader not. */
static bool has_nul(struct str text)
{
	return str_find_char(text, 0) != STR_NOT_FOUND;
}

bool url_parse(struct arena *a, struct str text, struct url *out)
{
	CURLU *u __attribute__((cleanup(url_cleanup))) = curl_url();
	if (text.n > MAX_URL || !url_is_web(text) || has_nul(text) ||
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

/* libcurl encodes what is not ASCII; an IRI stays one (RFC 3987 section 6.5). */
static struct str with_letters(struct arena *a, struct str url)
{
	char *p = arena_alloc(a, url.n + 1);
	size_t n = 0;
	for (size_t i = 0; i < url.n; i++) {
		struct str byte = str_sub(url, i, 3),
				   decoded = url.p[i] == '%' ? url_decode(a, byte) : byte;
		bool letter = decoded.n == 1 && (unsigned char)decoded.p[0] >= 0x80;
		p[n++] = letter ? decoded.p[0] : url.p[i];
		i += letter ? 2 : 0;
	}
	struct str iri = {p, n};
	return utf8_valid(iri) ? iri : url;
}

struct str url_resolve(struct arena *a, struct str base, struct str reference)
{
	reference = str_trim(reference);
	if (reference.n > MAX_URL || base.n > MAX_URL || has_nul(reference) || has_nul(base))
		return STR_NONE;
	if (url_is_web(reference) || str_istarts(reference, S("mailto:")))
		return reference;
	base = str_sub(base, 0, str_find_char(base, '#'));
	/* libcurl would leave out the last segment of the path (section 5.2.2: it stays). */
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
	/* What is encoded grows: the result has the limit of what it may be made of, so that resolving
	 * it again gives it again. */
	if (resolved.n > MAX_URL || !url_is_web(resolved))
		return STR_NONE;
	return str_is_ascii(reference) && str_is_ascii(base) ? resolved : with_letters(a, resolved);
}

static bool is_unreserved(char c)
{
	return is_alpha(c) || is_digit(c) || c == '-' || c == '.' || c == '_' || c == '~';
}

struct str url_encode(struct arena *a, struct str text)
{
	struct buf b CLEANUP_BUF = buf_new(text.n * 3);
	for (size_t i = 0; i < text.n; i++) {
		if (is_unreserved(text.p[i]))
			buf_add_char(&b, text.p[i]);
		else
			buf_addf(&b, "%%%02X", (unsigned char)text.p[i]);
	}
	return str_copy(a, buf_str(&b));
}

static int hex_value(char c)
{
	if (is_digit(c))
		return c - '0';
	c = to_lower(c);
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

struct str url_decode(struct arena *a, struct str text)
{
	char *p = arena_alloc(a, text.n + 1);
	size_t n = 0;
	for (size_t i = 0; i < text.n; i++) {
		int high = -1, low = -1;
		if (text.p[i] == '%' && i + 2 < text.n) {
			high = hex_value(text.p[i + 1]);
			low = hex_value(text.p[i + 2]);
		}
		bool escape = high >= 0 && low >= 0;
		p[n++] = escape ? (char)(high * 16 + low) : text.p[i];
		i += escape ? 2 : 0;
	}
	return (struct str){p, n};
}
