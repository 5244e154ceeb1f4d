/* bidi: the characters that turn the direction of writing (Unicode UAX #9). */
#ifndef BASE_BIDI_H
#define BASE_BIDI_H

#include "base/arena.h"

/* The text with every embedding and isolate closed at its end, so that it turns nothing that
 * stands behind it. Overrides (U+202D, U+202E), which let "exe.png" pass for "gnp.exe", and closing
 * characters that close nothing are left out. Marks (U+200E, U+200F, U+061C), which reach nothing
 * behind them, stay. `s` is UTF-8; it is returned itself when nothing had to change. */
struct str bidi_close(struct arena *a, struct str s);
/* The text as a part of a plain text of another direction: where it has letters that are written
 * from the right to the left, U+2068 and U+2069 stand around it, so that its words keep their order
 * and what stands beside it stays there. `s` is as bidi_close gives it. */
struct str bidi_isolate(struct arena *a, struct str s);

#endif
