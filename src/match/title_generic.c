/* Titles that many publications share. */
#include <string.h>

#include "base/array.h"
#include "base/phrases.h"
#include "match/title.h"

enum { GENERIC_WORDS = 4, SERIES_WORDS = 6 };

/* clang-format off */
static const char *const GENERIC_OPENINGS[] = {
	"editorial", "letter to the editor", "letters to the editor", "from the editor",
	"a message from", "message from", "introduction to the special issue", "introduction to the",
	"book review", "news and views", "in this issue", "table of contents",
};
static const char *const GENERIC_PHRASES[] = {
	"editors comments", "editors note", "editors corner", "chairs message",
};
/* In a title of a few words, what makes it one of a series. */
static const char *const SERIES_WORD[] = {
	"editorial", "editor", "editors", "message", "introduction", "preface", "foreword", "news",
	"notes", "note", "letter", "letters", "correspondence", "commentary", "reply", "response",
	"erratum", "corrigendum", "announcement", "announcements", "welcome", "president", "presidents",
	"chair", "chairs", "perspectives", "obituary", "review", "reviews", "abstracts", "index",
	"contents", "acknowledgements", "reviewers", "column", "update", "case", "minitrack",
	"proceedings", "issue",
};
/* clang-format on */

/* Whether the title begins with these whole words. */
static bool starts_with_words(struct str title, const char *words)
{
	size_t n = strlen(words);
	return str_starts(title, str_of(words)) && (title.n == n || title.p[n] == ' ');
}

static size_t count_words(struct str title)
{
	size_t words = title.n > 0;
	for (size_t i = 0; i < title.n; i++)
		words += title.p[i] == ' ';
	return words;
}

static bool opens_generic(struct str title)
{
	for (size_t i = 0; i < ARRAY_COUNT(GENERIC_OPENINGS); i++)
		if (starts_with_words(title, GENERIC_OPENINGS[i]))
			return true;
	for (size_t i = 0; i < ARRAY_COUNT(GENERIC_PHRASES); i++)
		if (str_find(title, str_of(GENERIC_PHRASES[i])) != STR_NOT_FOUND)
			return true;
	return false;
}

bool title_is_generic(struct str title)
{
	return opens_generic(title) || count_words(title) <= GENERIC_WORDS;
}

bool title_is_of_series(struct str title)
{
	if (!title.n || opens_generic(title))
		return true;
	if (count_words(title) > SERIES_WORDS)
		return false;
	while (title.n)
		if (str_is_one_of(str_cut(&title, ' '), SERIES_WORD, ARRAY_COUNT(SERIES_WORD)))
			return true;
	return false;
}

/* Of columns that come back with other news. */
static const char *const COLUMN_NAMES[] = {"roundup", "round up", "digest", "newsletter", "weekly",
	"in brief", "week in review", "this week in", "daily briefing", "things to know",
	"morning rounds", "top stories", "what we re reading", "wochenruckblick", "revue de presse"};
static const struct phrases COLUMNS = PHRASES_ONE(COLUMN_NAMES);

bool title_is_serial(struct str headline)
{
	return phrases_in(&COLUMNS, headline) != 0;
}

bool title_is_part(struct str a, struct str b, size_t least_words)
{
	struct str longer = a.n < b.n ? b : a, shorter = a.n < b.n ? a : b;
	if (!shorter.n || count_words(shorter) < least_words)
		return false;
	if (shorter.n == longer.n)
		return str_eq(shorter, longer);
	return (str_starts(longer, shorter) && longer.p[shorter.n] == ' ') ||
		(str_ends(longer, shorter) && longer.p[longer.n - shorter.n - 1] == ' ');
}
