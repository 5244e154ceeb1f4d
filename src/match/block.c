#include "match/block.h"

#include <assert.h>

enum { EDGE = 24 /* bytes of a title */, LONGEST = 3, BITS = 47 /* of six bytes, signed */ };

static void block_put(struct blocks *out, uint64_t hash)
{
	hash >>= 64 - BITS;
	for (size_t i = 0; i < out->n; i++)
		if (out->v[i] == hash)
			return;
	if (out->n < BLOCKS_MAX)
		out->v[out->n++] = hash;
}

static void block_add(struct blocks *out, char kind, struct arena *a, struct str text)
{
	block_put(out, shingle_hash(STR_CAT(a, (struct str){&kind, 1}, text)));
}

/* Words behind each other without spaces: databases write "in vitro" as "invitro". */
static struct str letters_of(struct arena *a, struct str title)
{
	char *out = arena_alloc(a, title.n + 1);
	size_t n = 0;
	for (size_t i = 0; i < title.n; i++)
		if (title.p[i] != ' ')
			out[n++] = title.p[i];
	return (struct str){out, n};
}

/* The longest words, of equal ones the first by the alphabet, in the order of the alphabet. */
static struct str longest_words(struct arena *a, struct str title)
{
	struct str best[LONGEST] = {STR_NONE};
	struct strs sorted = {best, 0};
	while (title.n) {
		struct str word = str_cut(&title, ' ');
		for (size_t i = 0; i < LONGEST; i++) {
			if (str_eq(word, best[i]))
				break;
			if (word.n < best[i].n || (word.n == best[i].n && str_cmp(word, best[i]) > 0))
				continue;
			struct str moved = best[i];
			best[i] = word;
			word = moved;
		}
	}
	while (sorted.n < LONGEST && best[sorted.n].n)
		sorted.n++;
	strs_sort(&sorted);
	return STR_CAT(a, best[0], S(" "), best[1], S(" "), best[2]);
}

/* Each form of the title, by its first letters or by its last. */
static void title_blocks(struct arena *a, const struct described *d, bool last, struct blocks *out)
{
	const char *kinds = d->kind == ENTRY_NEWS ? "HT" : "ht";
	for (size_t i = 0; i < d->title_count && !d->generic; i++) {
		struct str letters = letters_of(a, d->titles[i]);
		size_t from = last && letters.n > EDGE ? letters.n - EDGE : 0;
		block_add(out, kinds[last], a, str_sub(letters, from, EDGE));
	}
}

static void place_blocks(struct arena *a, const struct described *d, struct blocks *out)
{
	const struct locus *l = &d->locus;
	for (size_t i = 0; i < l->start_count; i++) {
		if (l->volume >= 0)
			block_add(
				out, 'v', a, str_printf(a, "%ld %d %ld", l->volume, d->year, l->starts[i].number));
		if (d->authors.n && d->year)
			block_add(out, 'a', a,
				str_printf(a, STR_FMT " %d %ld", STR_ARG(d->authors.family[0]), d->year,
					l->starts[i].number));
	}
}

static void author_block(struct arena *a, const struct described *d, struct blocks *out)
{
	const struct author_words *authors = &d->authors;
	if (authors->n > 1)
		block_add(out, 'l', a,
			STR_CAT(a, authors->family[0], S(" "), authors->family[1], S(" "),
				authors->family[authors->n - 1]));
}

void match_blocks(struct arena *a, const struct described *d, struct blocks *out)
{
	bool news = d->kind == ENTRY_NEWS;
	*out = (struct blocks){.n = 0};
	if (!news && !entry_kind_is_paper(d->kind))
		return;
	title_blocks(a, d, false, out);
	if (!d->generic)
		block_add(out, news ? 'W' : 'w', a, longest_words(a, d->titles[0]));
	if (d->work_doi.n)
		block_add(out, 'd', a, d->work_doi);
	place_blocks(a, d, out);
	author_block(a, d, out);
	out->much = out->n;
	title_blocks(a, d, true, out);
	uint64_t sketch[BLOCK_SKETCH];
	size_t n = match_described_sketch(d, sketch, BLOCK_SKETCH);
	for (size_t i = 0; i < n; i++)
		block_put(out, sketch[i]);
	assert(out->much <= out->n && out->n <= BLOCKS_MAX);
}
