/* Titles in normal form, and how alike two of them are. */
#include "match/title.h"

#include <assert.h>
#include <stdlib.h>

#include "base/array.h"
#include "base/buf.h"
#include "base/utf8.h"
#include "match/match.h"

enum { TAG_MAX = 64 /* bytes of markup */, RIGHT_QUOTE = 0x2019, OUTLET_WORDS = 5 };

/* PubMed takes "TGF-β" and "TGF-beta" for one word. The names of the letters from U+03B1 on. */
/* clang-format off */
static const char *const GREEK[] = {
	"alpha", "beta", "gamma", "delta", "epsilon", "zeta", "eta", "theta", "iota", "kappa",
	"lambda", "mu", "nu", "xi", "omicron", "pi", "rho", "sigma", "sigma", "tau", "upsilon",
	"phi", "chi", "psi", "omega",
};
/* clang-format on */
enum { GREEK_FIRST = 0x3B1, GREEK_COUNT = ARRAY_COUNT(GREEK) };
static_assert(GREEK_COUNT == 0x3C9 - GREEK_FIRST + 1, "alpha to omega, with both forms of sigma");

/* The length of the tag ("<sub>") or character reference ("&amp;") at the front of s; 0 when there
 * is none. */
static size_t markup_run(struct str s)
{
	assert(s.n);
	char first = s.p[0], end = first == '<' ? '>' : ';';
	if ((first != '<' && first != '&') || s.n < 3 ||
		!(is_alpha(s.p[1]) || s.p[1] == (first == '<' ? '/' : '#')))
		return 0;
	for (size_t i = 2; i < s.n && i < TAG_MAX; i++) {
		if (s.p[i] == end)
			return i + 1;
		if (first == '&' && !is_alpha(s.p[i]) && !is_digit(s.p[i]))
			return 0;
	}
	return 0;
}

/* The comma of "1,200", which some write "1200". */
static bool is_thousands_comma(struct str s, size_t i)
{
	return s.p[i] == ',' && i && is_digit(s.p[i - 1]) && str_sub(s, i + 1, 3).n == 3 &&
		str_is_digits(str_sub(s, i + 1, 3)) && !str_is_digits(str_sub(s, i + 4, 1));
}

/* Adds a character of a folded title: of a word as it is, Greek by its name, and one space for all
 * between two words. */
static void title_add(struct buf *out, uint32_t c)
{
	if (c >= GREEK_FIRST && c < GREEK_FIRST + GREEK_COUNT)
		buf_add(out, str_of(GREEK[c - GREEK_FIRST]));
	else if (c < 128 ? is_alpha((char)c) || is_digit((char)c) : utf8_is_word(c))
		utf8_add(out, c);
	else if (out->n && out->p[out->n - 1] != ' ')
		buf_add_char(out, ' ');
}

struct str match_title(struct arena *a, struct str title)
{
	return title_normal(a, utf8_cut(title, TITLE_MAX));
}

/* The bytes of a folded title to skip at i: a comma within a number, or markup. 0: none. A tag
 * leaves no space: "CO<sub>2</sub>" is one word. */
static size_t skipped(struct str folded, size_t i)
{
	return is_thousands_comma(folded, i) ? 1 : markup_run(str_sub(folded, i, SIZE_MAX));
}

/* As title_normal, of a folded title in ASCII, which nearly all are. */
static struct str normal_ascii(struct arena *a, struct str folded)
{
	char *out = arena_alloc_raw(a, folded.n + 1);
	size_t n = 0;
	for (size_t i = 0; i < folded.n;) {
		char c = folded.p[i];
		size_t skip = c == ',' || c == '<' || c == '&' ? skipped(folded, i) : 0;
		i += skip ? skip : 1;
		if (skip || c == '\'')
			continue;
		if (is_alpha(c) || is_digit(c))
			out[n++] = c;
		else if (n && out[n - 1] != ' ')
			out[n++] = ' ';
	}
	n -= n && out[n - 1] == ' ';
	out[n] = 0;
	return n ? (struct str){out, n} : STR_NONE;
}

