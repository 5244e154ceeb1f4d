/* The words in titles, which tell "in men" and "in women" apart. */
#include <assert.h>

#include "base/array.h"
#include "match/title.h"

enum { WORDS_MAX = 64, OWN_MAX = 48 /* bytes; what is longer is two wordings */, SLIP = 7 };

/* Without these a title says the same. */
static const char *const SMALL[] = {"a", "an", "and", "at", "by", "for", "from", "in", "of", "on",
	"or", "the", "to", "with", "der", "die", "das", "und", "de", "des", "du", "et", "la", "le",
	"les", "del", "el", "los", "y"};

static bool is_small(struct str word)
{
	for (size_t i = 0; i < ARRAY_COUNT(SMALL); i++)
		if (str_eq(word, str_of(SMALL[i])))
			return true;
	return false;
}

static size_t words_of(struct str title, struct str out[WORDS_MAX])
{
	size_t n = 0;
	while (title.n && n < WORDS_MAX) {
		struct str word = str_cut(&title, ' ');
		if (!is_small(word))
			out[n++] = word;
	}
	return n;
}

/* Takes the word out, if it is there. */
static bool take(struct str *words, size_t n, struct str word)
{
	for (size_t i = 0; i < n; i++)
		if (words[i].n && str_eq(words[i], word)) {
			words[i] = STR_NONE;
			return true;
		}
	return false;
}

/* What is left of the words, joined: "meta analysis" is "metaanalysis", too. Returns its length;
 * over OWN_MAX: it is longer than there is room for. */
static size_t join_words(const struct str *words, size_t n, char out[OWN_MAX])
{
	size_t length = 0;
	for (size_t i = 0; i < n; i++)
		for (size_t k = 0; k < words[i].n; k++) {
			if (length == OWN_MAX)
				return OWN_MAX + 1;
			out[length++] = words[i].p[k];
		}
	return length;
}

static size_t least(size_t a, size_t b)
{
	return a < b ? a : b;
}

/* How many letters have to be put in, left out or changed to make one of the other: the distance of
 * Levenshtein. */
static size_t distance(const char *a, size_t n, const char *b, size_t m)
{
	size_t row[OWN_MAX + 1];
	assert(n <= OWN_MAX && m <= OWN_MAX);
	for (size_t k = 0; k <= m; k++)
		row[k] = k;
	for (size_t i = 1; i <= n; i++) {
		size_t corner = row[0];
		row[0] = i;
		for (size_t k = 1; k <= m; k++) {
			size_t changed = corner + (a[i - 1] != b[k - 1]);
			corner = row[k];
			row[k] = least(changed, least(row[k], row[k - 1]) + 1);
		}
	}
	return row[m];
}

bool title_words_differ(struct str a, struct str b)
{
	struct str x[WORDS_MAX], y[WORDS_MAX];
	char own_a[OWN_MAX], own_b[OWN_MAX];
	size_t n = words_of(a, x), m = words_of(b, y);
	for (size_t i = 0; i < n; i++)
		if (take(y, m, x[i]))
			x[i] = STR_NONE;
	size_t in_a = join_words(x, n, own_a), in_b = join_words(y, m, own_b);
	if (!in_a || !in_b || in_a > OWN_MAX || in_b > OWN_MAX)
		return false;
	size_t slips = (in_a > in_b ? in_a : in_b) / SLIP;
	return distance(own_a, in_a, own_b, in_b) > (slips ? slips : 1);
}
