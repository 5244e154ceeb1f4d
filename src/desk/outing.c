#include "desk/outing.h"

#include "store/release.h"

enum outing outing_of(int64_t last, int64_t at, int64_t first)
{
	if (last >= at)
		return OUTING_SEEN;
	return last >= first ? OUTING_CHANGE_WAITS : OUTING_WAITS;
}

bool outing_find(
	struct desk *desk, struct arena *a, int64_t live, enum outing *out, struct err *err)
{
	struct release release;
	bool found = false;
	int64_t last;
	*out = OUTING_NONE;
	if (!live)
		return true;
	if (!store_note_published(desk->store, a, &last, err) ||
		!store_release_get(desk->store, a, live, &release, &found, err))
		return false;
	if (found)
		*out = outing_of(last, release.at, release.published);
	return true;
}

static const struct {
	const char *word, *words;
} WORDS[] = {
	[OUTING_NONE] = {"", ""},
	[OUTING_WAITS] = {"not out yet", ", and goes out with the next publication"},
	[OUTING_CHANGE_WAITS] = {"published, a change not out yet",
		", and readers see it as it was before; the change goes out with the next publication"},
	[OUTING_SEEN] = {"published", ", and readers see it"},
};

struct str outing_word(enum outing outing)
{
	return str_of(WORDS[outing].word);
}

struct str outing_words(enum outing outing)
{
	return str_of(WORDS[outing].words);
}
