/* feed_ns: the XML vocabularies that feeds use. Private to the feed parser. */
#ifndef PARSE_FEED_NS_H
#define PARSE_FEED_NS_H

/* Vocabularies whose elements have rules (rules.h), as bits. */
enum feed_ns {
	NS_OTHER = 0,
	NS_CORE = 1, /* RSS of all versions, Atom 0.3 and 1.0, and elements without a namespace */
	NS_RDF = 2,
	NS_DC = 4, /* Dublin Core elements and terms */
	NS_CONTENT = 8,
	NS_MEDIA = 16,
	NS_ITUNES = 32,
	NS_PRISM = 64,
	NS_XHTML = 128,
	NS_WFW = 256,
	NS_LICENSE = 512, /* Creative Commons, two vocabularies */
	NS_GEORSS = 1024,
	NS_GML = 2048,
	NS_PSC = 4096,   /* Podlove Simple Chapters */
	NS_ADMIN = 8192, /* RSS 1.0 administration */
	NS_ARXIV = 16384,
	NS_FEEDBURNER = 32768,
};

struct feed_vocabulary {
	const char *uri;    /* of the namespace: lower case, no scheme, no "www.", no last "/" or "#" */
	const char *prefix; /* the usual one: its elements are named by it under `ext` */
	enum feed_ns ns;
};

/* The vocabulary with this URI. Feeds write the URIs in any case, with http and https, with and
 * without "www." and a slash at the end; all of PRISM's basic vocabularies are one, whatever their
 * version. Without a URI the prefix was not declared; then it is taken for the vocabulary that
 * usually has it. NULL when it is not known. */
const struct feed_vocabulary *feed_ns_find(const char *uri, const char *prefix);

#endif
