#include "render/path.h"

static const char HTML[] = ".html";

struct str path_item_beside(struct arena *a, int64_t item)
{
	return str_printf(a, "%lld%s", (long long)item, HTML);
}

struct str path_item(struct arena *a, struct str root, int64_t item)
{
	return str_printf(
		a, STR_FMT PATH_ITEMS STR_FMT, STR_ARG(root), STR_ARG(path_item_beside(a, item)));
}

bool path_is_item_page(struct str name)
{
	struct str html = str_of(HTML);
	return str_ends(name, html) && str_is_digits(str_sub(name, 0, name.n - html.n));
}

struct str path_topic_beside(struct arena *a, struct str slug)
{
	return str_printf(a, STR_FMT "%s", STR_ARG(slug), HTML);
}

struct str path_topic(struct arena *a, struct str root, struct str slug)
{
	return str_printf(
		a, STR_FMT PATH_TOPICS STR_FMT, STR_ARG(root), STR_ARG(path_topic_beside(a, slug)));
}

struct str path_section(struct arena *a, struct str root, enum section section)
{
	return str_printf(a, STR_FMT "%s/index.html", STR_ARG(root), section_word(section));
}

struct str path_feed(struct arena *a, struct str root, enum section section)
{
	return str_printf(a, STR_FMT "%s/feed.atom", STR_ARG(root), section_word(section));
}
