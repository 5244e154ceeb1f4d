#include "model/section.h"

#include <assert.h>

static const struct {
	const char *word, *title;
} SECTIONS[SECTION_COUNT] = {
	{"", ""}, {"research", "Research"}, {"news", "News"}, {"trials", "Trials"}};

const char *section_word(enum section s)
{
	assert((size_t)s < SECTION_COUNT);
	return SECTIONS[s].word;
}

const char *section_title(enum section s)
{
	assert((size_t)s < SECTION_COUNT);
	return SECTIONS[s].title;
}

enum section section_of(struct str word)
{
	for (enum section s = SECTION_RESEARCH; s <= SECTION_TRIALS; s++)
		if (str_ieq(word, str_of(SECTIONS[s].word)))
			return s;
	return SECTION_NONE;
}
