/* Titles that say what the publication is to another one, and titles that many share. */
#include <string.h>

#include "base/array.h"
#include "base/utf8.h"
#include "match/title.h"

enum { GENERIC_WORDS = 4 };

/* How titles of corrections, retractions and replies begin. With their colons: "Response to
 * treatment" and "Correction of scoliosis" are works. */
/* clang-format off */
static const struct {
	const char *opening;
	enum title_role role;
} OPENINGS[] = {
	{"correction:", ROLE_CORRECTION},
	{"correction to", ROLE_CORRECTION},
	{"[correction", ROLE_CORRECTION},
	{"corrections:", ROLE_CORRECTION},
	{"author correction", ROLE_CORRECTION},
	{"publisher correction", ROLE_CORRECTION},
	{"erratum", ROLE_CORRECTION},
	{"errata", ROLE_CORRECTION},
	{"corrigend", ROLE_CORRECTION},
	{"addendum:", ROLE_CORRECTION},
	{"retraction:", ROLE_RETRACTION},
	{"retraction note", ROLE_RETRACTION},
	{"retraction notice", ROLE_RETRACTION},
	{"retracted:", ROLE_RETRACTION},
	{"retracted article", ROLE_RETRACTION},
	{"[retracted", ROLE_RETRACTION},
	{"notice of retraction", ROLE_RETRACTION},
	{"withdrawn:", ROLE_RETRACTION},
	{"expression of concern", ROLE_CONCERN},
	{"editorial expression of concern", ROLE_CONCERN},
	{"reply:", ROLE_REPLY},
	{"reply to", ROLE_REPLY},
	{"response to:", ROLE_REPLY},
	{"comment on", ROLE_REPLY},
	{"comments on", ROLE_REPLY},
	{"commentary on", ROLE_REPLY},
	{"author reply", ROLE_REPLY},
	{"authors' reply", ROLE_REPLY},
	{"author's reply", ROLE_REPLY},
	{"authors' response", ROLE_REPLY},
	{"letter to the editor", ROLE_REPLY},
	{"in response to", ROLE_REPLY},
	{"in reply to", ROLE_REPLY},
	{"re:", ROLE_REPLY},
};

static const char *const GENERIC_OPENINGS[] = {
	"editorial", "letter to the editor", "letters to the editor", "from the editor",
	"a message from", "message from", "introduction to the special issue", "introduction to the",
	"book review", "news and views", "in this issue", "table of contents",
};
static const char *const GENERIC_PHRASES[] = {
	"editors comments", "editors note", "editors corner", "chairs message",
};
/* clang-format on */

enum title_role title_role(struct arena *a, struct str title)
{
	struct str folded = str_trim(utf8_fold(a, title));
	for (size_t i = 0; i < ARRAY_COUNT(OPENINGS); i++)
		if (str_starts(folded, str_of(OPENINGS[i].opening)))
			return OPENINGS[i].role;
	while (str_ends(folded, S(".")))
		folded.n--;
	bool retraction = str_ends(folded, S("[retraction]")) || str_ends(folded, S("[retracted]"));
	return retraction ? ROLE_RETRACTION : ROLE_WORK;
}

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
