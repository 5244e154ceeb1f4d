#include "desk/diff.h"

#include <assert.h>

/* `text` is a word with the white space behind it, `bare` the word alone. */
struct word {
	struct str text, bare;
};
struct words {
	struct word *v;
	size_t n;
};

/* Appends a part; joined to the last one when that is of the same kind and ends where it begins. */
static void part_add(struct arena *a, struct diff_parts *out, enum diff_kind kind, struct str text)
{
	struct diff_part *last = out->n ? &out->v[out->n - 1] : NULL;
	if (!text.n)
		return;
	if (last && last->kind == kind && last->text.p + last->text.n == text.p) {
		last->text.n += text.n;
		return;
	}
	out->v = arena_grow(a, out->v, out->n, sizeof *out->v);
	out->v[out->n++] = (struct diff_part){kind, text};
}

/* False when the text has too many words. */
static bool words_of(struct arena *a, struct str text, struct words *out)
{
	*out = (struct words){arena_array(a, DIFF_WORDS, sizeof *out->v), 0};
	for (size_t i = 0; i < text.n;) {
		size_t from = i;
		while (i < text.n && !is_space(text.p[i]))
			i++;
		size_t end = i;
		while (i < text.n && is_space(text.p[i]))
			i++;
		if (out->n == DIFF_WORDS)
			return false;
		out->v[out->n++] = (struct word){
			str_sub(text, from, i - from), str_sub(text, from, end - from)};
	}
	return true;
}

/* rows[d][k + d]: the furthest word of `before` that is reached on diagonal k (its word x against
 * word x - k of `after`) with d edits. All rows are kept for the way back. */
struct search {
	struct words before, after;
	int **rows;
	int edits;
};

static int slide(const struct search *s, int x, int k)
{
	int y = x - k;
	assert(x >= 0 && y >= 0); /* each edit goes on from a point before it */
	while (x < (int)s->before.n && y < (int)s->after.n &&
		str_eq(s->before.v[x].bare, s->after.v[y].bare)) {
		x++;
		y++;
	}
	return x;
}

/* Whether the d-th edit that leads onto diagonal k puts a word in (coming from k + 1) or takes one
 * out (coming from k - 1). */
static bool step_is_in(const int *previous, int d, int k)
{
	return k == -d || (k != d && previous[k - 1 + d - 1] < previous[k + 1 + d - 1]);
}

static int reach(const struct search *s, int d, int k)
{
	if (d == 0)
		return slide(s, 0, 0);
	const int *previous = s->rows[d - 1];
	int x = step_is_in(previous, d, k) ? previous[k + 1 + d - 1] : previous[k - 1 + d - 1] + 1;
	return slide(s, x, k);
}

/* False when the texts differ in more than DIFF_EDITS words. */
static bool search(struct arena *a, struct search *s)
{
	int goal = (int)s->before.n - (int)s->after.n;
	s->rows = arena_array(a, DIFF_EDITS + 1, sizeof *s->rows);
	for (int d = 0; d <= DIFF_EDITS; d++) {
		s->rows[d] = arena_array(a, (size_t)(2 * d + 1), sizeof **s->rows);
		for (int k = -d; k <= d; k += 2) {
			/* A point may lie beyond the end of a text. It is kept: later steps come from it. */
			int x = reach(s, d, k);
			s->rows[d][k + d] = x;
			if (k == goal && x >= (int)s->before.n) {
				s->edits = d;
				return true;
			}
		}
	}
	return false;
}

/* Walks back from the end along the edits, and marks the words that stayed. */
static void walk_back(
	struct arena *a, const struct search *s, bool **before_stays, bool **after_stays)
{
	int x = (int)s->before.n, y = (int)s->after.n;
	*before_stays = arena_array(a, s->before.n + 1, sizeof **before_stays);
	*after_stays = arena_array(a, s->after.n + 1, sizeof **after_stays);
	for (int d = s->edits; d >= 0; d--) {
		int k = x - y, from_x = 0, from_y = 0;
		bool in = false;
		if (d > 0) {
			in = step_is_in(s->rows[d - 1], d, k);
			from_x = s->rows[d - 1][(in ? k + 1 : k - 1) + d - 1];
			from_y = from_x - (in ? k + 1 : k - 1);
		}
		int start_x = d > 0 && !in ? from_x + 1 : from_x;
		assert(x - start_x <= y); /* as many words stayed in either text */
		while (x > start_x) {
			(*before_stays)[--x] = true;
			(*after_stays)[--y] = true;
		}
		x = from_x;
		y = from_y;
	}
	assert(x == 0 && y == 0);
}

/* Between two words that stayed come first the words that were taken out, then those that were put
 * in. */
static void parts_write(struct arena *a, const struct search *s, const bool *before_stays,
	const bool *after_stays, struct diff_parts *out)
{
	size_t x = 0, y = 0;
	while (x < s->before.n || y < s->after.n) {
		while (x < s->before.n && !before_stays[x])
			part_add(a, out, DIFF_OUT, s->before.v[x++].text);
		while (y < s->after.n && !after_stays[y])
			part_add(a, out, DIFF_IN, s->after.v[y++].text);
		/* As many words stay before as after: this loop comes to its end. */
		assert((x < s->before.n) == (y < s->after.n));
		while (x < s->before.n && y < s->after.n && before_stays[x] && after_stays[y]) {
			part_add(a, out, DIFF_SAME, s->after.v[y++].text);
			x++;
		}
	}
}

void diff_words(struct arena *a, struct str before, struct str after, struct diff_parts *out)
{
	struct search s = {0};
	bool *before_stays, *after_stays;
	*out = (struct diff_parts){0};
	if (str_eq(before, after)) {
		part_add(a, out, DIFF_SAME, after);
		return;
	}
	if (words_of(a, before, &s.before) && words_of(a, after, &s.after) && search(a, &s)) {
		walk_back(a, &s, &before_stays, &after_stays);
		parts_write(a, &s, before_stays, after_stays, out);
		return;
	}
	part_add(a, out, DIFF_OUT, before);
	part_add(a, out, DIFF_IN, after);
}
