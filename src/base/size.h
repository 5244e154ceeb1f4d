/* size: a number of bytes in words, for messages. */
#ifndef BASE_SIZE_H
#define BASE_SIZE_H

#include <stddef.h>

enum { SIZE_WORDS = 32 };

/* "12 bytes", "64 kB", "32 MB": in units of 1,024, rounded down. Written into `words`, which is
 * returned. */
const char *size_words(size_t bytes, char words[SIZE_WORDS]);

#endif
