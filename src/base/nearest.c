#include "base/nearest.h"

#include <assert.h>

enum { LONGEST = 40 };

static size_t smaller(size_t a, size_t b)
{
	return a < b ? a : b;
}

/* The optimal string alignment distance. Cell [i][k] of its table is the distance of the first i
 * bytes of a from the first k bytes of b; a row needs only the two above it. */
static size_t count_slips(struct str a, struct str b)
{
	size_t rows[3][LONGEST + 1];
	assert(a.n <= LONGEST && b.n <= LONGEST);
	for (size_t k = 0; k <= b.n; k++)
		rows[0][k] = k;
	for (size_t i = 1; i <= a.n; i++) {
		size_t *row = rows[i % 3], *above = rows[(i + 2) % 3], *two_above = rows[(i + 1) % 3];
		row[0] = i;
		for (size_t k = 1; k <= b.n; k++) {
			char x = to_lower(a.p[i - 1]), y = to_lower(b.p[k - 1]);
			row[k] = smaller(smaller(above[k], row[k - 1]) + 1, above[k - 1] + (x != y));
			if (i > 1 && k > 1 && x == to_lower(b.p[k - 2]) && y == to_lower(a.p[i - 2]))
				row[k] = smaller(row[k], two_above[k - 2] + 1);
		}
	}
	return rows[a.n % 3][b.n];
}

struct str nearest_word(struct str word, const struct strs *words)
{
	struct str best = STR_NONE;
	size_t fewest = 2 + word.n / 4; /* one more than is allowed */
	for (size_t i = 0; i < words->n && word.n && word.n <= LONGEST; i++) {
		if (words->v[i].n > LONGEST)
			continue;
		size_t count = count_slips(word, words->v[i]);
		if (count < fewest && count < word.n) {
			fewest = count;
			best = words->v[i];
		}
	}
	return best;
}

struct str nearest_hint(struct arena *a, struct str word, const struct strs *words)
{
	struct str near = nearest_word(word, words);
	return near.n ? str_printf(a, "; did you mean “" STR_FMT "”?", STR_ARG(near)) : STR_NONE;
}
