#include "config/problems.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/utf8.h"

enum { WORD_MAX = 40, TEXT_MAX = 600 };

static void PRINTF(4, 0)
	problem_vadd(struct problems *problems, size_t file, long line, const char *fmt, va_list args)
{
	char text[TEXT_MAX];
	if (problems->n == PROBLEMS_MAX)
		return;
	vsnprintf(text, sizeof text, fmt, args);
	/* Values are quoted in messages: what they hold must not drive a terminal, nor be cut within a
	 * character. */
	struct str clean = utf8_clean(problems->arena, utf8_cut(str_of(text), TEXT_MAX - 4));
	problems->v = arena_grow(problems->arena, problems->v, problems->n, sizeof *problems->v);
	problems->v[problems->n++] = (struct problem){file, line, str_collapse(problems->arena, clean)};
}

void problem_add(struct problems *problems, long line, const char *fmt, ...)
{
	va_list args;
	va_start(args, fmt);
	problem_vadd(problems, problems->files.n - 1, line, fmt, args);
	va_end(args);
}

void problem_add_at(struct problems *problems, size_t file, long line, const char *fmt, ...)
{
	va_list args;
	va_start(args, fmt);
	problem_vadd(problems, file, line, fmt, args);
	va_end(args);
}

static struct str words_joined(struct arena *a, const struct strs *words)
{
	struct str all = STR_NONE;
	for (size_t i = 0; i < words->n; i++)
		all = str_printf(
			a, STR_FMT "%s" STR_FMT, STR_ARG(all), i ? ", " : "", STR_ARG(words->v[i]));
	return all;
}

void problem_add_word(struct problems *problems, long line, struct str word, const char *what,
	const struct strs *words)
{
	struct str near = word_nearest(word, words);
	struct str hint = near.n ?
		str_printf(problems->arena, "; did you mean “" STR_FMT "”?", STR_ARG(near)) :
		str_printf(
			problems->arena, "; there are " STR_FMT, STR_ARG(words_joined(problems->arena, words)));
	problem_add(problems, line, "“" STR_FMT "” is no %s" STR_FMT, STR_ARG(utf8_cut(word, 100)),
		what, STR_ARG(hint));
}

struct str problem_where(const struct problems *problems, size_t file, long line)
{
	struct str name = problems->files.v[file];
	return line ? str_printf(problems->arena, STR_FMT ":%ld", STR_ARG(name), line) : name;
}

static int problem_cmp(const void *a, const void *b)
{
	const struct problem *x = a, *y = b;
	if (x->file != y->file)
		return x->file < y->file ? -1 : 1;
	if (x->line != y->line)
		return x->line < y->line ? -1 : 1;
	return str_cmp(x->text, y->text);
}

void problems_list(struct problems *problems, struct strs *out)
{
	if (problems->n)
		qsort(problems->v, problems->n, sizeof *problems->v, problem_cmp);
	for (size_t i = 0; i < problems->n; i++) {
		struct str where = problem_where(problems, problems->v[i].file, problems->v[i].line);
		strs_add(problems->arena, out,
			str_printf(problems->arena, STR_FMT ": " STR_FMT, STR_ARG(where),
				STR_ARG(problems->v[i].text)));
	}
	if (problems->n == PROBLEMS_MAX)
		strs_add(problems->arena, out, S("and perhaps more: mend these first"));
}

static size_t least(size_t a, size_t b)
{
	return a < b ? a : b;
}

/* Optimal string alignment distance, case ignored; three rows of the table suffice. */
static size_t slips(struct str a, struct str b)
{
	size_t rows[3][WORD_MAX + 1];
	for (size_t k = 0; k <= b.n; k++)
		rows[0][k] = k;
	for (size_t i = 1; i <= a.n; i++) {
		size_t *row = rows[i % 3], *above = rows[(i + 2) % 3], *two_above = rows[(i + 1) % 3];
		row[0] = i;
		for (size_t k = 1; k <= b.n; k++) {
			char x = to_lower(a.p[i - 1]), y = to_lower(b.p[k - 1]);
			row[k] = least(least(above[k], row[k - 1]) + 1, above[k - 1] + (x != y));
			if (i > 1 && k > 1 && x == to_lower(b.p[k - 2]) && y == to_lower(a.p[i - 2]))
				row[k] = least(row[k], two_above[k - 2] + 1);
		}
	}
	return rows[a.n % 3][b.n];
}

struct str word_nearest(struct str word, const struct strs *words)
{
	struct str best = STR_NONE;
	size_t fewest = 2 + word.n / 4; /* one slip, and one more for every four characters */
	for (size_t i = 0; i < words->n && word.n && word.n <= WORD_MAX; i++) {
		if (words->v[i].n > WORD_MAX)
			continue;
		size_t count = slips(word, words->v[i]);
		if (count < fewest && count < word.n) {
			fewest = count;
			best = words->v[i];
		}
	}
	return best;
}
