/* xml_limits: how large the parts of an XML document may be. libxml2 has its own limits beside
 * these: 50,000 bytes for a name, 10 million for anything else that it has to see whole. */
#ifndef PARSE_XML_LIMITS_H
#define PARSE_XML_LIMITS_H

enum {
	XML_MAX_ATTRS = 256,      /* attributes of one tag: libxml2 compares each with each */
	XML_MAX_DEPTH = 200,      /* elements in one another */
	XML_MAX_NAMESPACES = 512, /* declarations in force at one time */
};

/* What is said of a document that passes one of them, or one of libxml2's. */
#define XML_PAST_ATTRS "has a tag with more than 256 attributes"
#define XML_PAST_DEPTH "has more than 200 elements in one another"
#define XML_PAST_NAMESPACES "has more than 512 namespaces in force at one time"
#define XML_PAST_TOKEN "has a name, tag, comment or instruction that is too long"

#endif
