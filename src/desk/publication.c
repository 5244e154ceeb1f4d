#include "desk/publication.h"

enum publication publication_of(int64_t live, struct shown shown)
{
	if (!live)
		return PUBLICATION_NONE;
	if (!shown.release || shown.gone)
		return PUBLICATION_WAITS;
	return shown.release == live ? PUBLICATION_SEEN : PUBLICATION_CHANGE_WAITS;
}

bool publication_find(
	struct desk *desk, const struct item *item, enum publication *out, struct err *err)
{
	struct shown shown = {0};
	if (item->live && !store_shown_get(desk->store, item->id, &shown, err))
		return false;
	*out = publication_of(item->live, shown);
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
