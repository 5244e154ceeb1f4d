/* Titles in normal form, and how alike two of them are. */
#include "match/title.h"

#include <assert.h>
#include <string.h>

#include "base/array.h"
#include "base/utf8.h"
#include "match/match.h"

enum { TAG_MAX = 64 /* bytes of markup */, RIGHT_QUOTE = 0x2019, OUTLET_WORDS = 5, LOWER = 0x20 };

/* PubMed takes "TGF-β" and "TGF-beta" for one word. The names of the letters from U+03B1 on. */
/* clang-format off */
static const char *const GREEK[] = {
	"alpha", "beta", "gamma", "delta", "epsilon", "zeta", "eta", "theta", "iota", "kappa",
	"lambda", "mu", "nu", "xi", "omicron", "pi", "rho", "sigma", "sigma", "tau", "upsilon",
	"phi", "chi", "psi", "omega",
};
/* clang-format on */
enum { GREEK_FIRST = 0x3B1, GREEK_COUNT = ARRAY_COUNT(GREEK) };
enum { GREEK_LEAD = 0xCE /* or 0xCF: the first byte */, GREEK_LONGEST = 7 };
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

/* The bytes that a title may take in normal form: names are longer than Greek letters. */
static size_t normal_room(struct str folded)
{
	size_t greek = 0;
	for (size_t i = 0; i < folded.n; i++)
		greek += (unsigned char)folded.p[i] >> 1 == GREEK_LEAD >> 1;
	return folded.n + greek * GREEK_LONGEST + 1;
}

/* The digit that a character of another script is; -1: none. */
static int digit_of(uint32_t c)
{
	static const uint32_t zeros[] = {0x660, 0x6F0, 0x966, 0x9E6, 0xE50}; /* Arabic, …, Thai */
	for (size_t i = 0; i < ARRAY_COUNT(zeros); i++)
		if (c >= zeros[i] && c < zeros[i] + 10)
			return (int)(c - zeros[i]);
	return -1;
}

/* Text in normal form on its way. */
struct normal {
	char *p;
	size_t n;
};

static void normal_add(struct normal *out, struct str s)
{
	memcpy(out->p + out->n, s.p, s.n);
	out->n += s.n;
}

/* One space for all between two words. */
static void normal_part(struct normal *out)
{
	if (out->n && out->p[out->n - 1] != ' ')
		out->p[out->n++] = ' ';
}

/* Adds the character at the front of `rest`, which is beyond ASCII, and returns its length: of a
 * word as it is, Greek by its name, digits as ASCII has them. An apostrophe is nothing: "Sjogren's"
 * is "Sjogrens" too. */
static size_t normal_long(struct normal *out, struct str rest)
{
	struct str behind = rest;
	uint32_t c = utf8_take(&behind);
	size_t n = rest.n - behind.n;
	if (c >= GREEK_FIRST && c < GREEK_FIRST + GREEK_COUNT)
		normal_add(out, str_of(GREEK[c - GREEK_FIRST]));
	else if (digit_of(c) >= 0)
		out->p[out->n++] = (char)('0' + digit_of(c));
	else if (utf8_is_word(c))
		normal_add(out, str_sub(rest, 0, n));
	else if (c != RIGHT_QUOTE)
		normal_part(out);
	return n;
}

struct str title_normal(struct arena *a, struct str title)
{
	bool ascii = str_is_ascii(title);
	struct str folded = ascii ? title : utf8_fold(a, title);
	size_t room = ascii ? title.n + 1 : normal_room(folded);
	struct normal out = {arena_alloc_raw(a, room), 0};
	for (size_t i = 0; i < folded.n;) {
		char c = folded.p[i];
		if (is_alpha(c) || is_digit(c)) { /* as nearly every byte */
			out.p[out.n++] = (char)(c | LOWER); /* of a digit, the bit is set */
			i++;
			continue;
		}
		size_t skip = c == ',' || c == '<' || c == '&' ? skipped(folded, i) : 0;
		if ((unsigned char)c >= 0x80) {
			i += normal_long(&out, str_sub(folded, i, SIZE_MAX));
			continue;
		}
		if (!skip && c != '\'')
			normal_part(&out);
		i += skip ? skip : 1;
	}
	out.n -= out.n && out.p[out.n - 1] == ' ';
	assert(out.n < room);
	out.p[out.n] = 0;
	return out.n ? (struct str){out.p, out.n} : STR_NONE;
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

/* How many trigrams each has, and how many both have. */
struct overlap {
	size_t a, b, common;
};

/* The trigrams of two titles as a hash table: each once, with a bit for each title that has it. */
enum { FIRST_HAS = 1, SECOND_HAS = 2, BOTH_HAVE = 3, TRIGRAM_SLOTS = 8192 };
static_assert(TRIGRAM_SLOTS > 2 * 2 * TITLE_MAX, "half of the slots are free");
struct trigrams {
	uint32_t slots[TRIGRAM_SLOTS]; /* as many as the titles need */
	size_t mask;
};

static void trigrams_begin(struct trigrams *t, size_t bytes)
{
	size_t size = 64;
	while (size < 2 * bytes && size < TRIGRAM_SLOTS)
		size *= 2;
	t->mask = size - 1;
	memset(t->slots, 0, size * sizeof *t->slots);
}

/* Adds the first TITLE_MAX trigrams of a title, whose bit is `has`. Returns how many differ, and
 * adds those that the other one has to *common. */
static size_t trigrams_add(struct trigrams *t, struct str s, uint32_t has, size_t *common)
{
	size_t distinct = 0;
	for (size_t i = 0; i + 3 <= s.n && i < TITLE_MAX; i++) {
		uint32_t trigram = (uint32_t)(unsigned char)s.p[i] << 16 |
			(uint32_t)(unsigned char)s.p[i + 1] << 8 | (unsigned char)s.p[i + 2];
		size_t at = trigram * UINT32_C(2654435761) >> 15 & t->mask;
		while (t->slots[at] && t->slots[at] >> 2 != trigram)
			at = (at + 1) & t->mask;
		distinct += !(t->slots[at] & has);
		*common += (t->slots[at] ^ has) == (trigram << 2 | BOTH_HAVE);
		t->slots[at] |= trigram << 2 | has;
	}
	return distinct;
}

static struct overlap trigram_overlap(struct str a, struct str b)
{
	struct trigrams t;
	struct overlap out = {0};
	trigrams_begin(&t, a.n + b.n);
	out.a = trigrams_add(&t, a, FIRST_HAS, &out.common);
	out.b = trigrams_add(&t, b, SECOND_HAS, &out.common);
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
