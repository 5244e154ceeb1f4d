/* The words in titles, which tell "in men" and "in women" apart. */
#include <assert.h>

#include "base/array.h"
#include "match/title.h"

enum { WORDS_MAX = 64, WORD_MAX = 48 /* bytes */, LEAST_SPELLED = 5 };

/* Without these a title says the same, as it does without the mark of a retracted paper. */
static const char *const SMALL[] = {"a", "an", "and", "at", "by", "for", "from", "in", "of", "on",
	"or", "the", "to", "der", "die", "das", "und", "de", "des", "du", "et", "la", "le", "les",
	"del", "el", "los", "y", "retracted", "withdrawn", "retraction", "article", "paper"};
/* What a subtitle says of a paper that is about another one, or about one to come. */
static const char *const OTHER_PAPER[] = {"protocol", "protocols", "rationale", "comment",
	"commentary", "editorial", "reply", "studienprotokoll", "protocole", "protocolo", "protocollo"};

/* The words of a title that say something, or those of them that are left. */
struct title_words {
	struct str v[WORDS_MAX];
	size_t n;
};

static void add_word(struct title_words *words, struct str word)
{
	if (words->n < WORDS_MAX)
		words->v[words->n++] = word;
}

static struct title_words words_of(struct str title)
{
	struct title_words out = {.n = 0};
	while (title.n) {
		struct str word = str_cut(&title, ' ');
		if (word.n && !str_is_one_of(word, SMALL, ARRAY_COUNT(SMALL)))
			add_word(&out, word);
	}
	return out;
}

/* The words that the other title lacks: of a word that stands twice, the second may be one. */
static struct title_words own_words(struct title_words words, struct title_words other)
{
	struct title_words out = {.n = 0};
	for (size_t i = 0; i < words.n; i++) {
		size_t k = 0;
		while (k < other.n && !(other.v[k].n && str_eq(other.v[k], words.v[i])))
			k++;
		if (k < other.n)
			other.v[k] = STR_NONE;
		else
			add_word(&out, words.v[i]);
	}
	assert(out.n <= words.n && words.n <= WORDS_MAX);
	return out;
}

static size_t least(size_t a, size_t b)
{
	return a < b ? a : b;
}

/* Whether one letter put in, left out or changed makes one of the other. */
static bool is_one_letter(struct str a, struct str b)
{
	size_t front = 0, back = 0, shorter = least(a.n, b.n), longer = a.n + b.n - shorter;
	while (front < shorter && a.p[front] == b.p[front])
		front++;
	while (back < shorter - front && a.p[a.n - 1 - back] == b.p[b.n - 1 - back])
		back++;
	assert(front + back <= shorter);
	return longer - shorter <= 1 && front + back + 1 >= longer;
}

static bool opens_in_british(struct str word)
{
	return str_starts(word, S("ae")) || str_starts(word, S("oe"));
}

/* "tumour" and "tumor", "oedema" and "edema"; but neither "IgG" and "IgM" nor "typical" and
 * "atypical". */
static bool is_other_spelling(struct str a, struct str b)
{
	if (least(a.n, b.n) < LEAST_SPELLED)
		return false;
	return (a.p[0] == b.p[0] || opens_in_british(a) || opens_in_british(b)) && is_one_letter(a, b);
}

/* The words joined: "meta analysis" is "metaanalysis", too. */
static struct str joined(const struct title_words *words, char out[WORD_MAX])
{
	size_t n = 0;
	for (size_t i = 0; i < words->n; i++)
		for (size_t k = 0; k < words->v[i].n && n < WORD_MAX; k++)
			out[n++] = words->v[i].p[k];
	return (struct str){out, n};
}

static bool are_spelled_otherwise(const struct title_words *a, const struct title_words *b)
{
	char x[WORD_MAX], y[WORD_MAX];
	if (a->n != b->n) {
		struct str one = joined(a, x), other = joined(b, y);
		return one.n < WORD_MAX && (str_eq(one, other) || is_other_spelling(one, other));
	}
	for (size_t i = 0; i < a->n; i++)
		if (!is_other_spelling(a->v[i], b->v[i]))
			return false;
	return true;
}

/* What one of them says more is a subtitle, and none that makes it another paper. */
static bool is_subtitle(struct str a, struct str b, const struct title_words *own)
{
	for (size_t i = 0; i < own->n; i++)
		if (str_is_one_of(own->v[i], OTHER_PAPER, ARRAY_COUNT(OTHER_PAPER)))
			return false;
	return own->n > 1 && title_is_part(a, b, 1);
}

bool title_words_differ(struct str a, struct str b)
{
	struct title_words x = words_of(a), y = words_of(b);
	struct title_words own_a = own_words(x, y), own_b = own_words(y, x);
	if (!own_a.n && !own_b.n)
		return false;
	if (own_a.n && own_b.n)
		return !are_spelled_otherwise(&own_a, &own_b);
	return !is_subtitle(a, b, own_a.n ? &own_a : &own_b);
}
