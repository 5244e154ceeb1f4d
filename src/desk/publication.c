#include "desk/publication.h"

#include "store/release.h"

enum publication publication_of(int64_t last, int64_t at, int64_t first)
{
	if (last >= at)
		return PUBLICATION_SEEN;
	return last >= first ? PUBLICATION_CHANGE_WAITS : PUBLICATION_WAITS;
}

bool publication_find(
	struct desk *desk, struct arena *a, int64_t live, enum publication *out, struct err *err)
{
	struct release release;
	bool found = false;
	int64_t last;
	*out = PUBLICATION_NONE;
	if (!live)
		return true;
	if (!store_note_published(desk->store, a, &last, err) ||
		!store_release_get(desk->store, a, live, &release, &found, err))
		return false;
	if (found)
		*out = publication_of(last, release.at, release.published);
	return true;
}

static const struct {
	const char *word, *words;
} WORDS[] = {
	[PUBLICATION_NONE] = {"", ""},
	[PUBLICATION_WAITS] = {"not out yet", ", and goes out with the next publication"},
	[PUBLICATION_CHANGE_WAITS] = {"published, a change not out yet",
		", and readers see it as it was before; the change goes out with the next publication"},
	[PUBLICATION_SEEN] = {"published", ", and readers see it"},
};

struct str publication_word(enum publication publication)
{
	return str_of(WORDS[publication].word);
}

struct str publication_words(enum publication publication)
{
	return str_of(WORDS[publication].words);
}
