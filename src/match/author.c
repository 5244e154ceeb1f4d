#include "match/author.h"

#include <assert.h>

#include "base/array.h"
#include "match/match.h"

static const double NAMES_AGREE = 0.5; /* trigram similarity of a family name with a slip */

/* clang-format off */
static const char *const PARTICLES[] = {
	"von", "van", "der", "den", "de", "del", "della", "di", "da", "dos", "du", "la", "le", "el",
	"al", "st", "ter", "ten", "jr", "sr", "ii", "iii", "bin", "ben",
};
static const char *const NOBODY[] = {
	"anonymous", "unknown", "na", "none", "no authorship indicated", "no authors listed", "anon",
};
/* clang-format on */

/* "A." or "AB" or "J.-P.": initials, where a name is written with them. */
static bool is_initials(struct str word)
{
	size_t letters = 0;
	for (size_t i = 0; i < word.n; i++) {
		if (word.p[i] == '.' || word.p[i] == '-')
			continue;
		if (!(word.p[i] >= 'A' && word.p[i] <= 'Z'))
			return false;
		letters++;
	}
	return letters > 0 && letters <= 3 && (letters < 3 || word.n == letters);
}

/* Where "Tan A.Schulze A." has no sign between two names: behind initials, a capital and a small
 * letter begin the next one. STR_NOT_FOUND: nowhere. */
static size_t next_glued(struct str s)
{
	for (size_t i = 2; i + 2 < s.n; i++) {
		bool capital = s.p[i] >= 'A' && s.p[i] <= 'Z';
		bool word = (s.p[i + 1] >= 'a' && s.p[i + 1] <= 'z') || s.p[i + 1] == '\'';
		if (s.p[i - 1] == '.' && capital && word && s.p[i - 2] >= 'A' && s.p[i - 2] <= 'Z')
			return i;
	}
	return STR_NOT_FOUND;
}

static void add_glued(struct arena *a, struct strs *out, struct str s)
{
	for (size_t at; (at = next_glued(s)) != STR_NOT_FOUND;) {
		strs_add(a, out, str_trim(str_sub(s, 0, at)));
		s = str_sub(s, at, SIZE_MAX);
	}
	if (str_trim(s).n)
		strs_add(a, out, str_trim(s));
}

struct strs author_names(struct arena *a, struct str text)
{
	struct strs out = {0};
	while (text.n && out.n < AUTHORS_MAX) {
		size_t semicolon = str_find_char(text, ';'), and = str_find(text, S(" and "));
		size_t at = semicolon < and? semicolon : and;
		struct str name = str_trim(str_sub(text, 0, at));
		text = at == STR_NOT_FOUND ?
			STR_NONE :
			str_sub(text, at + (at == semicolon ? 1 : sizeof " and " - 1), SIZE_MAX);
		if (name.n)
			add_glued(a, &out, name);
	}
	return out;
}

/* The family name as it was written: before a comma; else behind the initials that the name begins
 * with; else what stands before the initials or the last word ("Omulo Sylvia"). */
static struct str family_part(struct str name)
{
	struct str rest = name, first = str_cut(&rest, ',');
	if (rest.p)
		return first;
	rest = name;
	struct str word = str_cut(&rest, ' ');
	while (rest.n && is_initials(word) && str_find_char(word, '.') != STR_NOT_FOUND) {
		name = rest;
		word = str_cut(&rest, ' ');
	}
	if (name.n && word.p && name.p == word.p && rest.n) {
		size_t last = name.n;
		while (last && name.p[last - 1] != ' ')
			last--;
		return last ? str_sub(name, 0, last - 1) : name;
	}
	return name;
}

/* The words of a family name that count: no particles, no initials. */
static struct str family_words(struct arena *a, struct str family)
{
	struct str out = STR_NONE, all = match_title(a, family);
	for (struct str rest = all; rest.n;) {
		struct str word = str_cut(&rest, ' ');
		if (word.n > 1 && !str_is_one_of(word, PARTICLES, ARRAY_COUNT(PARTICLES)))
			out = out.n ? STR_CAT(a, out, S(" "), word) : word;
	}
	return str_or(out, all);
}

void author_words_add(struct arena *a, struct author_words *out, struct str name)
{
	struct str words = match_title(a, name);
	if (!words.n || out->n == AUTHORS_MAX || str_is_one_of(words, NOBODY, ARRAY_COUNT(NOBODY)))
		return;
	out->family = arena_grow(a, out->family, out->n, sizeof *out->family);
	out->words = arena_grow(a, out->words, out->n, sizeof *out->words);
	bool lost = str_find_char(name, '?') != STR_NOT_FOUND ||
		str_find(name, S("\xef\xbf\xbd")) != STR_NOT_FOUND;
	out->family[out->n] = lost ? STR_NONE : family_words(a, family_part(str_trim(name)));
	out->words[out->n++] = lost ? STR_NONE : words;
}

static bool has_word(struct str words, struct str word)
{
	while (words.n)
		if (str_eq(str_cut(&words, ' '), word))
			return true;
	return false;
}

/* Whether a word of the family name is among the words of the other name. */
static bool family_is_in(struct str family, struct str words)
{
	while (family.n) {
		struct str word = str_cut(&family, ' ');
		if (word.n > 1 && has_word(words, word))
			return true;
	}
	return false;
}

static bool names_agree(
	const struct author_words *x, size_t i, const struct author_words *y, size_t k)
{
	return family_is_in(x->family[i], y->words[k]) || family_is_in(y->family[k], x->words[i]) ||
		match_title_similarity(x->family[i], y->family[k]) >= NAMES_AGREE;
}

bool author_first_agrees(const struct author_words *x, const struct author_words *y)
{
	return x->n && y->n && names_agree(x, 0, y, 0);
}

bool author_first_may_agree(const struct author_words *x, const struct author_words *y)
{
	return !x->n || !y->n || !x->family[0].n || !y->family[0].n || names_agree(x, 0, y, 0);
}

/* How many of x are among y. */
static size_t count_common(const struct author_words *x, const struct author_words *y)
{
	size_t common = 0;
	for (size_t i = 0; i < x->n; i++)
		for (size_t k = 0; k < y->n; k++)
			if (family_is_in(x->family[i], y->words[k])) {
				common++;
				break;
			}
	assert(common <= x->n);
	return common;
}

double author_overlap(const struct author_words *x, const struct author_words *y)
{
	size_t few = x->n < y->n ? x->n : y->n, common = 0;
	if (!few)
		return 0;
	if (x->n == y->n) { /* two authors of one list may be one of the other */
		size_t there = count_common(x, y), back = count_common(y, x);
		common = there < back ? there : back;
	} else {
		common = x->n < y->n ? count_common(x, y) : count_common(y, x);
	}
	return (double)common / (double)few;
}
