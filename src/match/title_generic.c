/* Titles that many publications share. */
#include <string.h>

#include "base/array.h"
#include "match/title.h"

enum { GENERIC_WORDS = 4 };

/* clang-format off */
static const char *const GENERIC_OPENINGS[] = {
	"editorial", "letter to the editor", "letters to the editor", "from the editor",
	"a message from", "message from", "introduction to the special issue", "introduction to the",
	"book review", "news and views", "in this issue", "table of contents",
};
static const char *const GENERIC_PHRASES[] = {
	"editors comments", "editors note", "editors corner", "chairs message",
};
/* clang-format on */

/* Whether the title begins with these whole words. */
static bool starts_with_words(struct str title, const char *words)
{
	size_t n = strlen(words);
	return str_starts(title, str_of(words)) && (title.n == n || title.p[n] == ' ');
}

bool title_is_generic(struct str title)
{
	size_t words = 1;
	for (size_t i = 0; i < title.n; i++)
		words += title.p[i] == ' ';
	for (size_t i = 0; i < ARRAY_COUNT(GENERIC_OPENINGS); i++)
		if (starts_with_words(title, GENERIC_OPENINGS[i]))
			return true;
	for (size_t i = 0; i < ARRAY_COUNT(GENERIC_PHRASES); i++)
		if (str_find(title, str_of(GENERIC_PHRASES[i])) != STR_NOT_FOUND)
			return true;
	return words <= GENERIC_WORDS;
}
