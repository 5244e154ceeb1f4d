#include "render/path.h"

#include "base/buf.h"

static const char HTML[] = ".html";

/* What was named before tags were whole names: "item/12", "item/pmid/12". */
static const char OLD_PREFIX[] = "item/";

static bool is_plain(char c)
{
	return is_alpha(c) || is_digit(c) || c == '.' || c == '_';
}

struct str path_item_beside(struct arena *a, struct str tag)
{
	struct str prefix = str_of(OLD_PREFIX);
	if (str_starts(tag, prefix))
		tag = str_sub(tag, prefix.n, SIZE_MAX);
	struct buf b CLEANUP_BUF = buf_new(tag.n * 3 + sizeof HTML);
	for (size_t i = 0; i < tag.n; i++) {
		if (is_plain(tag.p[i]))
			buf_add_char(&b, tag.p[i]);
		else if (tag.p[i] == '/')
			buf_add_char(&b, '-');
		else /* so that no two tags have one page */
			buf_addf(&b, "~%02x", (unsigned char)tag.p[i]);
	}
	buf_add(&b, str_of(HTML));
	return str_copy(a, buf_str(&b));
}

struct str path_item(struct arena *a, struct str root, struct str tag)
{
	return str_printf(
		a, STR_FMT PATH_ITEMS STR_FMT, STR_ARG(root), STR_ARG(path_item_beside(a, tag)));
}

struct str path_item_before(struct arena *a, int64_t item)
{
	return str_printf(a, "%lld%s", (long long)item, HTML);
}

bool path_is_item_page(struct str name)
{
	static const struct str kinds[] = {S("pmid-"), S("nct-"), S("doi-"), S("page-")};
	struct str html = str_of(HTML);
	if (!str_ends(name, html))
		return false;
	for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
		if (str_starts(name, kinds[i]))
			return true;
	return str_is_digits(str_sub(name, 0, name.n - html.n));
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
