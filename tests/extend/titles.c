/* titles: an output for the test, the titles of the newest published items, a line each. */
#include "publish/lists.h"
#include "publish/output.h"
#include "store/listing.h"

bool output_titles(const struct output_context *c, const struct due *due, struct err *err)
{
	struct listing all;
	struct releases newest;
	struct str text = STR_NONE;
	const struct list_place place = {.kind = LIST_ALL};
	(void)due;
	if (!store_listing_find(c->store, c->a, lists_name(c->a, &place), &all, err) ||
		!store_listed_newest(c->store, c->a, all.id, 10, &newest, err))
		return false;
	for (size_t i = 0; i < newest.n; i++)
		text = str_printf(
			c->a, STR_FMT STR_FMT "\n", STR_ARG(text), STR_ARG(newest.v[i].face.title));
	return output_write(c, S("titles.txt"), text, err);
}
