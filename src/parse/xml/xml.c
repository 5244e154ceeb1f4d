#include "parse/xml/xml.h"

#include <assert.h>
#include <libxml/parser.h>
#include <libxml/parserInternals.h>
#include <stdio.h>
#include <string.h>

#include "base/utf8.h"
#include "parse/xml/repair.h"

enum { MAX_PIECE = 4096 /* bytes of a text that a handler is given at once */ };

struct xml_reader {
	const struct xml_handler *handler;
	void *user;
	struct xml_result *result;
	xmlParserCtxtPtr parser;
	size_t depth;                              /* open elements */
	size_t namespaces;                         /* declarations in force */
	uint16_t namespaces_at[XML_MAX_DEPTH + 1]; /* declared on the open element of this depth */
	bool root_ended;
	struct xml_texts texts; /* that libxml2 does not see */
	size_t given;           /* the handler was given those before this one */
	xmlEntity empty;        /* what libxml2 is told that they are */
	/* of the tag that is read */
	struct xml_attr attrs[XML_MAX_ATTRS];
	struct xml_attr declared[XML_MAX_ATTRS];
};

static const char *text_or_empty(const xmlChar *name)
{
	return name ? (const char *)name : "";
}

/* Keeps the first fault, without the line end that libxml2 puts behind its messages. */
static void record_fault(struct xml_reader *r, const char *message, long line)
{
	r->result->well_formed = false;
	if (r->result->message[0])
		return;
	snprintf(r->result->message, sizeof r->result->message, "%s", message);
	r->result->message[strcspn(r->result->message, "\r\n")] = 0;
	r->result->line = line;
}

/* A limit was passed: libxml2 makes no further calls. */
static void stop_reading(struct xml_reader *r, const char *message, const char *limit)
{
	record_fault(r, message, r->parser->input ? r->parser->input->line : 0);
	r->result->limit = limit;
	xmlStopParser(r->parser);
}

/* Without entity substitution, libxml2 gives "&" in attribute values as "&#38;". Such a value is a
 * copy that libxml2 made for this call and does not read again, so it is shortened in place. */
static struct str attr_value(const xmlChar *begin, const xmlChar *end)
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

/* SAX2 gives an attribute as five pointers: local name, prefix, URI, begin and end of the value. */
static struct xml_attr read_attr(const xmlChar **a)
{
	return (struct xml_attr){
		text_or_empty(a[0]), text_or_empty(a[1]), text_or_empty(a[2]), attr_value(a[3], a[4])};
}

static void on_start(void *user, const xmlChar *name, const xmlChar *prefix, const xmlChar *ns,
	int ns_count, const xmlChar **namespaces, int attr_count, int defaulted, const xmlChar **attrs)
{
	struct xml_reader *r = user;
	(void)defaulted;
	if (r->depth == XML_MAX_DEPTH) {
		stop_reading(r, "the elements are nested too deeply", XML_PAST_DEPTH);
		return;
	}
	assert(r->depth < XML_MAX_DEPTH && ns_count >= 0 && attr_count >= 0);
	r->depth++;
	r->namespaces_at[r->depth] = (uint16_t)ns_count;
	r->namespaces += (size_t)ns_count;
	if (r->namespaces > XML_MAX_NAMESPACES || attr_count > XML_MAX_ATTRS ||
		ns_count > XML_MAX_ATTRS) {
		bool too_many = r->namespaces > XML_MAX_NAMESPACES;
		stop_reading(r, "there are too many namespaces or attributes",
			too_many ? XML_PAST_NAMESPACES : XML_PAST_ATTRS);
		return;
	}
	for (int i = 0; i < attr_count; i++)
		r->attrs[i] = read_attr(attrs + i * 5);
	for (int i = 0; i < ns_count; i++)
		r->declared[i] = (struct xml_attr){
			"", text_or_empty(namespaces[i * 2]), text_or_empty(namespaces[i * 2 + 1]), STR_NONE};
	struct xml_tag tag = {text_or_empty(name), text_or_empty(prefix), text_or_empty(ns), r->attrs,
		(size_t)attr_count, r->declared, (size_t)ns_count};
	r->handler->start(r->user, &tag);
}

static void on_end(void *user, const xmlChar *name, const xmlChar *prefix, const xmlChar *ns)
{
	struct xml_reader *r = user;
	(void)prefix;
	if (!r->depth)
		return;
	assert(r->depth <= XML_MAX_DEPTH && r->namespaces >= r->namespaces_at[r->depth]);
	r->namespaces -= r->namespaces_at[r->depth];
	r->depth--;
	r->root_ended = r->depth == 0;
	r->handler->end(r->user, text_or_empty(name), text_or_empty(ns));
}

static void on_text(void *user, const xmlChar *text, int n)
{
	struct xml_reader *r = user;
	if (n > 0)
		r->handler->text(r->user, (struct str){(const char *)text, (size_t)n});
}

