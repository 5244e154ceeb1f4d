#include "model/mention.h"

#include "base/utf8.h"

enum { SIGN = '@' };

static bool begins_word(struct str text, size_t at)
{
	size_t from = at;
	if (!at)
		return true;
	while (from > 0 && ((unsigned char)text.p[--from] & 0xC0) == 0x80)
		;
	struct str before = str_sub(text, from, at - from);
	uint32_t c = utf8_take(&before);
	return !utf8_is_word(c) && c != SIGN;
}

/* Whether a word ends where the rest begins. */
static bool ends_word(struct str rest)
{
	if (!rest.n)
		return true;
	uint32_t c = utf8_take(&rest);
	if (c != '-' || !rest.n)
		return !utf8_is_word(c);
	return !utf8_is_word(utf8_take(&rest));
}

/* The name, of those that are folded, with which the text behind an “@” begins; names.n: none. */
static size_t longest(struct str rest, struct strs folded)
{
	size_t found = folded.n;
	for (size_t i = 0; i < folded.n; i++) {
		struct str name = folded.v[i];
		if (name.n && str_starts(rest, name) && ends_word(str_sub(rest, name.n, SIZE_MAX)) &&
			(found == folded.n || name.n > folded.v[found].n))
			found = i;
	}
	return found;
}

bool *mention_find(struct arena *a, struct str text, struct strs names)
{
	struct strs folded = {0};
	bool *named = arena_array(a, names.n ? names.n : 1, sizeof *named);
	for (size_t i = 0; i < names.n; i++)
		strs_add(a, &folded, str_collapse(a, utf8_fold(a, names.v[i])));
	struct str all = str_collapse(a, utf8_fold(a, text));
	for (size_t i = 0; i < all.n; i++) {
		if (all.p[i] != SIGN || !begins_word(all, i))
			continue;
		size_t who = longest(str_sub(all, i + 1, SIZE_MAX), folded);
		if (who < names.n)
			named[who] = true;
	}
	return named;
}
