#include "match/journal.h"

#include "base/array.h"
#include "match/match.h"

/* Trigram similarities of two names. */
static const double NAMES_ALIKE = 0.6, NAMES_UNLIKE = 0.3;

static bool is_small_word(struct str word)
{
	static const char *const small[] = {"the", "of", "and", "in", "for", "on", "de", "der", "des",
		"fur", "und", "la", "et", "di", "del", "e", "y", "i", "a", "an"};
	return str_is_one_of(word, small, ARRAY_COUNT(small));
}

struct str journal_normal(struct arena *a, struct str name)
{
	struct str out = STR_NONE;
	size_t end = str_find_char(name, '='), bracket = str_find_char(name, '(');
	end = bracket && bracket < end ? bracket : end;
	for (struct str rest = match_title(a, str_sub(name, 0, end)); rest.n;) {
		struct str word = str_cut(&rest, ' ');
		if (!is_small_word(word))
			out = out.n ? STR_CAT(a, out, S(" "), word) : word;
	}
	return out;
}

/* Whether the words of `shorter` are beginnings of words of `longer`, in their order. */
static bool is_abbreviation(struct str shorter, struct str longer)
{
	while (shorter.n) {
		struct str word = str_cut(&shorter, ' ');
		bool found = false;
		while (longer.n && !found)
			found = str_starts(str_cut(&longer, ' '), word);
		if (!found)
			return false;
	}
	return true;
}

/* Whether a word of one name is made of the initials of the other: "pnas". */
static bool has_initials(struct str name, struct str spelled)
{
	enum { LEAST = 3, MOST = 12 };
	char initials[MOST];
	size_t n = 0;
	while (spelled.n && n < MOST)
		initials[n++] = str_cut(&spelled, ' ').p[0];
	while (n >= LEAST && !spelled.n && name.n)
		if (str_eq(str_cut(&name, ' '), (struct str){initials, n}))
			return true;
	return false;
}

bool journal_agrees(struct str x, struct str y)
{
	return x.n && y.n &&
		(str_eq(x, y) || has_initials(x, y) || has_initials(y, x) || is_abbreviation(x, y) ||
			is_abbreviation(y, x) || match_title_similarity(x, y) >= NAMES_ALIKE);
}

bool journal_differs(struct str x, struct str y)
{
	return x.n && y.n && !journal_agrees(x, y) && match_title_similarity(x, y) < NAMES_UNLIKE;
}
