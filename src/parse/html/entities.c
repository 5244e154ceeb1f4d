#include "parse/html/entities.h"

#include <stdlib.h>

#include "base/utf8.h"

enum { LONGEST_LEGACY = 6, SHORTEST_LEGACY = 2 };

static int entity_cmp(const void *key, const void *element)
{
	return str_cmp(*(const struct str *)key, str_of(((const struct html_entity *)element)->name));
}

const struct html_entity *html_entity_find(struct str name)
{
	return bsearch(&name, HTML_ENTITIES, HTML_ENTITY_COUNT, sizeof *HTML_ENTITIES, entity_cmp);
}

const struct html_entity *html_entity_legacy(struct str text)
{
	for (size_t n = LONGEST_LEGACY; n >= SHORTEST_LEGACY; n--) {
		const struct html_entity *entity = text.n < n ? NULL :
														html_entity_find(str_sub(text, 0, n));
		if (entity && entity->legacy)
			return entity;
	}
	return NULL;
}

void html_entity_add(struct buf *b, const struct html_entity *entity)
{
	utf8_add(b, entity->code[0]);
	if (entity->code[1])
		utf8_add(b, entity->code[1]);
}
