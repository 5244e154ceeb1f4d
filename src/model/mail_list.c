#include "model/mail_list.h"

#include <assert.h>

const char *mail_list_cadence_word(enum cadence cadence)
{
	static const char *const words[CADENCES] = {
		[CADENCE_DEMAND] = "demand", [CADENCE_WEEKLY] = "weekly", [CADENCE_MONTHLY] = "monthly"};
	assert((int)cadence < CADENCES);
	return words[cadence];
}

struct mail_list mail_list_of(enum section section)
{
	struct mail_list list = {.slug = str_of(section_word(section)), .cadence = CADENCE_WEEKLY};
	assert(section != SECTION_NONE);
	list.sections[section] = true;
	return list;
}

enum section mail_list_section(const struct mail_list *list)
{
	enum section one = SECTION_NONE;
	for (enum section s = SECTION_RESEARCH; s <= SECTION_TRIALS; s++) {
		if (list->sections[s] && one != SECTION_NONE)
			return SECTION_NONE;
		one = list->sections[s] ? s : one;
	}
	return one;
}

int64_t mail_list_mask(const struct mail_list *list)
{
	int64_t mask = 0;
	for (enum section s = SECTION_RESEARCH; s <= SECTION_TRIALS; s++)
		mask |= list->sections[s] ? (int64_t)1 << s : 0;
	return mask;
}
