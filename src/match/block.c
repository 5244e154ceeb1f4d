#include "match/block.h"

#include <assert.h>

enum { EDGE = 24 /* bytes of a title */, LONGEST = 3, DIGITS = 24 };

static void block_add(struct blocks *out, char kind, struct arena *a, struct str text)
{
	uint64_t hash = shingle_hash(STR_CAT(a, (struct str){&kind, 1}, text));
	for (size_t i = 0; i < out->n; i++)
		if (out->v[i] == hash)
			return;
	if (out->n < BLOCKS_MAX)
		out->v[out->n++] = hash;
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

static void title_blocks(struct arena *a, const struct described *d, struct blocks *out)
{
	bool news = d->kind == ENTRY_NEWS;
	for (size_t i = 0; i < d->title_count && !d->generic; i++) {
		struct str letters = letters_of(a, d->titles[i]);
		block_add(out, news ? 'H' : 'h', a, str_sub(letters, 0, EDGE));
		block_add(out, news ? 'T' : 't', a,
			str_sub(letters, letters.n > EDGE ? letters.n - EDGE : 0, EDGE));
	}
	if (d->title_count && !d->generic)
		block_add(out, news ? 'W' : 'w', a, longest_words(a, d->titles[0]));
}

static void place_blocks(struct arena *a, const struct described *d, struct blocks *out)
{
	const struct locus *l = &d->locus;
	const struct author_words *authors = &d->authors;
	for (size_t i = 0; i < l->start_count; i++) {
		if (l->volume >= 0)
			block_add(out, 'v', a, str_printf(a, "%ld %ld", l->volume, l->starts[i].number));
		if (authors->n && d->year)
			block_add(out, 'a', a,
				str_printf(a, STR_FMT " %d %ld", STR_ARG(authors->family[0]), d->year,
					l->starts[i].number));
	}
	if (authors->n > 1)
		block_add(
			out, 'l', a, STR_CAT(a, authors->family[0], S(" "), authors->family[authors->n - 1]));
}

void match_blocks(struct arena *a, const struct described *d, struct blocks *out)
{
	out->n = 0;
	for (size_t i = 0; i < d->text.n && i < BLOCK_SKETCH; i++)
		out->v[out->n++] = d->text.v[i];
	title_blocks(a, d, out);
	if (d->kind == ENTRY_NEWS)
		return;
	if (d->work_doi.n)
		block_add(out, 'd', a, d->work_doi);
	place_blocks(a, d, out);
	assert(out->n <= BLOCKS_MAX);
}
