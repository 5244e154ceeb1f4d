#include "desk/marks.h"

#include <assert.h>
#include <stdlib.h>

enum { HITS_MAX = 300, WORDS_MAX = 8, PHRASES_MAX = 40, SHORTEST = 3 };

static bool has(const struct strs *list, struct str s)
{
	for (size_t i = 0; i < list->n; i++)
		if (str_ieq(list->v[i], s))
			return true;
	return false;
}

static void phrase_add(struct arena *a, struct strs *list, struct str phrase)
{
	phrase = str_trim(phrase);
	while (str_ends(phrase, S("*")))
		phrase = str_sub(phrase, 0, phrase.n - 1);
	if (phrase.n >= SHORTEST && list->n < PHRASES_MAX && !has(list, phrase))
		strs_add(a, list, phrase);
}

/* The index behind a field tag ("[tiab]") that follows the word which ends at i. */
static size_t after_tag(struct str query, size_t i)
{
	while (i < query.n && query.p[i] == ' ')
		i++;
	if (i >= query.n || query.p[i] != '[')
		return i;
	size_t end = str_find_char(str_sub(query, i, SIZE_MAX), ']');
	return end == STR_NOT_FOUND ? query.n : i + end + 1;
}

static bool ends_word(char c)
{
	return is_space(c) || c == '(' || c == ')' || c == '"' || c == '[';
}

/* Words after a NOT are not looked for. How far the NOT reaches is not worth parsing: everything
 * behind it is left out. */
struct strs marks_query(struct arena *a, struct str query)
{
	struct strs phrases = {0};
	for (size_t i = 0; i < query.n;) {
		char c = query.p[i];
		if (c == '[') {
			i = after_tag(query, i);
			continue;
		}
		if (c != '"' && ends_word(c)) {
			i++;
			continue;
		}
		size_t from = i + (c == '"'), end = from;
		while (end < query.n && (c == '"' ? query.p[end] != '"' : !ends_word(query.p[end])))
			end++;
		struct str word = str_sub(query, from, end - from);
		if (c != '"' && str_eq(word, S("NOT")))
			break;
		if (c == '"' || !(str_eq(word, S("AND")) || str_eq(word, S("OR"))))
			phrase_add(a, &phrases, word);
		i = after_tag(query, end + (c == '"'));
	}
	return phrases;
}

static void add_all(struct arena *a, struct strs *list, struct strs more)
{
	for (size_t i = 0; i < more.n; i++)
		phrase_add(a, list, more.v[i]);
}

static void pattern_add(struct arena *a, struct marks *marks, const struct pattern *pattern)
{
	if (!pattern)
		return;
	marks->patterns = arena_grow(a, marks->patterns, marks->pattern_count, sizeof *marks->patterns);
	marks->patterns[marks->pattern_count++] = pattern;
}

struct marks marks_of(struct arena *a, const struct site *site, const struct copies *copies)
{
	struct marks marks = {0};
	for (size_t i = 0; i < copies->n; i++) {
		const struct source *source = site_source(site, copies->v[i].source);
		if (!source)
			continue;
		struct strs searches = source_searches(a, source);
		for (size_t k = 0; k < searches.n; k++)
			add_all(a, &marks.phrases, marks_query(a, searches.v[k]));
		pattern_add(a, &marks, source->keep);
	}
	for (size_t i = 0; i < site->topic_count; i++)
		pattern_add(a, &marks, site->topics[i].match);
	return marks;
}

struct hit {
	size_t from, to;
};
struct hits {
	struct hit *v;
	size_t n;
};

static void hit_add(struct arena *a, struct hits *hits, size_t from, size_t to)
{
	if (hits->n == HITS_MAX || from >= to)
		return;
	hits->v = arena_grow(a, hits->v, hits->n, sizeof *hits->v);
	hits->v[hits->n++] = (struct hit){from, to};
}

static bool is_inside_word(char c)
{
	return is_alpha(c) || is_digit(c) || (unsigned char)c >= 0x80;
}

/* A phrase counts where it begins a word. The whole word is marked: for "transplant" it is
 * "transplantation". */
static void phrase_hits(struct arena *a, struct str text, struct str phrase, struct hits *hits)
{
	for (size_t at = 0, found;
		 (found = str_ifind(str_sub(text, at, SIZE_MAX), phrase)) != STR_NOT_FOUND;
		 at += found + phrase.n) {
		size_t from = at + found, to = from + phrase.n;
		if (from > 0 && is_inside_word(text.p[from - 1]))
			continue;
		while (to < text.n && is_inside_word(text.p[to]))
			to++;
		hit_add(a, hits, from, to);
		if (hits->n == HITS_MAX)
			return;
	}
}

static void pattern_hits(
	struct arena *a, struct str text, const struct pattern *pattern, struct hits *hits)
{
	struct str hit;
	for (struct str rest = text;
		 rest.n && hits->n < HITS_MAX && pattern_find(pattern, rest, &hit) && hit.n;) {
		assert(hit.p >= rest.p && hit.p + hit.n <= rest.p + rest.n);
		size_t from = (size_t)(hit.p - text.p), to = from + hit.n;
		while (to < text.n && is_inside_word(text.p[to]))
			to++;
		hit_add(a, hits, from, to);
		rest = str_sub(text, to, SIZE_MAX);
	}
}

static int by_start(const void *a, const void *b)
{
	const struct hit *x = a, *y = b;
	return (x->from > y->from) - (x->from < y->from);
}

/* Sorts the hits, and joins those that overlap or have a single space between them. */
static void hits_join(struct str text, struct hits *hits)
{
	size_t n = 0;
	if (hits->n)
		qsort(hits->v, hits->n, sizeof *hits->v, by_start);
	for (size_t i = 0; i < hits->n; i++) {
		struct hit *last = n ? &hits->v[n - 1] : NULL, hit = hits->v[i];
		bool together = last &&
			(hit.from <= last->to || (hit.from == last->to + 1 && is_space(text.p[last->to])));
		if (!together)
			hits->v[n++] = hit;
		else if (hit.to > last->to)
			last->to = hit.to;
	}
	hits->n = n;
}

static void piece(struct arena *a, struct markeds *out, bool hit, struct str text)
{
	if (!text.n)
		return;
	out->v = arena_grow(a, out->v, out->n, sizeof *out->v);
	out->v[out->n++] = (struct marked){hit, text};
}

void marks_find(struct arena *a, const struct marks *marks, struct str text, struct markeds *out,
	struct strs *words)
{
	struct hits hits = {0};
	size_t at = 0;
	*out = (struct markeds){0};
	for (size_t i = 0; i < marks->phrases.n; i++)
		phrase_hits(a, text, marks->phrases.v[i], &hits);
	for (size_t i = 0; i < marks->pattern_count; i++)
		pattern_hits(a, text, marks->patterns[i], &hits);
	hits_join(text, &hits);
	for (size_t i = 0; i < hits.n; i++) {
		assert(at <= hits.v[i].from && hits.v[i].to <= text.n); /* in order, and apart */
		struct str hit = str_sub(text, hits.v[i].from, hits.v[i].to - hits.v[i].from);
		piece(a, out, false, str_sub(text, at, hits.v[i].from - at));
		piece(a, out, true, hit);
		at = hits.v[i].to;
		if (words && words->n < WORDS_MAX && !has(words, hit))
			strs_add(a, words, hit);
	}
	piece(a, out, false, str_sub(text, at, SIZE_MAX));
}
