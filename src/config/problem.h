/* problem: what is wrong with a configuration, collected to be said together. Inside config/. */
#ifndef CONFIG_PROBLEM_H
#define CONFIG_PROBLEM_H

#include "base/arena.h"

enum { PROBLEMS_MAX = 200 };

struct problem {
	size_t file; /* order of the file it is about */
	long line;   /* 0: the file as a whole */
	struct str text;
};

struct problems {
	struct arena *arena;
	struct strs files; /* names as shown ("feeds/x.conf"); the last one is being read */
	struct problem *v;
	size_t n;
	bool incomplete; /* a file was not read to its end, so what seems missing may be in it */
};

/* Adds a problem at a line of the file that is being read; PROBLEMS_MAX are kept. */
void problem_add(struct problems *problems, long line, const char *fmt, ...) PRINTF(3, 4);
/* The same for a file that was read before. */
void problem_add_at(struct problems *problems, size_t file, long line, const char *fmt, ...)
	PRINTF(4, 5);
/* "“word” is no WHAT; did you mean “…”?", or the words to choose from when none is near. */
void problem_add_word(struct problems *problems, long line, struct str word, const char *what,
	const struct strs *words);
/* "feeds/x.conf:12", or the file alone for line 0. */
struct str problem_where(const struct problems *problems, size_t file, long line);
/* All of them as lines, in the order of files and lines. */
void problem_list(struct problems *problems, struct strs *out);

#endif
