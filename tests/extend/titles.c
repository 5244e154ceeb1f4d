/* titles: an output for the test, the titles of what is published, a line each. */
#include "publish/output.h"

bool output_titles(const struct output_context *c, struct err *err)
{
	struct str text = STR_NONE;
	(void)err;
	for (size_t i = 0; i < c->count; i++)
		text = str_printf(
			c->a, STR_FMT STR_FMT "\n", STR_ARG(text), STR_ARG(c->by_date[i].release->face.title));
	output_add(c, S("titles.txt"), text);
	return true;
}
