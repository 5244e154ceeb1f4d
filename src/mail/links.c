#include "mail/links.h"

#include <assert.h>
#include <libxml/HTMLparser.h>
#include <limits.h>
#include <strings.h>

struct collector {
	struct arena *a;
	struct strs links;
};

static void on_element(void *user, const xmlChar *name, const xmlChar **attributes)
{
	struct collector *c = user;
	if (strcasecmp((const char *)name, "a") != 0)
		return;
	for (; attributes && attributes[0]; attributes += 2) {
		struct str link = str_of((const char *)attributes[1]);
		bool known = strcasecmp((const char *)attributes[0], "href") != 0;
		for (size_t i = 0; i < c->links.n && !known; i++)
			known = str_eq(c->links.v[i], link);
		if (!known)
			strs_add(c->a, &c->links, str_copy(c->a, link));
	}
}

struct strs links_of(struct arena *a, struct str html)
{
	htmlSAXHandler sax = {.startElement = on_element};
	struct collector c = {.a = a};
	htmlParserCtxtPtr parser = htmlCreatePushParserCtxt(
		&sax, &c, NULL, 0, NULL, XML_CHAR_ENCODING_UTF8);
	if (!parser)
		return c.links;
	htmlCtxtUseOptions(parser, HTML_PARSE_NONET | HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING);
	assert(html.n <= INT_MAX);
	htmlParseChunk(parser, html.p, (int)html.n, 1);
	htmlFreeParserCtxt(parser);
	return c.links;
}

bool links_in_text(struct str text, struct str link)
{
	struct str mailto = S("mailto:");
	bool bare = str_starts(link, mailto) && str_find_char(link, '?') == STR_NOT_FOUND;
	return str_find(text, bare ? str_sub(link, mailto.n, SIZE_MAX) : link) != STR_NOT_FOUND;
}
