/* nearest: the word of a list that somebody probably meant, for "did you mean".
 *
 *     struct strs words = {…};                        "section", "topics", "approve"
 *     nearest_word(S("secton"), &words);              "section"
 *     nearest_hint(&arena, S("secton"), &words);      "; did you mean “section”?"
 */
#ifndef BASE_NEAREST_H
#define BASE_NEAREST_H

#include "base/arena.h"

/* The word of the list that differs from `word` by the fewest slips. A slip is a byte added,
 * dropped or changed, or two neighbours swapped (optimal string alignment distance); the case of
 * ASCII letters does not count. One slip is allowed, and one more for every four bytes of `word`.
 * STR_NONE when no word is that near, or when `word` is longer than 40 bytes. */
struct str nearest_word(struct str word, const struct strs *words);
/* The same as the end of a message; STR_NONE when no word is near. */
struct str nearest_hint(struct arena *a, struct str word, const struct strs *words);

#endif
