#include <assert.h>
#include <libxml/SAX2.h>
#include <libxml/parser.h>
#include <stdlib.h>

#include "base/buf.h"
#include "base/url.h"
#include "base/utf8.h"
#include "publish/opml.h"

enum {
	OPML_MAX_BYTES = 8 << 20,
	MAX_OUTLINES = 20000,
	MAX_DEPTH = 100,
	MAX_QUOTES = 1000,
	MAX_TITLE = 500, /* bytes */
	MAX_ADDRESS = 4000
};

struct reader {
	struct arena *a;
	xmlParserCtxtPtr parser;
	struct outlines *out;
	size_t depth;
	struct err problem; /* the first one found; no text: none */
};

static void reader_stop(struct reader *r, const char *problem)
{
	if (!r->problem.text[0])
		err_set(&r->problem, "%s", problem);
	xmlStopParser(r->parser);
}

/* Whether a tag may have too many attributes: libxml2 compares each attribute of a tag with every
 * other, and takes minutes for 100,000 of them. A value needs two quotation marks, so their number
 * since the last "<" is an upper bound, whatever the markup looks like. */
static bool has_crowded_tag(struct str xml)
{
	size_t quotes = 0;
	for (size_t i = 0; i < xml.n; i++) {
		if (xml.p[i] == '<')
			quotes = 0;
		else if ((xml.p[i] == '"' || xml.p[i] == '\'') && ++quotes > MAX_QUOTES)
			return true;
	}
	return false;
}

/* The value of an attribute: without entity substitution libxml2 hands an "&" in it on as "&#38;".
 */
static struct str with_ampersands(struct arena *a, struct str value)
{
	struct buf b CLEANUP_BUF = buf_new(value.n);
	for (size_t at; (at = str_find(value, S("&#38;"))) != STR_NOT_FOUND;
		 value = str_sub(value, at + 5, SIZE_MAX)) {
		buf_add(&b, str_sub(value, 0, at));
		buf_add_char(&b, '&');
	}
	buf_add(&b, value);
	return str_copy(a, utf8_clean(a, buf_str(&b)));
}

/* The value of the attribute, or STR_NONE. libxml2 gives five pointers for each: name, prefix,
 * namespace, and both ends of the value. */
static struct str attribute_value(
	struct arena *a, const xmlChar **attributes, int count, const char *name)
{
	for (int i = 0; i < count; i++) {
		const char *const *five = (const char *const *)(attributes + 5 * i);
		if (str_ieq(str_of(five[0]), str_of(name)))
			return str_trim(with_ampersands(a, (struct str){five[3], (size_t)(five[4] - five[3])}));
	}
	return STR_NONE;
}

/* The address if it is one that a browser may be sent to. */
static struct str web_address(struct str text)
{
	return text.n <= MAX_ADDRESS && url_is_web(text) ? text : STR_NONE;
}

static void on_outline(struct reader *r, const xmlChar **attributes, int count)
{
	struct str title = attribute_value(r->a, attributes, count, "title");
	if (!title.n)
		title = attribute_value(r->a, attributes, count, "text");
	struct outline outline = {
		.title = str_collapse(r->a, utf8_cut(title, MAX_TITLE)),
		.xml_url = web_address(attribute_value(r->a, attributes, count, "xmlUrl")),
		.html_url = web_address(attribute_value(r->a, attributes, count, "htmlUrl")),
	};
	if (!outline.xml_url.n)
		return;
	if (r->out->n == MAX_OUTLINES) {
		reader_stop(r, "it lists more than 20000 feeds");
		return;
	}
	r->out->v = arena_grow(r->a, r->out->v, r->out->n, sizeof outline);
	r->out->v[r->out->n++] = outline;
}

static void on_start(void *user, const xmlChar *name, const xmlChar *prefix, const xmlChar *ns,
	int namespace_count, const xmlChar **namespaces, int attribute_count, int defaulted,
	const xmlChar **attributes)
{
	(void)prefix, (void)ns, (void)namespace_count, (void)namespaces, (void)defaulted;
	struct reader *r = user;
	struct str element = str_of((const char *)name);
	if (r->depth++ == 0 && !str_ieq(element, S("opml")))
		reader_stop(r, "it is no OPML: the outermost element is another one");
	else if (r->depth > MAX_DEPTH)
		reader_stop(r, "its outlines nest too deep");
	else if (str_ieq(element, S("outline")))
		on_outline(r, attributes, attribute_count);
}

static void on_end(void *user, const xmlChar *name, const xmlChar *prefix, const xmlChar *ns)
{
	(void)name, (void)prefix, (void)ns;
	struct reader *r = user;
	assert(r->depth > 0);
	r->depth--;
}

/* No list of feeds needs entities of its own. Who declares them wants to exhaust the memory of the
 * reader (a "billion laughs") or to read its files. */
static void on_entity(void *user, const xmlChar *name, int type, const xmlChar *public_id,
	const xmlChar *system_id, xmlChar *content)
{
	(void)name, (void)type, (void)public_id, (void)system_id, (void)content;
	reader_stop(user, "it declares entities");
}

static void on_problem(void *user, xmlErrorPtr error)
{
	struct reader *r = user;
	struct str message = str_trim(str_of(error->message));
	if (error->level >= XML_ERR_ERROR && !r->problem.text[0])
		err_set(&r->problem, "line %d: " STR_FMT, error->line, STR_ARG(message));
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

/* For a document with a DOCTYPE libxml2 makes a tree of its own, which is not freed with the
 * parser. */
static void parser_free(xmlParserCtxtPtr *parser)
{
	if (*parser)
		xmlFreeDoc((*parser)->myDoc);
	xmlFreeParserCtxt(*parser);
}

bool opml_read(struct arena *a, struct str xml, struct outlines *out, struct err *err)
{
	xmlSAXHandler handler = {.initialized = XML_SAX2_MAGIC,
		.startElementNs = on_start,
		.endElementNs = on_end,
		.entityDecl = on_entity,
		.serror = on_problem};
	struct reader r = {.a = a, .out = out};
	*out = (struct outlines){0};
	if (xml.n > OPML_MAX_BYTES)
		return err_set(err, "the list of feeds is longer than %d bytes", OPML_MAX_BYTES);
	if (has_crowded_tag(xml))
		return err_set(err, "the list of feeds has a tag with too many attributes");
	xmlParserCtxtPtr parser __attribute__((cleanup(parser_free))) = xmlCreatePushParserCtxt(
		&handler, &r, NULL, 0, NULL);
	if (!parser)
		return err_set_kind(err, ERR_SYSTEM, "no memory to read the list of feeds");
	r.parser = parser;
	xmlCtxtUseOptions(parser, XML_PARSE_NONET);
	xmlParseChunk(parser, xml.n ? xml.p : "", (int)xml.n, 1);
	if (r.problem.text[0] || !parser->wellFormed)
		return err_set(err, "the list of feeds cannot be read: %s",
			r.problem.text[0] ? r.problem.text : "it is not well-formed XML");
	drop_repeated(a, out);
	return true;
}