/* True when a limit of libxml2 itself was passed (limits.h). */
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
	r->parser->options |= XML_PARSE_OLDSAX; /* libxml2 asks get_entity for the references of XML */
	bool limit = is_limit(error);
	record_fault(
		r, limit ? "a name, tag, comment or instruction is too long" : error->message, error->line);
	if (limit && !r->result->limit)
		r->result->limit = XML_PAST_TOKEN;
	r->result->broken |= error->level == XML_ERR_FATAL;
}

/* Gives the handler a text that was set aside, in whose lines libxml2 is then. It is cut into
 * pieces, so that one that passes a limit of the handler is not lost whole. */
static void give_text(struct xml_reader *r, struct str text)
{
	for (struct str rest = text, piece; rest.n; rest = str_sub(rest, piece.n, SIZE_MAX)) {
		piece = utf8_cut(rest, MAX_PIECE);
		r->handler->text(r->user, piece);
	}
	for (size_t end; (end = str_find_char(text, '\n')) != STR_NOT_FOUND;
		 text = str_sub(text, end + 1, SIZE_MAX))
		r->parser->input->line++;
}

/* The number of the next text that was set aside under this name. */
static size_t text_number(const struct xml_reader *r, const xmlChar *name)
{
	static_assert((XML_TEXT_NAMES & (XML_TEXT_NAMES - 1)) == 0, "the difference may wrap around");
	size_t ahead = (size_t)(name[0] - 'A') - r->given;
	return r->given + ahead % XML_TEXT_NAMES;
}

/* Called for each "&name;", for one of XML's own once a document has a fault. Then libxml2 2.9
 * leaves out all such references in text: it looks at this flag of its own directly after this
 * call. A document is judged by xml_result, not by the flag. A text is given only once, in its
 * turn. */
static xmlEntityPtr get_entity(void *user, const xmlChar *name)
{
	struct xml_reader *r = user;
	xmlEntityPtr of_xml = xmlGetPredefinedEntity(name);
	r->parser->wellFormed = 1;
	if (of_xml || r->parser->instate == XML_PARSER_ATTRIBUTE_VALUE)
		return of_xml;
	size_t number = text_number(r, name);
	if (number >= r->texts.v.n)
		return NULL;
	r->given = number + 1;
	give_text(r, r->texts.v.v[number]);
	return &r->empty;
}

/* The members that are left NULL do nothing: libxml2 builds no document type and looks up nothing
 * outside. */
static const xmlSAXHandler SAX = {
	.getEntity = get_entity,
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

/* Gives libxml2 the next part of the mended document. Texts that the handler was given are not kept
 * beyond it. */
static void push_part(void *user, struct str part)
{
	struct xml_reader *r = user;
	if (!r->result->limit)
		xmlParseChunk(r->parser, part.p, (int)part.n, part.n == 0);
	if (r->given == r->texts.v.n) {
		arena_reset(&r->texts.memory);
		r->texts.v = (struct strs){0};
		r->given = 0;
	}
}

void xml_read(
	struct str bytes, const struct xml_handler *handler, void *user, struct xml_result *result)
{
	struct xml_repairs repairs;
	*result = (struct xml_result){.well_formed = true};
	struct xml_reader r = {.handler = handler,
		.user = user,
		.result = result,
		.empty = {.type = XML_ENTITY_DECL, .etype = XML_INTERNAL_PREDEFINED_ENTITY}};
	xmlSAXHandler *sax = (xmlSAXHandler *)(uintptr_t)&SAX; /* libxml2 copies it */
	xmlParserCtxtPtr parser
		__attribute__((cleanup(parser_free))) = xmlCreatePushParserCtxt(sax, &r, NULL, 0, NULL);
	if (!parser) {
		record_fault(&r, "no memory for the XML parser", 0);
		return;
	}
	r.parser = parser;
	xmlCtxtUseOptions(parser, XML_PARSE_NONET | XML_PARSE_RECOVER | XML_PARSE_IGNORE_ENC);
	xmlSwitchEncoding(parser, XML_CHAR_ENCODING_UTF8);
	xml_repair(bytes, &(struct xml_taker){push_part, &r, &r.texts}, &repairs);
	arena_free(&r.texts.memory);
	result->truncated = !r.root_ended;
	if (!result->limit)
		result->limit = repairs.limit;
	if (repairs.fault) {
		result->well_formed = false;
		snprintf(result->message, sizeof result->message, "%s", repairs.fault);
		result->line = repairs.line;
	}
}

struct str xml_cut(const struct xml_result *result)
{
	if (result->limit)
		return str_of(result->limit);
	return result->truncated ? S("breaks off in the middle") : STR_NONE;
}

struct str xml_attr_value(const struct xml_tag *tag, const char *name)
{
	for (size_t i = 0; i < tag->attr_count; i++)
		if (!tag->attrs[i].prefix[0] && strcmp(tag->attrs[i].name, name) == 0)
			return tag->attrs[i].value;
	return STR_NONE;
}
