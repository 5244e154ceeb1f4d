#include "model/addition.h"

const char *addition_fault_words(enum addition_fault fault)
{
	switch (fault) {
#define FAULT_WORDS(name, number, passes, words) \
	case ADDITION_FAULT_##name: return words;
		ADDITION_FAULTS(FAULT_WORDS)
#undef FAULT_WORDS
	case ADDITION_FAULT_NONE: break;
	}
	return "";
}

bool addition_fault_passes(enum addition_fault fault)
{
	switch (fault) {
#define FAULT_PASSES(name, number, passes, words) \
	case ADDITION_FAULT_##name: return passes;
		ADDITION_FAULTS(FAULT_PASSES)
#undef FAULT_PASSES
	case ADDITION_FAULT_NONE: break;
	}
	return false;
}
