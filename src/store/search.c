#include "store/search.h"

#include "base/strs.h"
#include "store/connection.h"
#include "store/search_engine.h"

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

/* The first words of this length; *all: there are no more. */
static struct strs words_of(struct arena *a, struct str text, size_t length, bool *all)
{
	struct strs words = {0};
	struct str rest = str_collapse(a, text);
	while (rest.n && words.n < WORDS_MAX) {
		struct str word = str_cut(&rest, ' ');
		if (word.n >= length)
			strs_add(a, &words, word);
	}
	*all = !rest.n;
	return words;
}

struct str search_expression(struct store *s, struct arena *a, struct str text)
{
	bool all;
	struct strs words = words_of(a, text, 0, &all);
	const struct search_engine *engine = s->driver->search;
	if (!words.n)
		return STR_NONE;
	return engine->all_words_in ? engine->all_words_in(s, a, words, all) :
								  engine->all_words(a, words, all);
}

struct str search_title_expression(const struct store *s, struct arena *a, struct str title)
{
	bool all;
	struct strs words = words_of(a, title, LONG, &all);
	return words.n ? s->driver->search->any_in_title(a, words) : STR_NONE;
}

struct str search_terms_expression(
	const struct store *s, struct arena *a, bool in_title, struct strs terms, bool beginning)
{
	return s->driver->search->all_terms(a, in_title, terms, beginning);
}
