/* names: names for sources that are new, which no other source has: "Title", "Title 2", … Costs the
 * same for each, however many there are.
 *
 *     struct config_names names = config_names_of(&a, site, new_count);
 *     block.title = config_names_take(&a, &names, title);          for each of them */
#ifndef CONFIG_NAMES_H
#define CONFIG_NAMES_H

#include "model/site.h"

/* The names that are taken, as a hash table with free places. */
struct config_names {
	struct config_name *v;
	size_t size;
};
/* Those of the site's sources, with room for so many more. */
struct config_names config_names_of(struct arena *a, const struct site *site, size_t more);
/* The title when it is free, else with the first number that makes it so; it is taken then. A title
 * that has no letter to tell it by gets the name `otherwise`. */
struct str config_names_take(
	struct arena *a, struct config_names *names, struct str title, struct str otherwise);

#endif
