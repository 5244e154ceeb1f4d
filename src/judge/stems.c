/* Words of a text that carry its meaning. */
#include "judge/stems.h"

#include <stdlib.h>

#include "base/fnv.h"
#include "base/phrases.h"

enum {
	STEM = 6,     /* bytes of a word that count */
	WORD_MIN = 3, /* bytes of a word that does */
	COMMON = 3    /* sets that have a common one */
};

/* Words without a meaning of their own in titles. */
static const char *const EMPTY_WORDS[] = {"the", "and", "for", "with", "from", "are", "was", "were",
	"been", "its", "this", "that", "these", "those", "than", "into", "after", "before", "during",
	"between", "among", "via", "using", "use", "used", "study", "studies", "trial", "analysis",
	"effect", "effects", "role", "based", "new", "novel", "results", "result", "case", "report",
	"review", "patients"};
static const struct phrases EMPTY = PHRASES_ONE(EMPTY_WORDS);

static void add_stem(struct stems *set, uint32_t stem)
{
	size_t i = set->n;
	if (set->n == STEMS_MAX)
		return;
	while (i > 0 && set->v[i - 1] >= stem)
		i--;
	if (i < set->n && set->v[i] == stem)
		return;
	for (size_t k = set->n++; k > i; k--)
		set->v[k] = set->v[k - 1];
	set->v[i] = stem;
}

static uint32_t stem_of(struct str word)
{
	char small[STEM];
	struct str s = {small, word.n < STEM ? word.n : STEM};
	for (size_t i = 0; i < s.n; i++)
		small[i] = to_lower(word.p[i]);
	return fnv32_add(FNV32_BEGIN, s);
}

struct stems stems_of(struct str text)
{
	struct stems set = {.n = 0};
	size_t i = 0;
	while (i < text.n && set.n < STEMS_MAX) {
		size_t begin = i;
		while (i < text.n && phrases_word_byte(text.p[i]))
			i++;
		struct str word = str_sub(text, begin, i - begin);
		if (word.n >= WORD_MIN && !phrases_of_word(&EMPTY, word))
			add_stem(&set, stem_of(word));
		i += i < text.n;
	}
	return set;
}

size_t stems_shared(const struct stems *a, const struct stems *b)
{
	size_t shared = 0;
	for (size_t i = 0, k = 0; i < a->n && k < b->n;) {
		uint32_t x = a->v[i], y = b->v[k];
		shared += x == y;
		i += x <= y;
		k += x >= y;
	}
	return shared;
}

static int compare_stems(const void *a, const void *b)
{
	uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
	return (x > y) - (x < y);
}

/* How many sets have a stem. */
struct counted {
	uint32_t stem;
	uint32_t sets;
};

/* The stem's place in a table of which at least half is empty, and whose size is a power of two. */
static struct counted *counted_of(struct counted *table, size_t size, uint32_t stem)
{
	size_t at = stem & (size - 1);
	while (table[at].sets && table[at].stem != stem)
		at = (at + 1) & (size - 1);
	table[at].stem = stem;
	return &table[at];
}

struct stems stems_common(struct arena *a, const struct stems *sets, size_t n)
{
	struct stems common = {.n = 0};
	size_t all = 0, found = 0, size = 1;
	for (size_t i = 0; i < n; i++)
		all += sets[i].n;
	while (size < 2 * all)
		size *= 2;
	struct counted *table = arena_array(a, size, sizeof *table);
	uint32_t *those = arena_array(a, all / COMMON + 1, sizeof *those);
	for (size_t i = 0; i < n; i++)
		for (size_t k = 0; k < sets[i].n; k++)
			if (++counted_of(table, size, sets[i].v[k])->sets == COMMON)
				those[found++] = sets[i].v[k];
	qsort(those, found, sizeof *those, compare_stems);
	for (size_t i = 0; i < found; i++)
		add_stem(&common, those[i]);
	return common;
}
