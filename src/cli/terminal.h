/* terminal: how results look on one. Where the standard output is a file or a pipe they are plain
 * lines of any length, so that scripts see the same always. Inside cli/. */
#ifndef CLI_TERMINAL_H
#define CLI_TERMINAL_H

#include "base/arena.h"

struct terminal {
	bool is;      /* the standard output is one */
	bool colours; /* it shows them, and nobody said NO_COLOR (no-color.org) */
	size_t width; /* in columns; 0: lines may have any length */
};
/* What the standard output is. COLUMNS says the width where the terminal does not. */
struct terminal terminal_of_output(void);

enum terminal_mark { MARK_NONE, MARK_TITLE, MARK_FAINT, MARK_WARNING };
/* Prints a line: `before` as it is, and the text, cut to the width with "…" behind it and marked
 * where colours are shown. */
void terminal_line(
	const struct terminal *t, const char *before, struct str text, enum terminal_mark mark);
/* The text, cut to so many columns: wide letters (East Asian) take two of them, and marks upon
 * letters none. In the arena. */
struct str terminal_cut(struct arena *a, struct str text, size_t columns);

/* On a terminal: hands what is printed from now on to a pager, $TIDINGS_PAGER, else $PAGER, else
 * less, which ends by itself when all fits; an empty name is none. False: there is no pager, and
 * everything is printed as it comes. */
bool terminal_page(const struct terminal *t);
/* Waits for the pager, if there is one. */
void terminal_end(void);

#endif
