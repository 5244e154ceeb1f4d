/* web_meta: the parts of what a page says of itself, of which the best of each is kept. Inside
 * parse/page/. */
#ifndef PARSE_PAGE_WEB_META_H
#define PARSE_PAGE_WEB_META_H

#include "parse/page/web_page.h"

enum web_field {
	WEB_TITLE,
	WEB_SUMMARY,
	WEB_SITE,
	WEB_DAY,
	WEB_URL,
	WEB_LANGUAGE,
	WEB_DOI,
	WEB_PMID,
	WEB_FIELD_COUNT
};
/* How much a place is trusted; the lowest counts. */
enum web_rank {
	WEB_RANK_NONE,
	WEB_RANK_CITATION,
	WEB_RANK_OPEN_GRAPH,
	WEB_RANK_DUBLIN_CORE,
	WEB_RANK_ARTICLE, /* JSON-LD of an article */
	WEB_RANK_PAGE,    /* JSON-LD of a page */
	WEB_RANK_PLAIN    /* what every page has */
};

struct web_meta {
	struct arena *arena;
	struct str address;    /* of the page */
	struct web_page *page; /* what is kept */
	enum web_rank ranks[WEB_FIELD_COUNT];
};

/* Offers what a place says of a field: kept when it can be read as such, and nothing as good is
 * kept. Character references in it are resolved already. */
void web_meta_offer(struct web_meta *m, enum web_field field, enum web_rank rank, struct str text);
/* What <meta name="…" content="…"> says. */
void web_meta_named(struct web_meta *m, struct str name, struct str content);
/* What a script of the type application/ld+json says. */
void web_meta_linked_data(struct web_meta *m, struct str json);

#endif