struct str title_normal(struct arena *a, struct str title)
{
	struct str folded = utf8_fold(a, title);
	if (str_is_ascii(folded))
		return normal_ascii(a, folded);
	struct buf out CLEANUP_BUF = buf_new(8 * folded.n + 16);
	for (size_t i = 0; i < folded.n;) {
		struct str rest = str_sub(folded, i, SIZE_MAX);
		char first = folded.p[i];
		size_t skip = first == ',' || first == '<' || first == '&' ? skipped(folded, i) : 0;
		if (skip) {
			i += skip;
			continue;
		}
		size_t word = 0;
		while (word < rest.n && (is_alpha(rest.p[word]) || is_digit(rest.p[word])))
			word++;
		if (word) {
			buf_add(&out, str_sub(rest, 0, word));
			i += word;
			continue;
		}
		/* Nor does an apostrophe: "Sjogren's" is written "Sjogrens" too. */
		uint32_t c = utf8_take(&rest);
		if (c != '\'' && c != RIGHT_QUOTE)
			title_add(&out, c);
		i = folded.n - rest.n;
	}
	assert(buf_ok(&out));
	return str_copy(a, str_trim(buf_str(&out)));
}

/* Where the last " - " (or another sign that stands for it) of a title begins, and what is behind
 * it. STR_NOT_FOUND when there is none. */
static size_t last_separator(struct str title, struct str *behind)
{
	static const struct str separators[] = {
		S(" - "), S(" | "), S(" – "), S(" — "), S(" :: "), S(" · "), S(" « ")};
	size_t last = STR_NOT_FOUND;
	for (size_t i = 0; i < ARRAY_COUNT(separators); i++) {
		struct str rest = title;
		for (size_t at; (at = str_find(rest, separators[i])) != STR_NOT_FOUND;) {
			rest = str_sub(rest, at + separators[i].n, SIZE_MAX);
			size_t begin = title.n - rest.n - separators[i].n;
			if (last != STR_NOT_FOUND && begin < last)
				continue;
			last = begin;
			*behind = rest;
		}
	}
	return last;
}

/* Whether the words may be the name of an outlet: a few that begin as names do. */
static bool may_be_outlet(struct str name)
{
	size_t words = 1;
	for (size_t i = 0; i < name.n; i++)
		words += name.p[i] == ' ';
	bool capital = name.n && !(name.p[0] >= 'a' && name.p[0] <= 'z');
	return name.n && words <= OUTLET_WORDS && (capital || str_find_char(name, '.') < name.n);
}

struct str title_without_outlet(struct arena *a, struct str title, struct str outlet)
{
	struct str behind = STR_NONE;
	size_t at = last_separator(title, &behind);
	struct str headline = at == STR_NOT_FOUND ? title : str_trim(str_sub(title, 0, at));
	behind = str_trim(behind);
	bool named = outlet.n && behind.n && str_eq(match_title(a, behind), match_title(a, outlet));
	bool cut = named ? headline.n > 0 :
					   may_be_outlet(behind) && !title_is_generic(match_title(a, headline));
	return cut ? headline : title;
}

static int trigram_cmp(const void *a, const void *b)
{
	uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
	return (x > y) - (x < y);
}

/* Writes the distinct trigrams of the first TITLE_MAX bytes of s, sorted, and returns their
 * number. */
static size_t trigrams(struct str s, uint32_t out[static TITLE_MAX])
{
	size_t n = 0, distinct = 0;
	for (size_t i = 0; i + 3 <= s.n && n < TITLE_MAX; i++)
		out[n++] = (uint32_t)(unsigned char)s.p[i] << 16 |
			(uint32_t)(unsigned char)s.p[i + 1] << 8 | (unsigned char)s.p[i + 2];
	qsort(out, n, sizeof *out, trigram_cmp);
	for (size_t i = 0; i < n; i++)
		if (i == 0 || out[i] != out[i - 1])
			out[distinct++] = out[i];
	return distinct;
}

/* How many trigrams each has, and how many both have. */
struct overlap {
	size_t a, b, common;
};

static struct overlap trigram_overlap(struct str a, struct str b)
{
	uint32_t x[TITLE_MAX], y[TITLE_MAX];
	struct overlap out = {.a = trigrams(a, x), .b = trigrams(b, y)};
	for (size_t i = 0, k = 0; i < out.a && k < out.b;) {
		out.common += x[i] == y[k];
		bool step_x = x[i] <= y[k], step_y = y[k] <= x[i];
		i += step_x;
		k += step_y;
	}
	assert(out.common <= out.a && out.common <= out.b);
	return out;
}

double match_title_similarity(struct str a, struct str b)
{
	if (a.n < 3 || b.n < 3)
		return a.n && str_eq(a, b) ? 1 : 0;
	struct overlap o = trigram_overlap(a, b);
	return (double)o.common / (double)(o.a + o.b - o.common);
}

double title_containment(struct str a, struct str b)
{
	if (a.n < 3 || b.n < 3)
		return a.n && str_eq(a, b) ? 1 : 0;
	struct overlap o = trigram_overlap(a, b);
	return (double)o.common / (double)(o.a < o.b ? o.a : o.b);
}
