#include "store/search.h"

#include "base/buf.h"

struct str search_facet_section(struct arena *a, enum section section)
{
	return str_printf(a, "section %d", (int)section);
}
struct str search_facet_source(struct arena *a, int64_t source)
{
	return str_printf(a, "source %lld", (long long)source);
}
struct str search_facet_topic(struct arena *a, struct str slug)
{
	return str_printf(a, "topic " STR_FMT, STR_ARG(slug));
}

enum { WORDS_MAX = 12 };

enum { LONG = 4 }; /* bytes: the words that tell titles apart */

struct str search_title_expression(struct arena *a, struct str title)
{
	struct buf b CLEANUP_BUF = buf_new(1 << 16);
	struct str rest = str_collapse(a, title);
	for (int words = 0; rest.n && words < WORDS_MAX;) {
		struct str word = str_cut(&rest, ' ');
		if (word.n < LONG)
			continue;
		buf_add(&b, words++ ? S(" OR \"") : S("title : (\""));
		for (size_t i = 0; i < word.n; i++)
			buf_add_char(&b, word.p[i] == '"' ? ' ' : word.p[i]);
		buf_add_char(&b, '"');
	}
	if (b.n)
		buf_add_char(&b, ')');
	return str_copy(a, buf_str(&b));
}

struct str search_expression(struct arena *a, struct str text)
{
	struct buf b CLEANUP_BUF = buf_new(1 << 16);
	struct str rest = str_collapse(a, text);
	for (int words = 0; rest.n && words < WORDS_MAX; words++) {
		struct str word = str_cut(&rest, ' ');
		buf_add(&b, words ? S(" \"") : S("\""));
		for (size_t i = 0; i < word.n; i++)
			buf_add_char(&b, word.p[i] == '"' ? ' ' : word.p[i]);
		buf_add(&b, rest.n ? S("\"") : S("\" *"));
	}
	return str_copy(a, buf_str(&b));
}
