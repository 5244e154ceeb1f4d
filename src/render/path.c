#include "render/path.h"

#include "base/buf.h"

#define HTML S(".html")

/* What was named before tags were whole names: "item/12", "item/pmid/12". */
static const char OLD_PREFIX[] = "item/";

static bool is_plain(char c)
{
	return is_alpha(c) || is_digit(c) || c == '.' || c == '_';
}

/* "~2b"; returns its length. */
static size_t put_escape(char *out, unsigned char byte)
{
	static const char DIGITS[] = "0123456789abcdef";
	out[0] = '~';
	out[1] = DIGITS[byte >> 4];
	out[2] = DIGITS[byte & 15];
	return 3;
}

struct str path_item_beside(struct arena *a, struct str tag)
{
	struct str prefix = str_of(OLD_PREFIX);
	if (str_starts(tag, prefix))
		tag = str_sub(tag, prefix.n, SIZE_MAX);
	char *name = arena_alloc_raw(a, tag.n * 3 + 1), *p = name;
	for (size_t i = 0; i < tag.n; i++) {
		char c = tag.p[i];
		if (is_plain(c) || c == '/')
			*p++ = c == '/' ? '-' : c;
		else /* so that no two tags have one page */
			p += put_escape(p, (unsigned char)c);
	}
	return STR_CAT(a, (struct str){name, (size_t)(p - name)}, HTML);
}

struct str path_item(struct arena *a, struct str root, struct str tag)
{
	return STR_CAT(a, root, S(PATH_ITEMS), path_item_beside(a, tag));
}

struct str path_item_before(struct arena *a, int64_t item)
{
	return str_printf(a, "%lld" STR_FMT, (long long)item, STR_ARG(HTML));
}

bool path_is_item_page(struct str name)
{
	static const struct str kinds[] = {S("pmid-"), S("nct-"), S("doi-"), S("page-")};
	if (!str_ends(name, HTML))
		return false;
	for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
		if (str_starts(name, kinds[i]))
			return true;
	return str_is_digits(str_sub(name, 0, name.n - HTML.n));
}

struct str path_topic_beside(struct arena *a, struct str slug)
{
	return STR_CAT(a, slug, HTML);
}

struct str path_topic(struct arena *a, struct str root, struct str slug)
{
	return STR_CAT(a, root, S(PATH_TOPICS), path_topic_beside(a, slug));
}

struct str path_section(struct arena *a, struct str root, enum section section)
{
	return STR_CAT(a, root, str_of(section_word(section)), S("/index.html"));
}

struct str path_feed(struct arena *a, struct str root, enum section section)
{
	return STR_CAT(a, root, str_of(section_word(section)), S("/feed.atom"));
}
