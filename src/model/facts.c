#include "model/facts.h"

#include <assert.h>

#include "base/arena.h"
#include "base/array.h"

static const struct {
	const char *word, *words;
	bool news;
} KINDS[] = {
#define FACT_ROW(name, number, word, words, news) [FACT_##name] = {word, words, news},
	FACTS(FACT_ROW)
#undef FACT_ROW
};

const char *facts_words(enum fact fact)
{
	assert((size_t)fact < ARRAY_COUNT(KINDS));
	return KINDS[fact].words;
}

bool facts_is_news(enum fact fact)
{
	assert((size_t)fact < ARRAY_COUNT(KINDS));
	return KINDS[fact].news;
}

void facts_add(struct buf *facts, enum fact fact, struct strs values)
{
	bool begun = false;
	assert((size_t)fact < ARRAY_COUNT(KINDS));
	for (size_t i = 0; i < values.n; i++) {
		struct str value = values.v[i];
		if (!value.n)
			continue;
		if (!begun)
			buf_addf(facts, "%s\n%s", facts->n ? "" : FACTS_MARK, KINDS[fact].word);
		begun = true;
		buf_add_char(facts, '\t');
		for (size_t k = 0; k < value.n; k++)
			buf_add_char(facts, value.p[k] == '\t' || value.p[k] == '\n' ? ' ' : value.p[k]);
	}
}

struct strs facts_get(struct arena *a, struct str facts, enum fact fact)
{
	struct strs values = {0};
	assert((size_t)fact < ARRAY_COUNT(KINDS));
	while (facts.n) {
		struct str line = str_cut(&facts, '\n');
		if (!str_eq(str_cut(&line, '\t'), str_of(KINDS[fact].word)))
			continue;
		while (line.p && line.n)
			strs_add(a, &values, str_cut(&line, '\t'));
		return values;
	}
	return values;
}

bool facts_have(struct str facts, enum fact fact)
{
	struct arena a CLEANUP_ARENA = {0};
	return facts_get(&a, facts, fact).n > 0;
}

struct str facts_place(struct arena *a, struct str status, struct str where)
{
	struct str word = str_cut(&status, '|'); /* the registry has no such status */
	return word.n || where.n ? str_printf(a, STR_FMT "|" STR_FMT, STR_ARG(word), STR_ARG(where)) :
							   STR_NONE;
}

void facts_place_parts(struct str value, struct str *status, struct str *where)
{
	*where = value;
	*status = str_cut(where, '|');
}

long facts_places_more(struct str value)
{
	long more;
	return str_starts(value, S("+")) && str_to_long(str_sub(value, 1, SIZE_MAX), &more) ? more : 0;
}

struct str facts_line(struct arena *a, struct strs values)
{
	struct buf b CLEANUP_BUF = buf_new(1 << 20);
	for (size_t i = 0; i < values.n; i++) {
		buf_add(&b, i ? S("; ") : STR_NONE);
		buf_add(&b, values.v[i]);
	}
	return str_copy(a, buf_str(&b));
}

struct strs facts_without(struct arena *a, struct strs all, struct strs some)
{
	struct strs rest = {0};
	for (size_t i = 0; i < all.n; i++)
		if (!strs_have(some, all.v[i]))
			strs_add(a, &rest, all.v[i]);
	return rest;
}
