/* xml_entity: the entities that a document declares for itself in its DOCTYPE (XML 1.0 section
 * 4.2), as plain text.
 *
 *     struct xml_entities entities = {0};
 *     xml_entities_declare(&entities, S(" mu '&#956;'>"));
 *     if (xml_entities_find(&entities, S("mu"), &text) && text.p) … text is "μ"
 *     xml_entities_free(&entities);
 *
 * References inside a value are resolved, those to other entities of the document too. Markup
 * inside one stays text. Not used, so that nothing can grow without bounds or read what is
 * elsewhere, are: entities that are not in the document (SYSTEM, PUBLIC), those that hold
 * themselves, those whose text is longer than XML_ENTITY_MAX_TEXT, and all beyond XML_MAX_ENTITIES.
 * Each is resolved once, so the whole work is linear. */
#ifndef PARSE_XML_ENTITY_H
#define PARSE_XML_ENTITY_H

#include "base/buf.h"

enum {
	XML_MAX_ENTITIES = 256,     /* HTML 4 has 252 names, which some documents declare */
	XML_ENTITY_MAX_TEXT = 1024, /* bytes of the text of one */
};

struct xml_entity {
	struct str name;
	struct str value; /* as written; p is NULL when it is not in the document */
	enum { ENTITY_DECLARED, ENTITY_OPEN, ENTITY_TEXT, ENTITY_REFUSED } state;
	size_t text_at, text_n; /* in `texts` */
};

struct xml_entities {
	struct xml_entity v[XML_MAX_ENTITIES];
	size_t n;
	struct buf texts; /* of the entities that were resolved */
};

/* Takes in a declaration, of which s holds what follows "<!ENTITY". It may go on behind it. */
void xml_entities_declare(struct xml_entities *entities, struct str s);

/* True when an entity with this name is declared: the first declaration counts. text->p is NULL
 * when it must not be used, else *text is valid until the next call. */
bool xml_entities_find(struct xml_entities *entities, struct str name, struct str *text);

void xml_entities_free(struct xml_entities *entities);

#endif
