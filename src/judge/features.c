#include "judge/features.h"

#include <assert.h>
#include <stdlib.h>

#include "base/array.h"
#include "base/buf.h"
#include "base/fnv.h"
#include "base/phrases.h"
#include "base/terms.h"
#include "base/utf8.h"

enum { PART = 5, TITLE_COUNTS = 2 }; /* characters of a beginning, bytes of an end */

/* The bits are mixed, because the lowest ones choose the bucket. */
static uint32_t bucket_of(uint32_t h)
{
	h ^= h >> 16;
	h *= 0x7feb352du;
	h ^= h >> 15;
	return h % FEATURE_BUCKETS;
}

uint32_t features_word(struct str word)
{
	return bucket_of(fnv32_add(FNV32_BEGIN, word));
}

uint32_t features_pair(struct str word, struct str next)
{
	return bucket_of(fnv32_add(fnv32_add(fnv32_add(FNV32_BEGIN, word), S(" ")), next));
}

/* Features as they are found, before equal ones are counted together. */
struct found {
	struct arena *a;
	uint32_t *v;
	size_t n;
};

static void add(struct found *f, uint32_t bucket, uint32_t count)
{
	assert(bucket < FEATURE_BUCKETS && count <= FEATURE_COUNT_MAX);
	f->v = arena_grow(f->a, f->v, f->n, sizeof *f->v);
	f->v[f->n++] = bucket << FEATURE_COUNT_BITS | count;
}

static void add_parts(struct found *f, struct str word, uint32_t count)
{
	uint32_t beginning = fnv32_add(FNV32_BEGIN, S("^")), end = fnv32_add(FNV32_BEGIN, S("$"));
	add(f, bucket_of(fnv32_add(beginning, terms_beginning(word, PART))), count);
	if (word.n > PART)
		add(f, bucket_of(fnv32_add(end, str_sub(word, word.n - PART, PART))), count);
}

static void add_words(struct found *f, struct strs words, uint32_t count)
{
	for (size_t i = 0; i < words.n; i++) {
		add(f, features_word(words.v[i]), count);
		if (i)
			add(f, features_pair(words.v[i - 1], words.v[i]), count);
		add_parts(f, words.v[i], count);
	}
}

static int compare(const void *one, const void *other)
{
	uint32_t a = *(const uint32_t *)one, b = *(const uint32_t *)other;
	return (a > b) - (a < b);
}

/* Sorts, and makes one of those in the same bucket. */
static void merge(const struct found *f, struct arena *a, struct features *out)
{
	if (f->n)
		qsort(f->v, f->n, sizeof *f->v, compare);
	out->v = arena_array(a, f->n ? f->n : 1, sizeof *out->v);
	for (size_t i = 0; i < f->n;) {
		uint32_t bucket = feature_bucket(f->v[i]), count = 0;
		for (; i < f->n && feature_bucket(f->v[i]) == bucket; i++)
			count += feature_count(f->v[i]);
		if (count > FEATURE_COUNT_MAX)
			count = FEATURE_COUNT_MAX;
		out->v[out->n++] = bucket << FEATURE_COUNT_BITS | count;
	}
}

/* -- What the words say of the kind of study -- */

static const double NO_TEXT = -0.3;
enum { FOR_COUNT = 6, AGAINST_COUNT = 3 };
#define BIT(n) (UINT64_C(1) << (n))

/* Words as terms_of gives them; a cue counts once. The first speak for it, the last against. */
static const struct phrase_list CUE_LISTS[FOR_COUNT + AGAINST_COUNT] = {
	{BIT(0), PHRASE("randomised|randomized|randomly")},
	{BIT(1), PHRASE("placebo*")},
	{BIT(2), PHRASE("double blind|blinded")},
	{BIT(3), PHRASE("trial|trials")},
	{BIT(4), PHRASE("versus|vs|compared|comparison|comparing|comparative")},
	{BIT(5), PHRASE("patient|patients")},
	{BIT(6), PHRASE("rat|rats|mice|mouse|dog|dogs|rabbit*|guinea")},
	{BIT(7), PHRASE("in vitro|cell|cells|receptor*")},
	{BIT(8), PHRASE("case report|case reports|case of")},
};
static const struct phrases CUES = PHRASES_OF(CUE_LISTS);

static phrase_set cues_in(const struct strs *words)
{
	struct buf text CLEANUP_BUF = buf_new(4 * FEATURE_TEXT_MAX);
	for (size_t i = 0; i < words->n; i++) {
		buf_add(&text, words->v[i]);
		buf_add_char(&text, ' ');
	}
	return phrases_in(&CUES, buf_str(&text));
}

static float evidence_of(const struct strs *title, const struct strs *text)
{
	double sum = text->n ? 0 : NO_TEXT;
	const phrase_set said = cues_in(title) | cues_in(text);
	for (int i = 0; i < FOR_COUNT + AGAINST_COUNT; i++)
		if (said & BIT(i))
			sum += i < FOR_COUNT ? 1.0 / FOR_COUNT : -1.0 / AGAINST_COUNT;
	return (float)(sum < -1 ? -1 : sum);
}

void features_of(struct arena *a, struct str title, struct str text, struct features *out)
{
	*out = (struct features){0};
	struct arena scratch CLEANUP_ARENA = {0};
	struct found f = {.a = &scratch};
	struct strs in_title = terms_of(&scratch, utf8_cut(title, FEATURE_TEXT_MAX)),
				in_text = terms_of(&scratch, utf8_cut(text, FEATURE_TEXT_MAX));
	add_words(&f, in_title, TITLE_COUNTS);
	add_words(&f, in_text, 1);
	merge(&f, a, out);
	out->evidence = evidence_of(&in_title, &in_text);
}
