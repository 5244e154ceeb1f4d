/* What a web server says of an address where nothing is, and what it tells robots. */
#include "publish/page.h"
#include "render/path.h"
#include "render/view.h"

/* The server sends it at any depth, so its links begin at the root of the host (page_root). */
bool output_missing(const struct output_context *c, const struct due *due, struct err *err)
{
	struct str path = S(PATH_MISSING);
	json_t *shell = page_shell(c, words_text(&c->site->words, WORD_not_found), path, SECTION_NONE);
	(void)due;
	json_object_set_new(shell, "noindex", json_true());
	json_object_set_new(shell, "canonical", json_false());
	page_set_changed(c, shell, NO_TIME);
	return page_write(c, "missing", path, shell, err);
}

/* RFC 9309: everything may be read. It counts only where it stands at the root of its host. */
bool output_robots(const struct output_context *c, const struct due *due, struct err *err)
{
	struct str address = view_link(
		c->a, str_printf(c->a, STR_FMT PATH_SITEMAP, STR_ARG(c->site->base_url)));
	struct str text = S("User-agent: *\nDisallow:\n");
	(void)due;
	if (address.n)
		text = str_printf(
			c->a, STR_FMT "\nSitemap: " STR_FMT "\n", STR_ARG(text), STR_ARG(address));
	return output_write(c, S("robots.txt"), text, err);
}
