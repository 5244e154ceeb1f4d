#include "match/shingle.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "base/fnv.h"
#include "base/utf8.h"

enum { WORDS = 3 };
#define ODD UINT64_C(0x9E3779B97F4A7C15)

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

/* Three words in their order. */
static uint64_t hash_of_words(const uint64_t words[WORDS], size_t first)
{
	uint64_t hash = FNV64_BEGIN;
	for (size_t i = 0; i < WORDS; i++)
		hash = (hash ^ words[(first + i) % WORDS]) * ODD;
	return mixed(hash);
}

/* Whether the character is of a script without spaces between words, where each is taken for a
 * word: Thai to Burmese, Khmer, and what Chinese and Japanese are written with. */
static bool stands_alone(uint32_t c)
{
	static const uint32_t ranges[][2] = {{0xE00, 0xEFF}, {0x1000, 0x109F}, {0x1780, 0x17FF},
		{0x3041, 0x30FF}, {0x3400, 0x9FFF}, {0xF900, 0xFAFF}, {0x20000, 0x3FFFF}};
	for (size_t i = 0; i < ARRAY_COUNT(ranges); i++)
		if (c >= ranges[i][0] && c <= ranges[i][1])
			return true;
	return false;
}

/* The bytes of a word that come before the first character that stands alone; if the word begins
 * with one, its bytes. */
static size_t first_length(struct str word)
{
	enum { THREE_BYTES = 0xE0 }; /* the first byte of a character of as many, or more */
	for (size_t i = 0; i < word.n; i++) {
		struct str behind = str_sub(word, i, SIZE_MAX);
		if ((unsigned char)word.p[i] >= THREE_BYTES && stands_alone(utf8_take(&behind)))
			return i ? i : word.n - behind.n;
	}
	return word.n;
}

static struct str take_word(struct str *text)
{
	struct str rest = *text, word = str_cut(&rest, ' ');
	size_t n = first_length(word);
	*text = n < word.n ? str_sub(*text, n, SIZE_MAX) : rest;
	return str_sub(word, 0, n);
}

struct shingles shingle_list(struct arena *a, struct str text)
{
	struct shingles out = {arena_alloc_raw(a, (text.n / 2 + 1) * sizeof *out.v), 0};
	uint64_t words[WORDS];
	for (size_t count = 1; text.n; count++) {
		words[(count - 1) % WORDS] = fnv64_add(FNV64_BEGIN, take_word(&text));
		if (count >= WORDS)
			out.v[out.n++] = hash_of_words(words, count % WORDS);
	}
	return out;
}

struct shingles shingle_first(struct arena *a, const struct shingles *list, size_t most)
{
	size_t n = list->n < most ? list->n : most;
	struct shingles out = {arena_alloc_raw(a, (n + 1) * sizeof *out.v), n};
	if (n)
		memcpy(out.v, list->v, n * sizeof *out.v);
	return out;
}

void shingle_sort(struct shingles *set)
{
	size_t kept = 0;
	if (set->n)
		qsort(set->v, set->n, sizeof *set->v, compare);
	for (size_t i = 0; i < set->n; i++)
		if (!i || set->v[i] != set->v[i - 1])
			set->v[kept++] = set->v[i];
	set->n = kept;
}

size_t shingle_least(const struct shingles *set, uint64_t *out, size_t most)
{
	size_t n = 0;
	assert(most);
	for (size_t i = 0; i < set->n; i++) {
		uint64_t hash = set->v[i];
		if (n == most && hash >= out[n - 1])
			continue;
		size_t at = n;
		while (at && out[at - 1] > hash)
			at--;
		if (at && out[at - 1] == hash)
			continue;
		n += n < most;
		memmove(out + at + 1, out + at, (n - 1 - at) * sizeof *out);
		out[at] = hash;
	}
	return n;
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

size_t shingle_found(const struct shingles *list, size_t n, const struct shingles *sorted)
{
	size_t found = 0;
	assert(n <= list->n);
	for (size_t i = 0; i < n && sorted->n; i++)
		found += bsearch(&list->v[i], sorted->v, sorted->n, sizeof *sorted->v, compare) != NULL;
	return found;
}
