/* phrases: which of many lists of phrases a text has, in one pass over it. Pure.
 *
 *     static const char *const WE[] = {"we found", "we show"};
 *     static const char *const HOPES[] = {"we hope", "hopefully"};
 *     enum { HAS_WE = 1 << 0, HAS_HOPE = 1 << 1 };
 *     static const struct phrase_list LISTS[] = {
 *         {HAS_WE, PHRASES(WE)}, {HAS_HOPE, PHRASES(HOPES)}};
 *     static const struct phrases SAID = PHRASES_OF(LISTS);
 *
 *     phrase_set said = phrases_in(&SAID, sentence);
 *     if (said & HAS_HOPE) …
 *
 * A phrase counts where it stands as whole words. "*" at its end stands for any rest of a word;
 * "a|b" are two phrases. Each has two bytes or more. ASCII case is ignored. */
#ifndef BASE_PHRASES_H
#define BASE_PHRASES_H

#include "base/array.h"
#include "base/str.h"

/* Bits of lists, as the caller gives them. */
typedef uint64_t phrase_set;

struct phrase_list {
	phrase_set bits;
	const char *const *phrases;
	size_t count;
};
#define PHRASES(array) (array), ARRAY_COUNT(array)
/* One string: "a|b|c". */
#define PHRASE(string) (const char *const[]){string}, 1

/* Lists that are looked for together: a constant, of which the program has at most PHRASES_MAX. A
 * table of their phrases is made when they are looked for first, and kept. */
enum { PHRASES_MAX = 64 };
struct phrases {
	const struct phrase_list *lists;
	size_t list_count;
};
#define PHRASES_OF(array) \
	{ \
		(array), ARRAY_COUNT(array) \
	}
/* One list, whose bit is 1. */
#define PHRASES_ONE(array) \
	{ \
		(const struct phrase_list[]){{1, PHRASES(array)}}, 1 \
	}

/* Whether it is part of a word: letters, digits, "'", "-", and all that is not ASCII. */
static inline bool phrases_word_byte(char c)
{
	unsigned char letter = (unsigned char)((c | 32) - 'a'); /* in either case */
	return letter < 26 || (unsigned char)c >= 0x80 || is_digit(c) || c == '\'' || c == '-';
}

/* The bits of all lists of which a phrase stands in the text. */
phrase_set phrases_in(const struct phrases *lists, struct str text);
/* The offset of the first place in the text where a phrase of these lists stands; STR_NOT_FOUND
 * when there is none. */
size_t phrases_find(const struct phrases *lists, phrase_set of, struct str text);
/* The bits of all lists of which the text, behind any brackets, begins with a phrase. Here a word
 * ends where its letters do: "nct0" begins "NCT0123". */
phrase_set phrases_begin(const struct phrases *lists, struct str text);
/* The bits of all lists that have this word. */
phrase_set phrases_of_word(const struct phrases *lists, struct str word);

#endif
