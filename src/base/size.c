#include "base/size.h"

#include <stdio.h>

const char *size_words(size_t bytes, char words[SIZE_WORDS])
{
	if (bytes >= 1 << 20)
		snprintf(words, SIZE_WORDS, "%zu MB", bytes >> 20);
	else if (bytes >= 1 << 10)
		snprintf(words, SIZE_WORDS, "%zu kB", bytes >> 10);
	else
		snprintf(words, SIZE_WORDS, "%zu byte%s", bytes, bytes == 1 ? "" : "s");
	return words;
}
