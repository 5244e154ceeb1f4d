#include "base/terms.h"

#include "base/utf8.h"

struct str terms_beginning(struct str term, size_t n)
{
	struct str rest = term;
	while (n-- && rest.n)
		utf8_take(&rest);
	return str_sub(term, 0, term.n - rest.n);
}

struct strs terms_of(struct arena *a, struct str text)
{
	struct strs terms = {0};
	struct str folded = utf8_fold(a, text), rest = folded;
	size_t begin = 0; /* of the word that the next character may go on */
	while (rest.n) {
		size_t at = folded.n - rest.n;
		bool goes_on = utf8_is_word(utf8_take(&rest));
		size_t end = goes_on ? folded.n - rest.n : at;
		if (end > begin && (!goes_on || !rest.n))
			strs_add(a, &terms, terms_beginning(str_sub(folded, begin, end - begin), TERM_MAX));
		if (!goes_on)
			begin = folded.n - rest.n;
	}
	return terms;
}
