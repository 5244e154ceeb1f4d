#include "parse/page/hand_outside.h"

#include "base/array.h"
#include "base/url.h"

/* What stands between the links of a menu. */
static bool is_mark(struct str text, size_t *n)
{
	static const struct str marks[] = {S("|"), S("/"), S("-"), S(","), S(";"), S(":"), S("["),
		S("]"), S("·"), S("•"), S("–"), S("—"), S("»"), S("›")};
	*n = 1;
	if (is_space(text.p[0]))
		return true;
	for (size_t i = 0; i < ARRAY_COUNT(marks); i++)
		if (str_starts(text, marks[i])) {
			*n = marks[i].n;
			return true;
		}
	return false;
}

static bool is_marks(struct str text)
{
	size_t n;
	while (text.n && is_mark(text, &n))
		text = str_sub(text, n, SIZE_MAX);
	return !text.n;
}

static bool leads_elsewhere(struct arena *a, struct str link, struct str host)
{
	struct url url;
	return link.n && url_parse(a, link, &url) && !str_eq(url.host, host);
}

static bool is_menu(struct arena *a, const struct hand_block *block, struct str host)
{
	size_t reached = 0, links = 0;
	for (size_t i = 0; i < block->span_count; i++) {
		const struct hand_span *span = &block->spans[i];
		if (span->style != HAND_LINK || span->from < reached)
			continue;
		if (leads_elsewhere(a, span->url, host) ||
			!is_marks(str_sub(block->text, reached, span->from - reached)))
			return false;
		reached = span->to;
		links++;
	}
	return links > 1 && is_marks(str_sub(block->text, reached, SIZE_MAX));
}

static bool is_owner(struct str text)
{
	return str_istarts(text, S("copyright")) || str_istarts(text, S("©")) ||
		str_istarts(text, S("(c) "));
}

bool hand_outside_is(struct arena *a, const struct hand_block *block, struct str host)
{
	return is_owner(str_trim(block->text)) || is_menu(a, block, host);
}
