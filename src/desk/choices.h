/* choices: what can be chosen in a form of the desk, as data for templates. */
#ifndef DESK_CHOICES_H
#define DESK_CHOICES_H

#include <jansson.h>

#include "model/site.h"

/* [{word, title, checked}] of all sections; SECTION_NONE: none is checked. The caller owns it. */
json_t *choices_sections(enum section checked);
/* [{slug, title, checked}] of the site's topics; the slugs are those that are checked. The caller
 * owns it. */
json_t *choices_topics(const struct site *site, struct strs checked);

#endif
