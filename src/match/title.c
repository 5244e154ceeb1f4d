/* Titles as words: folded, compared by their trigrams, and read for the few signs that keep two
 * works apart. */
#include "match/title.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/utf8.h"
#include "match/match.h"

enum { TITLE_MAX = 2000, TAG_MAX = 64, NUMBERS_MAX = 16, GENERIC_WORDS = 4 };

/* "TGF-β" and "TGF-beta" are one word to PubMed. Indexed from U+03B1. */
static const char *const GREEK[] = {
	"alpha",
	"beta",
	"gamma",
	"delta",
	"epsilon",
	"zeta",
	"eta",
	"theta",
	"iota",
	"kappa",
	"lambda",
	"mu",
	"nu",
	"xi",
	"omicron",
	"pi",
	"rho",
	"sigma",
	"sigma",
	"tau",
	"upsilon",
	"phi",
	"chi",
	"psi",
	"omega",
};
enum { GREEK_FIRST = 0x3B1, GREEK_COUNT = sizeof GREEK / sizeof *GREEK };

/* The bytes of a tag ("<sub>") or a character reference ("&amp;") at the front of s, 0 when there
 * is none. Looks a bounded way ahead. */
static size_t markup_run(struct str s)
{
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
	struct str folded = utf8_fold(a, utf8_cut(title, TITLE_MAX));
	struct buf out CLEANUP_BUF = buf_new(8 * folded.n + 16);
	for (size_t i = 0; i < folded.n;) {
		struct str rest = str_sub(folded, i, SIZE_MAX);
		size_t skip = is_thousands_comma(folded, i) ? 1 : markup_run(rest);
		if (skip) { /* nothing in its place: a tag inside a word ("CO<sub>2</sub>") does not part it
					 */
			i += skip;
			continue;
		}
		uint32_t c = utf8_take(&rest);
		if (c != '\'' && c != 0x2019) /* the apostrophe: "Sjogren's" is written "Sjogrens" too */
			title_add(&out, c);
		i = folded.n - rest.n;
	}
	return str_copy(a, str_trim(buf_str(&out)));
}

static int gram_cmp(const void *a, const void *b)
{
	uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
	return (x > y) - (x < y);
}

/* The distinct trigrams of s, sorted. Returns how many. */
static size_t trigrams(struct str s, uint32_t *out)
{
	size_t n = 0, distinct = 0;
	for (size_t i = 0; i + 3 <= s.n && n < TITLE_MAX; i++)
		out[n++] = (uint32_t)(unsigned char)s.p[i] << 16 |
			(uint32_t)(unsigned char)s.p[i + 1] << 8 | (unsigned char)s.p[i + 2];
	qsort(out, n, sizeof *out, gram_cmp);
	for (size_t i = 0; i < n; i++)
		if (i == 0 || out[i] != out[i - 1])
			out[distinct++] = out[i];
	return distinct;
}

double match_title_similarity(struct str a, struct str b)
{
	uint32_t x[TITLE_MAX], y[TITLE_MAX];
	if (a.n < 3 || b.n < 3)
		return a.n && str_eq(a, b) ? 1 : 0;
	size_t n = trigrams(a, x), m = trigrams(b, y), common = 0;
	for (size_t i = 0, k = 0; i < n && k < m;) {
		common += x[i] == y[k];
		bool step_x = x[i] <= y[k], step_y = y[k] <= x[i];
		i += step_x;
		k += step_y;
	}
	return (double)common / (double)(n + m - common);
}

/* True when the words stand at the front of the title and end there or before a blank. */
static bool starts_with_words(struct str title, const char *words)
{
	size_t n = strlen(words);
	return str_starts(title, str_of(words)) && (title.n == n || title.p[n] == ' ');
}

