#include "model/edition.h"

#include <assert.h>

enum { PERIOD_MAX = 32 };

struct str edition_name(struct arena *a, struct str period, struct str list)
{
	return STR_CAT(a, period, S("-"), list);
}

const char *edition_people(int64_t n)
{
	return n == 1 ? "person" : "people";
}

bool edition_period_is_valid(struct str period)
{
	for (size_t i = 0; i < period.n; i++) {
		char c = period.p[i];
		if (!is_alpha(c) && !is_digit(c) && c != '-' && c != '_' && (c != '.' || i == 0))
			return false;
	}
	return period.n > 0 && period.n <= PERIOD_MAX;
}

struct str edition_correction_period(struct arena *a, struct str day, int64_t item, int n)
{
	struct str first = str_printf(a, STR_FMT ".c%lld", STR_ARG(day), (long long)item);
	return n > 1 ? str_printf(a, STR_FMT ".%d", STR_ARG(first), n) : first;
}

static const char *const VERBS[EDITION_VERBS] = {[EDITION_FREEZE] = "freeze",
	[EDITION_SEND] = "send",
	[EDITION_PAUSE] = "pause",
	[EDITION_RESUME] = "resume",
	[EDITION_CANCEL] = "cancel",
	[EDITION_AGAIN] = "again",
	[EDITION_TAKEN] = "taken",
	[EDITION_GIVE] = "give"};

const char *edition_verb_word(enum edition_verb verb)
{
	assert(verb > 0 && verb < EDITION_VERBS && VERBS[verb]);
	return VERBS[verb];
}

enum edition_verb edition_verb_of(struct str word)
{
	for (enum edition_verb verb = EDITION_FREEZE; verb < EDITION_VERBS; verb++)
		if (str_eq(word, str_of(VERBS[verb])))
			return verb;
	return 0;
}
