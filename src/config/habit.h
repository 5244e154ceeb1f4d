/* habit: what stands in a line because another format wants it so. libConfuse stops somewhere
 * behind it and says what it misses there; this says what to write. Inside config/. */
#ifndef CONFIG_HABIT_H
#define CONFIG_HABIT_H

#include "base/arena.h"

struct habit {
	long line;
	struct str advice; /* a sentence without a full stop, in the arena or constant */
};

/* Looks at the lines `from` to `to` of a file that cannot be read there; comments are blank in the
 * text already. False: nothing of that kind is in them. */
bool habit_find(struct arena *a, struct str text, long from, long to, struct habit *out);
/* The line of this number, from 1 on; empty behind the last one. */
struct str habit_line(struct str text, long number);
/* Whether the line gives the word a value: word = … */
bool habit_is_setting(struct str line, struct str word);

#endif
