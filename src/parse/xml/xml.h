/* xml: an XML document as a run of events.
 *
 * There are two engines behind one handler. xml_read is libxml2's SAX2 push parser behind guards;
 * it is fast and right for all that is nearly well-formed. xml_read_lenient reads what libxml2
 * gives up on.
 *
 *     static const struct xml_handler handler = {on_start, on_end, on_text};
 *     struct xml_result result;
 *     xml_read(bytes, &handler, &reader, &result);
 *     if (result.broken && !result.limit)
 *         … read it again with xml_read_lenient and keep the better of the two
 *
 * Nothing is ever loaded from disk or network, libxml2 expands no entity of the document, no tree
 * is built. What would stop or mislead libxml2 is repaired before it sees it (repair.h). Sizes are
 * capped (limits.h). Time is linear in the input. */
#ifndef PARSE_XML_XML_H
#define PARSE_XML_XML_H

#include "base/str.h"
#include "parse/xml/limits.h"

/* An attribute, or the declaration of a namespace. The C strings are never NULL; "" is none. */
struct xml_attr {
	const char *name, *prefix;
	const char *ns;   /* the URI of its namespace; "" when the prefix is not declared */
	struct str value; /* its references are resolved */
};

/* A start tag. What it points to is valid during the call only, but names, prefixes and URIs until
 * the reading ends. Within one reading, equal ones have equal addresses. */
struct xml_tag {
	const char *name, *prefix, *ns;
	const struct xml_attr *attrs; /* without the declarations of namespaces */
	size_t attr_count;
	const struct xml_attr *namespaces; /* declared on this tag: prefix and ns are set */
	size_t namespace_count;
};

/* What the caller does at each event. Every member must be set. */
struct xml_handler {
	void (*start)(void *user, const struct xml_tag *tag);
	void (*end)(void *user, const char *name, const char *ns);
	void (*text)(void *user, struct str text); /* in pieces; CDATA sections too */
};

struct xml_result {
	bool well_formed;  /* nothing had to be repaired, nothing was lost */
	bool truncated;    /* the end of the root element was not seen */
	bool broken;       /* a fault that could not be repaired: tags or text may have been lost */
	const char *limit; /* which limit was passed, as xml_cut says it; what follows was not read */
	char message[160]; /* the first fault, as text for people; "" when well-formed */
	long line;         /* of the first fault; 0 when unknown */
};

/* Why the document was not read to its end, said of it: "breaks off in the middle", or which limit
 * it passed: "has more than 200 elements in one another". Empty when it was read to its end. */
struct str xml_cut(const struct xml_result *result);

/* Reads `bytes` and calls the handler for each event, in order, with `user`. The bytes are taken
 * for UTF-8, whatever the XML declaration claims (charset.h decodes). Every end event follows its
 * start event; an element whose end is never seen gets none. Fills *result. */
void xml_read(
	struct str bytes, const struct xml_handler *handler, void *user, struct xml_result *result);

/* The same for what libxml2 cannot save: end tags that are missing or in the wrong order,
 * attributes without quotes, tags that are cut. It knows feeds: items, entries and channels end
 * where the next one begins. It does not judge: well_formed stays false, the message empty. */
void xml_read_lenient(
	struct str bytes, const struct xml_handler *handler, void *user, struct xml_result *result);

/* Both, for documents that services make: xml_read, and after a fault that was not repaired
 * xml_read_lenient, so that what follows the fault is read. `restart` is called between the two:
 * the user forgets all that it was told. *result has the first fault of the first reading. */
void xml_read_records(struct str bytes, const struct xml_handler *handler, void *user,
	void (*restart)(void *user), struct xml_result *result);

/* The value of the attribute with this name and no prefix; STR_NONE when the tag has none. */
struct str xml_attr_value(const struct xml_tag *tag, const char *name);

#endif