enum title_role title_role(struct arena *a, struct str title)
{
	/* With their colons: "Response to treatment" and "Correction of scoliosis" are works. */
	static const struct {
		const char *opening;
		enum title_role role;
	} openings[] = {
		{"correction:", ROLE_CORRECTION},
		{"correction to", ROLE_CORRECTION},
		{"[correction", ROLE_CORRECTION},
		{"corrections:", ROLE_CORRECTION},
		{"author correction", ROLE_CORRECTION},
		{"publisher correction", ROLE_CORRECTION},
		{"erratum", ROLE_CORRECTION},
		{"errata", ROLE_CORRECTION},
		{"corrigend", ROLE_CORRECTION},
		{"addendum:", ROLE_CORRECTION},
		{"retraction:", ROLE_RETRACTION},
		{"retraction note", ROLE_RETRACTION},
		{"retraction notice", ROLE_RETRACTION},
		{"retracted:", ROLE_RETRACTION},
		{"retracted article", ROLE_RETRACTION},
		{"[retracted", ROLE_RETRACTION},
		{"notice of retraction", ROLE_RETRACTION},
		{"withdrawn:", ROLE_RETRACTION},
		{"expression of concern", ROLE_CONCERN},
		{"editorial expression of concern", ROLE_CONCERN},
		{"reply:", ROLE_REPLY},
		{"reply to", ROLE_REPLY},
		{"response to:", ROLE_REPLY},
		{"comment on", ROLE_REPLY},
		{"comments on", ROLE_REPLY},
		{"commentary on", ROLE_REPLY},
		{"author reply", ROLE_REPLY},
		{"authors' reply", ROLE_REPLY},
		{"author's reply", ROLE_REPLY},
		{"authors' response", ROLE_REPLY},
		{"letter to the editor", ROLE_REPLY},
		{"in response to", ROLE_REPLY},
		{"in reply to", ROLE_REPLY},
		{"re:", ROLE_REPLY},
	};
	struct str folded = str_trim(utf8_fold(a, title));
	for (size_t i = 0; i < sizeof openings / sizeof *openings; i++)
		if (str_starts(folded, str_of(openings[i].opening)))
			return openings[i].role;
	while (str_ends(folded, S(".")))
		folded.n--;
	return str_ends(folded, S("[retraction]")) || str_ends(folded, S("[retracted]")) ?
		ROLE_RETRACTION :
		ROLE_WORK;
}

bool title_is_generic(struct str title)
{
	static const char *const openings[] = {
		"editorial",
		"letter to the editor",
		"letters to the editor",
		"from the editor",
		"a message from",
		"message from",
		"introduction to the special issue",
		"introduction to the",
		"book review",
		"news and views",
		"in this issue",
		"table of contents",
	};
	static const char *const anywhere[] = {
		"editors comments", "editors note", "editors corner", "chairs message"};
	size_t words = 1;
	for (size_t i = 0; i < title.n; i++)
		words += title.p[i] == ' ';
	for (size_t i = 0; i < sizeof openings / sizeof *openings; i++)
		if (starts_with_words(title, openings[i]))
			return true;
	for (size_t i = 0; i < sizeof anywhere / sizeof *anywhere; i++)
		if (str_find(title, str_of(anywhere[i])) != STR_NOT_FOUND)
			return true;
	return words <= GENERIC_WORDS;
}

/* The value of a roman numeral up to 39, 0 for other words. A single letter is one only after a
 * word that counts ("part i", "type v"). */
static long roman_value(struct str word, struct str before)
{
	static const char *const numerals[] = {
		"i",
		"ii",
		"iii",
		"iv",
		"v",
		"vi",
		"vii",
		"viii",
		"ix",
		"x",
		"xi",
		"xii",
		"xiii",
		"xiv",
		"xv",
		"xvi",
		"xvii",
		"xviii",
		"xix",
		"xx",
	};
	static const char *const counters[] = {"part", "phase", "type", "stage", "grade", "class",
		"volume", "chapter", "series", "study", "factor", "paper"};
	bool counted = word.n > 1;
	for (size_t i = 0; i < sizeof counters / sizeof *counters; i++)
		counted = counted || str_eq(before, str_of(counters[i]));
	for (size_t i = 0; counted && i < sizeof numerals / sizeof *numerals; i++)
		if (str_eq(word, str_of(numerals[i])))
			return (long)i + 1;
	return 0;
}

static int long_cmp(const void *a, const void *b)
{
	long x = *(const long *)a, y = *(const long *)b;
	return (x > y) - (x < y);
}

/* The numbers of a title, sorted. */
static size_t title_numbers(struct str title, long out[NUMBERS_MAX])
{
	size_t n = 0;
	for (struct str before = STR_NONE; title.n && n < NUMBERS_MAX;) {
		struct str word = str_cut(&title, ' ');
		long value = 0;
		if (!str_to_long(word, &value))
			value = roman_value(word, before);
		if (value)
			out[n++] = value;
		before = word;
	}
	qsort(out, n, sizeof *out, long_cmp);
	return n;
}

bool title_numbers_differ(struct str a, struct str b)
{
	long x[NUMBERS_MAX], y[NUMBERS_MAX];
	size_t n = title_numbers(a, x), m = title_numbers(b, y), i = 0, k = 0, common = 0;
	while (i < n && k < m) {
		long left = x[i], right = y[k];
		common += left == right;
		i += left <= right;
		k += right <= left;
	}
	return common < n && common < m;
}
