#include "parse/feed/feed.h"

#include "base/utf8.h"
#include "parse/text/charset.h"
#include "parse/feed/build.h"

enum { JUNK_REACH = 4096 };

/* The value of the header line "Name: value" of this name. */
static struct str header(const struct feed_input *in, struct str name)
{
	for (size_t i = 0; i < in->headers.n; i++) {
		struct str value = in->headers.v[i];
		if (str_find_char(value, ':') != STR_NOT_FOUND &&
			str_ieq(str_trim(str_cut(&value, ':')), name))
			return str_trim(value);
	}
	return STR_NONE;
}

/* Programs print warnings before the document. It begins at the first thing that only feeds begin
 * with. */
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
	feed_fault(a, out, "xml", S("something else stands before the feed"), 1, false);
	return str_sub(text, first, SIZE_MAX);
}

static bool is_markup_of_feeds(struct str text)
{
	return str_starts(text, S("<?")) || str_starts(text, S("<!--")) ||
		str_istarts(text, S("<!DOCTYPE")) || str_istarts(text, S("<rss")) ||
		str_istarts(text, S("<feed")) || str_istarts(text, S("<rdf"));
}

/* Pages may hold a feed, whose root is then near. */
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

static void not_a_feed(struct arena *a, struct feed *out, const char *message)
{
	feed_fault(a, out, "not-a-feed", str_of(message), 0, true);
}

static void read_text(
	struct arena *a, const struct feed_input *in, struct str text, struct feed *out)
{
	struct str base = feed_resolve(a, in->url, header(in, S("Content-Location"))),
			   language = header(in, S("Content-Language"));
	struct str begin = str_trim(text);
	base = base.n ? base : in->url;
	if (!begin.n) {
		not_a_feed(a, out, "The answer is empty.");
	} else if (begin.p[0] == '{' || begin.p[0] == '[') {
		feed_read_json(a, utf8_clean(a, begin), base, out);
	} else if (is_web_page(begin)) {
		not_a_feed(a, out, "This is a web page, not a feed.");
	} else {
		text = is_markup_of_feeds(begin) ? text : skip_junk(a, begin, out);
		if (str_trim(text).p[0] == '<')
			feed_read_xml(a, text, base, language, out);
		else
			not_a_feed(a, out, "This is neither a feed nor anything like one.");
	}
}

/* Without a format nothing was read; the error that says what it is comes first. */
static void settle_not_a_feed(struct arena *a, struct feed *out)
{
	if (!out->error_count)
		not_a_feed(a, out, "This is XML, but not a feed.");
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
		feed_fault(
			a, out, "limit", S("the feed is too large; the first 32 MiB were read"), 0, false);
	charset_decode(a, utf8_cut(in->bytes, FEED_MAX_BYTES), in->content_type, &decoded);
	out->encoding = decoded.encoding;
	if (decoded.fault)
		feed_fault(a, out, "encoding", str_of(decoded.fault), 0, false);
	read_text(a, in, decoded.text, out);
	if (!out->format.n)
		settle_not_a_feed(a, out);
}
