/* xml: an XML document as a run of events, by libxml2's SAX2 push parser behind guards.
 *
 * Nothing is ever loaded from disk or network, no entity of the document is expanded by libxml2, no
 * tree is built. What stops or corrupts libxml2 is repaired before it sees it (xml_repair.h).
 * Nesting, attributes and namespaces are capped.
 *
 *     static const struct xml_handler handler = {.start = on_start, .end = on_end, .text =
 * on_text}; struct xml_result result; xml_read(bytes, &handler, &reader, &result);
 */
#ifndef PARSE_XML_XML_H
#define PARSE_XML_XML_H

#include "base/str.h"

enum { XML_MAX_ATTRS = 256, XML_MAX_DEPTH = 200, XML_MAX_NAMESPACES = 512 };

struct xml_attr {
	const char *name, *prefix,
		*ns; /* never NULL; "" for none. ns is the namespace's URI, "" for an undeclared prefix */
	struct str value; /* references resolved */
};

/* Names and values are valid during the call only. */
struct xml_tag {
	const char *name, *prefix, *ns;
	const struct xml_attr *attrs;
	size_t attr_count;
	const struct xml_attr *namespaces; /* declared on this tag: prefix and ns are set */
	size_t namespace_count;
};

/* Every member must be set. */
struct xml_handler {
	void (*start)(void *user, const struct xml_tag *tag);
	void (*end)(void *user, const char *name, const char *ns);
	void (*text)(void *user, struct str text); /* in pieces; CDATA sections too */
};

struct xml_result {
	bool well_formed;  /* nothing had to be repaired, nothing was lost */
	bool truncated;    /* the end of the root element was not seen */
	bool broken;       /* a fault that could not be repaired: tags or text may have been lost */
	bool stopped;      /* a limit was passed: what follows was not read */
	char message[160]; /* of the first fault, as text for people; "" when well-formed */
	long line;         /* of the first fault, 0 when unknown */
};

/* Reads `bytes` (UTF-8, whatever the XML declaration claims) and calls the handler for each event,
 * in order. An element whose end is never seen gets no end event. */
void xml_read(
	struct str bytes, const struct xml_handler *handler, void *user, struct xml_result *result);

/* The same for what libxml2 cannot save (`broken`): end tags that are missing or in the wrong
 * order, attributes without quotes, markup that is cut. Items, entries and channels end where the
 * next one begins. Says nothing about well-formedness: result->message stays empty. */
void xml_read_lenient(
	struct str bytes, const struct xml_handler *handler, void *user, struct xml_result *result);

/* The value of the attribute `name` without a namespace, else STR_NONE. */
struct str xml_attr_value(const struct xml_tag *tag, const char *name);

#endif
