#include "parse/xml/xml.h"

#include <libxml/parser.h>
#include <libxml/parserInternals.h>
#include <stdio.h>
#include <string.h>

#include "base/buf.h"
#include "parse/xml/repair.h"

/* Pieces that stay in the processor's cache; much larger or smaller ones are slower. */
enum { CHUNK = 32 * 1024 };

struct xml_reader {
	const struct xml_handler *handler;
	void *user;
	struct xml_result *result;
	xmlParserCtxtPtr parser;
	size_t depth, namespaces;
	uint16_t namespaces_at[XML_MAX_DEPTH + 1];
	bool root_ended;
	struct xml_attr attrs[XML_MAX_ATTRS];
	struct xml_attr declared[XML_MAX_ATTRS];
};

static const char *name_of(const xmlChar *name)
{
	return name ? (const char *)name : "";
}

static void fault(struct xml_reader *r, const char *message, long line)
{
	r->result->well_formed = false;
	if (r->result->message[0])
		return;
	snprintf(r->result->message, sizeof r->result->message, "%s", message);
	r->result->message[strcspn(r->result->message, "\r\n")] = 0;
	r->result->line = line;
}

static void stop(struct xml_reader *r, const char *message)
{
	fault(r, message, r->parser->input ? r->parser->input->line : 0);
	r->result->stopped = true;
	xmlStopParser(r->parser);
}

/* Without entity substitution libxml2 leaves "&" in attribute values as "&#38;". Such a value is
 * the parser's own copy, used by nobody after us, so it is shortened where it is. */
static struct str attr_text(const xmlChar *begin, const xmlChar *end)
{
	char *p = (char *)(uintptr_t)begin;
	struct str rest = {p, (size_t)(end - begin)};
	size_t n = 0, at;
	if (str_find_char(rest, '&') == STR_NOT_FOUND)
		return rest;
	while ((at = str_find(rest, S("&#38;"))) != STR_NOT_FOUND) {
		memmove(p + n, rest.p, at + 1);
		n += at + 1;
		rest = str_sub(rest, at + 5, SIZE_MAX);
	}
	if (n && rest.n)
		memmove(p + n, rest.p, rest.n);
	return (struct str){p, n + rest.n};
}

/* The five pointers that SAX2 gives an attribute: local name, prefix, URI, begin and end of the
 * value. */
static struct xml_attr attr_of(const xmlChar **a)
{
	return (struct xml_attr){name_of(a[0]), name_of(a[1]), name_of(a[2]), attr_text(a[3], a[4])};
}

static void on_start(void *user, const xmlChar *name, const xmlChar *prefix, const xmlChar *ns,
	int ns_count, const xmlChar **namespaces, int attr_count, int defaulted, const xmlChar **attrs)
{
	struct xml_reader *r = user;
	(void)defaulted;
	if (r->depth == XML_MAX_DEPTH) {
		stop(r, "the elements are nested too deeply");
		return;
	}
	r->depth++;
	r->namespaces_at[r->depth] = (uint16_t)ns_count;
	r->namespaces += (size_t)ns_count;
	if (r->namespaces > XML_MAX_NAMESPACES || attr_count > XML_MAX_ATTRS ||
		ns_count > XML_MAX_ATTRS) {
		stop(r, "there are too many namespaces or attributes");
		return;
	}
	for (int i = 0; i < attr_count; i++)
		r->attrs[i] = attr_of(attrs + i * 5);
	for (int i = 0; i < ns_count; i++)
		r->declared[i] = (struct xml_attr){
			"", name_of(namespaces[i * 2]), name_of(namespaces[i * 2 + 1]), STR_NONE};
	struct xml_tag tag = {name_of(name), name_of(prefix), name_of(ns), r->attrs, (size_t)attr_count,
		r->declared, (size_t)ns_count};
	r->handler->start(r->user, &tag);
}

static void on_end(void *user, const xmlChar *name, const xmlChar *prefix, const xmlChar *ns)
{
	struct xml_reader *r = user;
	(void)prefix;
	if (!r->depth)
		return;
	r->namespaces -= r->namespaces_at[r->depth];
	r->depth--;
	r->root_ended = r->depth == 0;
	r->handler->end(r->user, name_of(name), name_of(ns));
}

static void on_text(void *user, const xmlChar *text, int n)
{
	struct xml_reader *r = user;
	if (n > 0)
		r->handler->text(r->user, (struct str){(const char *)text, (size_t)n});
}

/* Libxml2's own limits: 50,000 bytes of a name, 10 million of anything else that has to be seen
 * whole. */
static bool is_limit(const xmlError *error)
{
	return error->code == XML_ERR_NAME_TOO_LONG ||
		(error->code == XML_ERR_INTERNAL_ERROR && strstr(error->message, "Huge input"));
}

static void on_error(void *user, xmlErrorPtr error)
{
	struct xml_reader *r = user;
	if (!error->message || error->level < XML_ERR_ERROR)
		return;
	bool limit = is_limit(error);
	fault(
		r, limit ? "a name, tag, comment or instruction is too long" : error->message, error->line);
	r->result->stopped |= limit;
	r->result->broken |= error->level == XML_ERR_FATAL;
}

/* Members that are NULL do nothing: no document type is built and nothing outside is looked up. */
static xmlSAXHandler SAX = {
	.initialized = XML_SAX2_MAGIC,
	.startElementNs = on_start,
	.endElementNs = on_end,
	.characters = on_text,
	.cdataBlock = on_text,
	.ignorableWhitespace = on_text,
	.serror = on_error,
};

static void parser_free(xmlParserCtxtPtr *parser)
{
	if (!*parser)
		return;
	if ((*parser)->myDoc)
		xmlFreeDoc((*parser)->myDoc);
	xmlFreeParserCtxt(*parser);
}

static void push_all(struct xml_reader *r, struct str bytes)
{
	while (bytes.n && !r->result->stopped) {
		int n = bytes.n > CHUNK ? CHUNK : (int)bytes.n;
		xmlParseChunk(r->parser, bytes.p, n, 0);
		bytes = str_sub(bytes, (size_t)n, SIZE_MAX);
	}
	if (!r->result->stopped)
		xmlParseChunk(r->parser, NULL, 0, 1);
}

void xml_read(
	struct str bytes, const struct xml_handler *handler, void *user, struct xml_result *result)
{
	struct buf copy CLEANUP_BUF = {0};
	struct xml_repairs repairs;
	struct str mended = xml_repair(bytes, &copy, &repairs);
	*result = (struct xml_result){.well_formed = true};
	struct xml_reader r = {.handler = handler, .user = user, .result = result};
	if (repairs.fault)
		fault(&r, repairs.fault, repairs.line);
	xmlParserCtxtPtr parser
		__attribute__((cleanup(parser_free))) = xmlCreatePushParserCtxt(&SAX, &r, NULL, 0, NULL);
	if (!parser) {
		fault(&r, "no memory for the XML parser", 0);
		return;
	}
	r.parser = parser;
	xmlCtxtUseOptions(parser, XML_PARSE_NONET | XML_PARSE_RECOVER | XML_PARSE_IGNORE_ENC);
	xmlSwitchEncoding(parser, XML_CHAR_ENCODING_UTF8);
	push_all(&r, mended);
	result->truncated = !r.root_ended;
	result->stopped |= repairs.stopped;
}

struct str xml_attr_value(const struct xml_tag *tag, const char *name)
{
	for (size_t i = 0; i < tag->attr_count; i++)
		if (!tag->attrs[i].prefix[0] && strcmp(tag->attrs[i].name, name) == 0)
			return tag->attrs[i].value;
	return STR_NONE;
}
