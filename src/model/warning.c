#include "model/warning.h"

const char *warning_words(unsigned set, size_t n)
{
	static const struct {
		unsigned bit;
		const char *words;
	} warnings[] = {
#define WARNING_ROW(name, bit, words) {WARNING_##name, words},
		WARNINGS(WARNING_ROW)
#undef WARNING_ROW
	};
	for (size_t i = 0; i < sizeof warnings / sizeof *warnings; i++)
		if ((set & warnings[i].bit) && n-- == 0)
			return warnings[i].words;
	return NULL;
}
