#include "model/decision.h"

const char *decision_verb_word(enum verb verb)
{
	switch (verb) {
#define VERB_WORD(name, word, number) \
	case VERB_##name: return #word;
		VERBS(VERB_WORD)
#undef VERB_WORD
	case VERB_NONE:
	case VERB_END: break;
	}
	return "";
}

bool decision_is_taken_back(const struct decision *decision)
{
	return decision->batch.all > 1 ? !decision->batch.standing : decision->undone;
}
