#include "config/problem.h"

#include <assert.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/nearest.h"
#include "base/utf8.h"

enum { TEXT_MAX = 600 };

static void PRINTF(4, 0)
	problem_vadd(struct problems *problems, size_t file, long line, const char *fmt, va_list args)
{
	char text[TEXT_MAX];
	if (problems->n == PROBLEMS_MAX)
		return;
	vsnprintf(text, sizeof text, fmt, args);
	/* A message may quote a value, which must not drive a terminal nor be cut within a
	 * character. */
	struct str clean = utf8_clean(problems->arena, utf8_cut(str_of(text), TEXT_MAX - 4));
	problems->v = arena_grow(problems->arena, problems->v, problems->n, sizeof *problems->v);
	problems->v[problems->n++] = (struct problem){file, line, str_collapse(problems->arena, clean)};
}

void problem_add(struct problems *problems, long line, const char *fmt, ...)
{
	va_list args;
	assert(problems->files.n > 0);
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
	struct arena *a = problems->arena;
	struct str hint = nearest_hint(a, word, words);
	struct str all = words_joined(a, words);
	if (!hint.n)
		hint = str_printf(a, "; there are " STR_FMT, STR_ARG(all));
	problem_add(problems, line, "“" STR_FMT "” is no %s" STR_FMT, STR_ARG(utf8_cut(word, 100)),
		what, STR_ARG(hint));
}

struct str problem_where(const struct problems *problems, size_t file, long line)
{
	assert(file < problems->files.n);
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

void problem_list(struct problems *problems, struct strs *out)
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
