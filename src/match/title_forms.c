#include "match/title_forms.h"

#include <assert.h>

#include "base/arena.h"
#include "base/array.h"

enum { PART_MIN = 25 /* bytes of a title that may stand by itself */ };

/* clang-format off */
/* How the notes begin that databases put in brackets behind a title, or in front of a second
 * one. */
static const char *const BRACKETED[] = {
	"abstract", "erratum appear", "published erratum", "erratum in", "corrected", "see comment",
	"comment in", "comment on", "retraction in", "summary for patients", "chinese", "russian",
	"german", "french", "spanish", "italian", "japanese", "dutch", "polish", "portuguese",
	"turkish", "korean", "persian", "czech", "hungarian", "hebrew", "danish", "swedish",
	"norwegian", "english", "conference abstract", "letter", "editorial", "review", "careers",
};
static const char *const TAGS[] = {" LA: ", " TO: ", " <ORIGINAL>", " <original>"};
/* clang-format on */

static bool is_note(struct str inside)
{
	for (size_t i = 0; i < ARRAY_COUNT(BRACKETED); i++)
		if (str_istarts(str_trim(inside), str_of(BRACKETED[i])))
			return true;
	return false;
}

static struct str trim_marks(struct str s)
{
	static const struct str marks[] = {S("."), S("\""), S("*"), S(" "), S("-"), S("…")};
	for (bool cut = true; cut && s.n;) {
		cut = false;
		for (size_t i = 0; i < ARRAY_COUNT(marks); i++)
			if (str_ends(s, marks[i])) {
				s = str_trim(str_sub(s, 0, s.n - marks[i].n));
				cut = true;
			}
	}
	return s;
}

/* Where the last "[" begins whose "]" ends the title, or that is never closed. */
static size_t last_bracket(struct str title)
{
	size_t depth = 0, at = title.n;
	while (at--) {
		if (title.p[at] == ']')
			depth++;
		if (title.p[at] == '[' && depth <= 1)
			return at;
		if (title.p[at] == '[')
			depth--;
	}
	return STR_NOT_FOUND;
}

struct str title_without_notes(struct str title)
{
	struct str s = trim_marks(str_trim(title));
	for (size_t i = 0; i < ARRAY_COUNT(TAGS); i++) {
		size_t at = str_find(s, str_of(TAGS[i]));
		if (at != STR_NOT_FOUND && at)
			s = trim_marks(str_sub(s, 0, at));
	}
	for (size_t at; (at = last_bracket(s)) != STR_NOT_FOUND && at;) {
		bool open = str_find_char(str_sub(s, at, SIZE_MAX), ']') == STR_NOT_FOUND;
		if (!(open || str_ends(s, S("]"))) || !is_note(str_sub(s, at + 1, SIZE_MAX)))
			break;
		s = trim_marks(str_sub(s, 0, at));
	}
	assert(s.n <= title.n);
	return s.n ? s : title;
}

static void add_parts(struct arena *a, struct strs *out, struct str left, struct str right)
{
	left = str_trim(left);
	right = str_trim(right);
	if (left.n < PART_MIN || right.n < PART_MIN)
		return;
	strs_add(a, out, left);
	strs_add(a, out, right);
}

struct strs title_forms(struct arena *a, struct str title)
{
	struct strs out = {0};
	struct str whole = title_without_notes(title);
	strs_add(a, &out, whole);
	size_t bracket = last_bracket(whole), semicolon = str_find(whole, S("; "));
	if (bracket != STR_NOT_FOUND && bracket && str_ends(whole, S("]")))
		add_parts(a, &out, str_sub(whole, 0, bracket), str_sub(whole, bracket + 1, SIZE_MAX));
	else if (semicolon != STR_NOT_FOUND)
		add_parts(a, &out, str_sub(whole, 0, semicolon), str_sub(whole, semicolon + 1, SIZE_MAX));
	return out;
}
