#include "parse/opml/opml_read.h"

#include <stdlib.h>

#include "base/size.h"
#include "base/url.h"
#include "base/utf8.h"
#include "parse/text/charset.h"
#include "parse/xml/xml.h"

enum { OPML_MAX_BYTES = 8 << 20, MAX_TITLE = 500 /* bytes */ };

struct reader {
	struct arena *a;
	struct outlines found;
	bool is_opml, is_other; /* by the first element */
	bool too_many;
};

/* The value of an attribute whose name may be in any case, trimmed. */
static struct str attribute(struct reader *r, const struct xml_tag *tag, const char *name)
{
	for (size_t i = 0; i < tag->attr_count; i++)
		if (str_ieq(str_of(tag->attrs[i].name), str_of(name)))
			return utf8_clean(r->a, str_copy(r->a, str_trim(tag->attrs[i].value)));
	return STR_NONE;
}

/* Programs register for "feed:" to be handed the addresses of feeds; iTunes does for its own. */
static struct str without_feed_scheme(struct arena *a, struct str url)
{
	static const struct str schemes[] = {S("feed:"), S("itpc:"), S("pcast:"), S("rss:")};
	for (size_t i = 0; i < sizeof schemes / sizeof *schemes; i++) {
		if (!str_istarts(url, schemes[i]))
			continue;
		struct str rest = str_sub(url, schemes[i].n, SIZE_MAX);
		if (url_is_web(rest))
			return rest;
		if (str_starts(rest, S("//")))
			return str_printf(a, "http:" STR_FMT, STR_ARG(rest));
	}
	return url;
}

/* The address of a feed. OPML 1.0 had it as `url`. */
static struct str feed_address(struct reader *r, const struct xml_tag *tag)
{
	struct str url = attribute(r, tag, "xmlUrl");
	if (!url.n && str_ieq(attribute(r, tag, "type"), S("rss")))
		url = attribute(r, tag, "url");
	return without_feed_scheme(r->a, url);
}

static void read_outline(struct reader *r, const struct xml_tag *tag)
{
	struct str title = attribute(r, tag, "title");
	struct outline outline = {
		.xml_url = feed_address(r, tag), .html_url = str_trim(attribute(r, tag, "htmlUrl"))};
	if (!title.n)
		title = attribute(r, tag, "text");
	outline.title = str_collapse(r->a, utf8_cut(title, MAX_TITLE));
	r->too_many |= r->found.n == OPML_FEEDS_MAX;
	if (!outline.xml_url.n || r->too_many)
		return;
	r->found.v = arena_grow(r->a, r->found.v, r->found.n, sizeof outline);
	r->found.v[r->found.n++] = outline;
}

static void on_start(void *user, const struct xml_tag *tag)
{
	struct reader *r = user;
	struct str name = str_of(tag->name);
	if (!r->is_opml && !r->is_other) {
		r->is_opml = str_ieq(name, S("opml"));
		r->is_other = !r->is_opml;
	} else if (r->is_opml && str_ieq(name, S("outline"))) {
		read_outline(r, tag);
	}
}

static void on_end(void *user, const char *name, const char *ns)
{
	(void)user, (void)name, (void)ns;
}

static void on_text(void *user, struct str text)
{
	(void)user, (void)text;
}

struct ordered {
	struct str url;
	size_t at; /* its place in the document */
};

/* By address, then by place. */
static int compare_ordered(const void *left, const void *right)
{
	const struct ordered *a = left, *b = right;
	int order = str_cmp(a->url, b->url);
	return order ? order : (a->at > b->at) - (a->at < b->at);
}

/* Keeps the first outline of each address, in document order. */
static void drop_repeated(struct arena *a, struct outlines *outlines)
{
	struct ordered *ordered = arena_array(a, outlines->n + 1, sizeof *ordered);
	bool *repeated = arena_array(a, outlines->n + 1, sizeof *repeated);
	size_t kept = 0;
	for (size_t i = 0; i < outlines->n; i++)
		ordered[i] = (struct ordered){outlines->v[i].xml_url, i};
	qsort(ordered, outlines->n, sizeof *ordered, compare_ordered);
	for (size_t i = 1; i < outlines->n; i++)
		repeated[ordered[i].at] = str_eq(ordered[i].url, ordered[i - 1].url);
	for (size_t i = 0; i < outlines->n; i++)
		if (!repeated[i])
			outlines->v[kept++] = outlines->v[i];
	outlines->n = kept;
}

static const struct xml_handler HANDLER = {on_start, on_end, on_text};

/* Reads with libxml2; what that one cannot save is read by the lenient engine, which counts unless
 * it finds fewer feeds: libxml2 drops attributes of a broken tag. */
static void read_list(struct reader *r, struct str text, struct xml_result *result)
{
	struct xml_result again;
	struct reader lenient = {.a = r->a};
	xml_read(text, &HANDLER, r, result);
	if (!result->broken || result->limit)
		return;
	xml_read_lenient(text, &HANDLER, &lenient, &again);
	if (!lenient.is_opml || lenient.found.n < r->found.n)
		return;
	*r = lenient;
	result->truncated = again.truncated;
	result->limit = again.limit;
}

/* What was wrong with the document, though its feeds could be read. */
static struct str fault_of(
	struct arena *a, const struct charset_text *decoded, const struct xml_result *result)
{
	if (!result->well_formed)
		return str_printf(a, "line %ld: %s", result->line, result->message);
	return decoded->fault ? str_of(decoded->fault) : STR_NONE;
}

bool opml_read(struct arena *a, struct str bytes, struct outlines *out, struct err *err)
{
	struct charset_text decoded;
	struct xml_result result;
	struct reader r = {.a = a};
	*out = (struct outlines){0};
	char words[SIZE_WORDS];
	if (bytes.n > OPML_MAX_BYTES)
		return err_set(
			err, "the list of feeds is longer than %s", size_words(OPML_MAX_BYTES, words));
	charset_decode(a, bytes, STR_NONE, &decoded);
	read_list(&r, decoded.text, &result);
	if (!r.is_opml)
		return err_set(err, "the list of feeds cannot be read: it is no OPML");
	if (result.limit)
		return err_set(
			err, "the list of feeds cannot be read: line %ld: %s", result.line, result.message);
	if (result.truncated)
		return err_set(err, "the list of feeds cannot be read: it breaks off before its end");
	if (r.too_many)
		return err_set(err, "the list of feeds names more than %d feeds", OPML_FEEDS_MAX);
	*out = r.found;
	out->fault = fault_of(a, &decoded, &result);
	drop_repeated(a, out);
	return true;
}
