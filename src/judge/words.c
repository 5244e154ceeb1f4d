#include "judge/judge_parts.h"

static bool is_word_byte(char c)
{
	return is_alpha(c) || is_digit(c) || (unsigned char)c >= 0x80 || c == '\'' || c == '-';
}

struct strs judge_words(struct arena *a, struct str text, size_t max)
{
	struct strs words = {0};
	size_t i = 0;
	while (i < text.n && words.n < max) {
		size_t begin = i;
		while (i < text.n && is_word_byte(text.p[i]))
			i++;
		if (i > begin)
			strs_add(a, &words, str_sub(text, begin, i - begin));
		bool stop = i < text.n && (text.p[i] == '.' || text.p[i] == '?' || text.p[i] == '!' || text.p[i] == '\n');
		if (stop && words.n && words.v[words.n - 1].n)
			strs_add(a, &words, STR_NONE);
		i += i < text.n;
	}
	return words;
}

bool judge_word_in(struct str word, const char *alternatives)
{
	struct str rest = str_of(alternatives);
	while (rest.p)
		if (str_ieq(word, str_cut(&rest, '|')))
			return true;
	return false;
}

/* A phrase that begins or ends in punctuation needs no boundary there. */
static bool stands_alone(struct str text, size_t at, struct str phrase)
{
	size_t end = at + phrase.n;
	bool before = at == 0 || !is_word_byte(text.p[at - 1]) || !is_word_byte(phrase.p[0]);
	bool after = end == text.n || !is_word_byte(text.p[end]) || !is_word_byte(phrase.p[phrase.n - 1]);
	return before && after;
}

static size_t phrase_find(struct str text, struct str phrase)
{
	size_t from = 0;
	for (;;) {
		size_t at = str_ifind(str_sub(text, from, SIZE_MAX), phrase);
		if (at == STR_NOT_FOUND || stands_alone(text, from + at, phrase))
			return at == STR_NOT_FOUND ? at : from + at;
		from += at + 1;
	}
}

size_t judge_phrase_find(struct str text, const char *const *phrases, size_t count)
{
	size_t first = STR_NOT_FOUND;
	for (size_t i = 0; i < count; i++) {
		size_t at = phrase_find(text, str_of(phrases[i]));
		if (at < first)
			first = at;
	}
	return first;
}
