#include "match/shingle.h"

#include <assert.h>
#include <stdlib.h>

#include "base/fnv.h"

enum { WORDS = 3 };

/* FNV leaves the high bits poor, and the smallest hashes are chosen: they must be as if drawn. */
static uint64_t mixed(uint64_t hash)
{
	hash ^= hash >> 33;
	hash *= UINT64_C(0xff51afd7ed558ccd);
	hash ^= hash >> 33;
	hash *= UINT64_C(0xc4ceb9fe1a85ec53);
	return hash ^ hash >> 33;
}

uint64_t shingle_hash(struct str bytes)
{
	return mixed(fnv64_add(FNV64_BEGIN, bytes));
}

static int compare(const void *a, const void *b)
{
	uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;
	return (x > y) - (x < y);
}

struct shingles shingle_set(struct arena *a, struct str text)
{
	struct shingles out = {arena_array(a, text.n / 2 + 1, sizeof *out.v), 0};
	struct str words[WORDS] = {STR_NONE};
	size_t count = 0;
	while (text.n) {
		words[count++ % WORDS] = str_cut(&text, ' ');
		if (count < WORDS)
			continue;
		/* The words stand in the text one behind the other. */
		struct str first = words[count % WORDS], last = words[(count - 1) % WORDS];
		out.v[out.n++] = shingle_hash((struct str){first.p, (size_t)(last.p + last.n - first.p)});
	}
	if (out.n)
		qsort(out.v, out.n, sizeof *out.v, compare);
	size_t kept = 0;
	for (size_t i = 0; i < out.n; i++)
		if (!i || out.v[i] != out.v[i - 1])
			out.v[kept++] = out.v[i];
	out.n = kept;
	return out;
}

size_t shingle_common(const struct shingles *x, const struct shingles *y)
{
	size_t i = 0, k = 0, common = 0;
	while (i < x->n && k < y->n) {
		bool step_x = x->v[i] <= y->v[k], step_y = y->v[k] <= x->v[i];
		common += step_x && step_y;
		i += step_x;
		k += step_y;
	}
	assert(common <= x->n && common <= y->n);
	return common;
}
