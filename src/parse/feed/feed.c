#include "parse/feed/feed.h"

#include <assert.h>

#include "base/utf8.h"
#include "parse/feed/build.h"
#include "parse/feed/date_order.h"
#include "parse/feed/jsonfeed.h"
#include "parse/feed/xmlfeed.h"
#include "parse/text/charset.h"
#include "parse/text/reference_bytes.h"

enum { JUNK_REACH = 4096 }; /* bytes in which a feed must begin */

/* The value of the first header line "Name: value" with this name. */
static struct str header_value(const struct feed_input *in, struct str name)
{
	for (size_t i = 0; i < in->headers.n; i++) {
		struct str value = in->headers.v[i];
		if (str_find_char(value, ':') != STR_NOT_FOUND &&
			str_ieq(str_trim(str_cut(&value, ':')), name))
			return str_trim(value);
	}
	return STR_NONE;
}

/* The text from where the feed begins. Web programs may print warnings before it. */
static struct str skip_junk(struct arena *a, struct str text, struct feed *out)
{
	static const struct str starts[] = {S("<?xml"), S("<rss"), S("<feed"), S("<rdf:RDF")};
	struct str front = str_sub(text, 0, JUNK_REACH);
	size_t first = STR_NOT_FOUND;
	for (size_t i = 0; i < sizeof starts / sizeof *starts; i++) {
		size_t at = str_find(front, starts[i]);
		first = at < first ? at : first;
	}
	if (first == STR_NOT_FOUND || first == 0)
		return text;
	feed_add_error(a, out,
		(struct feed_error){S("xml"), S("something else stands before the feed"), 1, false});
	return str_sub(text, first, SIZE_MAX);
}

/* True when the text begins as XML feeds do. */
static bool begins_as_feed(struct str text)
{
	return str_starts(text, S("<?")) || str_starts(text, S("<!--")) ||
		str_istarts(text, S("<!DOCTYPE")) || str_istarts(text, S("<rss")) ||
		str_istarts(text, S("<feed")) || str_istarts(text, S("<rdf"));
}

/* True for an HTML page. One that holds a feed near its beginning is read as that feed. */
static bool is_web_page(struct str text)
{
	static const struct str roots[] = {S("<rss"), S("<feed"), S("<rdf:RDF")};
	struct str front = str_sub(text, 0, JUNK_REACH);
	for (size_t i = 0; i < sizeof roots / sizeof *roots; i++)
		if (str_ifind(front, roots[i]) != STR_NOT_FOUND)
			return false;
	return str_istarts(text, S("<!DOCTYPE html")) || str_istarts(text, S("<html")) ||
		str_istarts(text, S("<head")) || str_istarts(text, S("<body"));
}

static void add_not_a_feed(struct arena *a, struct feed *out, const char *message)
{
	feed_add_error(a, out, (struct feed_error){S("not-a-feed"), str_of(message), 0, true});
}

/* Reads the text by what it begins with. */
static void read_text(
	struct arena *a, const struct feed_input *in, struct str text, struct feed *out)
{
	struct str base = feed_resolve(a, in->url, header_value(in, S("Content-Location"))),
			   language = feed_language(a, header_value(in, S("Content-Language")));
	struct str begin = str_trim(text);
	base = base.n ? base : in->url;
	if (!begin.n) {
		add_not_a_feed(a, out, "The answer is empty.");
	} else if (begin.p[0] == '{' || begin.p[0] == '[') {
		jsonfeed_read(a, begin, base, out);
	} else if (is_web_page(begin)) {
		add_not_a_feed(a, out, "This is a web page, not a feed.");
	} else {
		text = begins_as_feed(begin) ? text : skip_junk(a, begin, out);
		if (str_trim(text).p[0] == '<')
			xmlfeed_read(a, text, base, language, out);
		else
			add_not_a_feed(a, out, "This is neither a feed nor anything like one.");
	}
}

/* Puts the error that says what the bytes are before all others. */
static void put_not_a_feed_first(struct arena *a, struct feed *out)
{
	if (!out->error_count)
		add_not_a_feed(a, out, "This is XML, but not a feed.");
	for (size_t i = 1; i < out->error_count; i++) {
		if (!str_eq(out->errors[i].code, S("not-a-feed")))
			continue;
		struct feed_error first = out->errors[0];
		out->errors[0] = out->errors[i];
		out->errors[i] = first;
		return;
	}
}

void feed_parse(struct arena *a, const struct feed_input *in, struct feed *out)
{
	*out = feed_blank();
	struct charset_text decoded;
	if (in->bytes.n > FEED_MAX_BYTES)
		feed_add_error(a, out,
			(struct feed_error){
				S("limit"), S("the feed is too large; the first 32 MB were read"), 0, false});
	charset_decode(a, utf8_cut(in->bytes, FEED_MAX_BYTES), in->content_type, &decoded);
	decoded.text = reference_join_bytes(a, decoded.text);
	out->encoding = decoded.encoding;
	if (decoded.fault)
		feed_add_error(a, out, (struct feed_error){S("encoding"), str_of(decoded.fault), 0, false});
	read_text(a, in, decoded.text, out);
	feed_order_dates(a, out);
	if (!out->format.n)
		put_not_a_feed_first(a, out);
	assert(out->format.n || out->error_count);
}
