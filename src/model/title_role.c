#include "model/title_role.h"

#include "base/array.h"
#include "base/utf8.h"

/* What follows the words with which a title opens. */
enum follows {
	ANYTHING, /* but not the rest of a longer word */
	MARK,     /* the title ends, or goes on behind a mark: "Correction: …", "[Retracted] …" */
	COLON,
};

/* clang-format off */

/* How titles open, in lower case. */
static const struct opening {
	const char *words;
	enum follows follows;
	enum title_role role;
} OPENINGS[] = {
	{"retracted", MARK, TITLE_RETRACTED},
	{"retracted article", MARK, TITLE_RETRACTED},
	{"retracted paper", MARK, TITLE_RETRACTED},
	{"withdrawn", MARK, TITLE_WITHDRAWN},
	{"retraction", MARK, TITLE_RETRACTION},
	{"retraction to", MARK, TITLE_RETRACTION},
	{"retraction note", ANYTHING, TITLE_RETRACTION},
	{"retraction notice", ANYTHING, TITLE_RETRACTION},
	{"retraction statement", ANYTHING, TITLE_RETRACTION},
	{"notice of retraction", ANYTHING, TITLE_RETRACTION},
	{"statement of retraction", ANYTHING, TITLE_RETRACTION},
	{"expression of concern", MARK, TITLE_CONCERN},
	{"expression of concern for", MARK, TITLE_CONCERN},
	{"expression of concern to", MARK, TITLE_CONCERN},
	{"expression of concern about", ANYTHING, TITLE_CONCERN},
	{"expression of concern regarding", ANYTHING, TITLE_CONCERN},
	{"editorial expression of concern", ANYTHING, TITLE_CONCERN},
	{"correction", MARK, TITLE_CORRECTION},
	{"correction to", MARK, TITLE_CORRECTION},
	{"corrections", MARK, TITLE_CORRECTION},
	{"corrections to", MARK, TITLE_CORRECTION},
	{"author correction", ANYTHING, TITLE_CORRECTION},
	{"publisher correction", ANYTHING, TITLE_CORRECTION},
	{"erratum", ANYTHING, TITLE_CORRECTION},
	{"errata", ANYTHING, TITLE_CORRECTION},
	{"corrigendum", ANYTHING, TITLE_CORRECTION},
	{"corrigenda", ANYTHING, TITLE_CORRECTION},
	{"berichtigung", MARK, TITLE_CORRECTION},
	{"berichtigung zu", MARK, TITLE_CORRECTION},
	{"rectificatif", ANYTHING, TITLE_CORRECTION},
	{"fe de errores", ANYTHING, TITLE_CORRECTION},
	{"fe de erratas", ANYTHING, TITLE_CORRECTION},
	{"addendum", MARK, TITLE_CORRECTION},
	{"addendum to", MARK, TITLE_CORRECTION},
	{"re", COLON, TITLE_REPLY},
	{"reply", MARK, TITLE_REPLY},
	{"reply to", ANYTHING, TITLE_REPLY},
	{"response to", MARK, TITLE_REPLY},
	{"in response to", ANYTHING, TITLE_REPLY},
	{"in reply to", ANYTHING, TITLE_REPLY},
	{"comment on", ANYTHING, TITLE_REPLY},
	{"comments on", ANYTHING, TITLE_REPLY},
	{"commentary on", ANYTHING, TITLE_REPLY},
	{"author reply", ANYTHING, TITLE_REPLY},
	{"author's reply", ANYTHING, TITLE_REPLY},
	{"author’s reply", ANYTHING, TITLE_REPLY},
	{"authors' reply", ANYTHING, TITLE_REPLY},
	{"authors’ reply", ANYTHING, TITLE_REPLY},
	{"authors' response", ANYTHING, TITLE_REPLY},
	{"authors’ response", ANYTHING, TITLE_REPLY},
	{"letter to the editor", ANYTHING, TITLE_REPLY},
};

/* How titles end. */
static const struct ending {
	const char *words;
	enum title_role role;
} ENDINGS[] = {
	{"[retracted]", TITLE_RETRACTED},
	{"[retraction]", TITLE_RETRACTION},
};
/* clang-format on */

/* Whether the title goes on with a mark, or not at all. A dash is a mark only behind a space. */
static bool follows_mark(struct str rest)
{
	static const char *const marks[] = {":", ".", "]", ")", "\"", "“", "‘", "«"};
	static const char *const dashes[] = {"-", "–", "—"};
	struct str after = str_trim(rest);
	for (size_t i = 0; i < ARRAY_COUNT(marks); i++)
		if (str_starts(after, str_of(marks[i])))
			return true;
	for (size_t i = 0; i < ARRAY_COUNT(dashes); i++)
		if (after.n < rest.n && str_starts(after, str_of(dashes[i])))
			return true;
	return after.n == 0;
}

static bool opens_with(struct str title, const struct opening *opening)
{
	struct str words = str_of(opening->words);
	if (!str_starts(title, words))
		return false;
	struct str rest = str_sub(title, words.n, SIZE_MAX);
	switch (opening->follows) {
	case ANYTHING: return !rest.n || !(is_alpha(rest.p[0]) || is_digit(rest.p[0]));
	case MARK: return follows_mark(rest);
	case COLON: return str_starts(rest, S(":"));
	}
	return false;
}

enum title_role title_role(struct arena *a, struct str title)
{
	struct str folded = str_trim(utf8_fold(a, title));
	while (str_ends(folded, S(".")))
		folded.n--;
	for (size_t i = 0; i < ARRAY_COUNT(ENDINGS); i++)
		if (str_ends(folded, str_of(ENDINGS[i].words)))
			return ENDINGS[i].role;
	while (str_starts(folded, S("["))) /* a mark in brackets, or a title that was translated */
		folded = str_trim(str_sub(folded, 1, SIZE_MAX));
	for (size_t i = 0; i < ARRAY_COUNT(OPENINGS); i++)
		if (opens_with(folded, &OPENINGS[i]))
			return OPENINGS[i].role;
	return TITLE_WORK;
}

bool title_role_is_work(enum title_role role)
{
	return role == TITLE_WORK || role == TITLE_RETRACTED || role == TITLE_WITHDRAWN;
}
