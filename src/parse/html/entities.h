/* html_entities: the named character references of HTML (WHATWG HTML 13.5). */
#ifndef PARSE_HTML_ENTITIES_H
#define PARSE_HTML_ENTITIES_H

#include "base/buf.h"

struct html_entity {
	const char *name; /* without "&" and ";" */
	uint32_t code[2]; /* the second is 0 for nearly all */
	bool legacy;      /* also recognised without ";" */
};

/* The reference of this name (case matters), or NULL. */
const struct html_entity *html_entity_find(struct str name);
/* The longest legacy name at the front of `text` ("copy" in "copyright"), or NULL. */
const struct html_entity *html_entity_legacy(struct str text);
/* Appends what the reference stands for. */
void html_entity_add(struct buf *b, const struct html_entity *entity);

/* html_entity_table.c: sorted by name. */
extern const struct html_entity HTML_ENTITIES[];
extern const size_t HTML_ENTITY_COUNT;

#endif
