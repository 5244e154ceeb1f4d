/* The numbers in titles, which tell two parts of a series apart. */
#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "match/title.h"

enum { NUMBERS_MAX = 16, DIGITS_MAX = 16, THOUSAND = 1000 };

/* clang-format off */
static const char *const NUMERALS[] = {
	"i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii", "xiii", "xiv",
	"xv", "xvi", "xvii", "xviii", "xix", "xx",
};
/* Numbers in words, by their value. */
static const struct {
	const char *word;
	long value;
} WORDS[] = {
	{"one", 1}, {"first", 1}, {"two", 2}, {"second", 2}, {"three", 3}, {"third", 3}, {"four", 4},
	{"fourth", 4}, {"five", 5}, {"fifth", 5}, {"six", 6}, {"seven", 7}, {"eight", 8}, {"nine", 9},
	{"ten", 10}, {"erster", 1}, {"zweiter", 2}, {"dritter", 3}, {"premiere", 1}, {"deuxieme", 2},
	{"seconde", 2}, {"troisieme", 3}, {"primera", 1}, {"segunda", 2}, {"tercera", 3}, {"prima", 1},
	{"seconda", 2}, {"terza", 3},
};
/* Words that a single letter counts after: "part i", "type b". */
static const char *const COUNTERS[] = {
	"part", "phase", "type", "stage", "grade", "class", "volume", "chapter", "series", "study",
	"factor", "paper", "group", "hepatitis", "influenza", "vitamin", "teil", "typ", "partie",
	"parte", "часть", "cohort", "arm", "hla",
};
/* clang-format on */

static bool is_counter(struct str word)
{
	return str_is_one_of(word, COUNTERS, ARRAY_COUNT(COUNTERS));
}

/* The value of a roman numeral up to 20; 0 for other words. */
static long roman_value(struct str word)
{
	for (size_t i = 0; i < ARRAY_COUNT(NUMERALS); i++)
		if (str_eq(word, str_of(NUMERALS[i])))
			return (long)i + 1;
	return 0;
}

/* What a single letter counts behind a word that counts: "part i" and "part 1" are one. One that is
 * no numeral is below all numbers. */
static long letter_value(char letter)
{
	long roman = roman_value((struct str){&letter, 1});
	return roman ? roman : -letter;
}

static long word_value(struct str word)
{
	for (size_t i = 0; i < ARRAY_COUNT(WORDS); i++)
		if (str_eq(word, str_of(WORDS[i].word)))
			return WORDS[i].value;
	return 0;
}

/* Takes the next number in digits off the word; 0: none. "th1" has one as "covid19" and "covid 19"
 * have. */
static long take_digits(struct str *word)
{
	size_t at = 0, n = 0;
	long value = 0;
	while (at < word->n && !is_digit(word->p[at]))
		at++;
	while (at + n < word->n && is_digit(word->p[at + n]))
		n++;
	bool known = n && n < DIGITS_MAX && str_to_long(str_sub(*word, at, n), &value);
	*word = str_sub(*word, at + n, SIZE_MAX);
	if (str_eq(*word, S("k"))) /* "10k" is 10,000 */
		value *= THOUSAND;
	return known ? value : 0;
}

/* The number that a word without digits says; 0: none. Nearly all words are told apart by their
 * first letter. */
static long value_of(struct str word, struct str before)
{
	char first = word.n ? word.p[0] : 0;
	long value = 0;
	if (word.n == 1)
		return is_alpha(first) && is_counter(before) ? letter_value(first) : 0;
	if (first == 'i' || first == 'v' || first == 'x')
		value = roman_value(word);
	return value || !first || !memchr("ofstnepdz", first, 9) ? value : word_value(word);
}

static int long_cmp(const void *a, const void *b)
{
	long x = *(const long *)a, y = *(const long *)b;
	return (x > y) - (x < y);
}

/* Writes the first NUMBERS_MAX numbers of a title, sorted, and returns how many there are. */
static size_t title_numbers(struct str title, long out[NUMBERS_MAX])
{
	size_t n = 0;
	for (struct str before = STR_NONE; title.n && n < NUMBERS_MAX;) {
		struct str word = str_cut(&title, ' '), rest = word;
		long value = value_of(word, before);
		if (value)
			out[n++] = value;
		while (rest.n && n < NUMBERS_MAX)
			if ((value = take_digits(&rest)))
				out[n++] = value;
		before = word;
	}
	if (n)
		qsort(out, n, sizeof *out, long_cmp);
	return n;
}

/* How many numbers (at false) and letters (at true) each of two titles has that the other lacks. */
struct own {
	size_t a[2], b[2];
};

static bool is_letter(long number)
{
	return number < 0;
}

static struct own own_of(struct str a, struct str b)
{
	long x[NUMBERS_MAX], y[NUMBERS_MAX];
	const size_t n = title_numbers(a, x), m = title_numbers(b, y);
	struct own out = {0};
	for (size_t i = 0, k = 0; i < n || k < m;) {
		bool left = k == m || (i < n && x[i] < y[k]), right = i == n || (k < m && y[k] < x[i]);
		if (left)
			out.a[is_letter(x[i])]++;
		if (right)
			out.b[is_letter(y[k])]++;
		i += !right;
		k += !left;
	}
	return out;
}

/* A letter does not speak against a number: "Vitamin D cuts risk", "Pills cut risk by 20%". */
bool title_numbers_differ(struct str a, struct str b)
{
	struct own own = own_of(a, b);
	return (own.a[false] && own.b[false]) || (own.a[true] && own.b[true]);
}

bool title_is_numbered(struct str a, struct str b)
{
	struct own own = own_of(a, b);
	return own.a[false] || own.b[false] || own.a[true] || own.b[true];
}
