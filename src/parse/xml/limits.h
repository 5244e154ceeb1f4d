/* xml_limits: how large the parts of an XML document may be. libxml2 has its own limits beside
 * these: 50,000 bytes for a name, 10 million for anything else that it has to see whole. */
#ifndef PARSE_XML_LIMITS_H
#define PARSE_XML_LIMITS_H

enum {
	XML_MAX_ATTRS = 256,      /* attributes of one tag: libxml2 compares each with each */
	XML_MAX_DEPTH = 200,      /* elements in one another */
	XML_MAX_NAMESPACES = 512, /* declarations in force at one time */
};

#endif
