/* Words and phrases of a text. Speed matters here: the rules look at every word of every
 * abstract. */
#include <assert.h>

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
		bool stop = i < text.n &&
			(text.p[i] == '.' || text.p[i] == '?' || text.p[i] == '!' || text.p[i] == '\n');
		if (stop && words.n && words.v[words.n - 1].n)
			strs_add(a, &words, STR_NONE);
		i += i < text.n;
	}
	return words;
}

bool judge_word_in(struct str word, const char *alternatives)
{
	const char *p = alternatives;
	assert(*p);
	for (;;) {
		size_t same = 0;
		while (same < word.n && p[same] && to_lower(p[same]) == to_lower(word.p[same]))
			same++;
		if (same == word.n && (p[same] == '|' || !p[same]))
			return true;
		while (*p && *p != '|')
			p++;
		if (!*p++)
			return false;
	}
}

bool judge_is_camel(struct str word)
{
	if (!word.n || word.p[0] < 'a' || word.p[0] > 'z')
		return false;
	for (size_t i = 1; i < word.n; i++)
		if (word.p[i] >= 'A' && word.p[i] <= 'Z')
			return true;
	return false;
}

/* Whether the phrase is at this offset and no word goes on behind it. */
static bool phrase_at(struct str text, size_t at, const char *phrase)
{
	if (to_lower(text.p[at]) != to_lower(phrase[0]))
		return false;
	struct str whole = str_of(phrase);
	size_t end = at + whole.n;
	return str_istarts(str_sub(text, at, SIZE_MAX), whole) &&
		(end == text.n || !is_word_byte(text.p[end]) || !is_word_byte(whole.p[whole.n - 1]));
}

/* Marks the bytes that one of the phrases begins with, in both cases. */
static void mark_beginnings(const char *const *phrases, size_t count, bool begins[static 256])
{
	for (size_t k = 0; k < count; k++) {
		unsigned char first = (unsigned char)phrases[k][0];
		assert(first);
		begins[first] = true;
		if (is_alpha((char)first))
			begins[first ^ 32] = true;
	}
}

/* One pass over the text: phrases are compared only where a word or punctuation begins, and only
 * when one of them begins with this byte. */
size_t judge_phrase_find(struct str text, const char *const *phrases, size_t count)
{
	bool begins[256] = {false}, inside = false; /* inside a word */
	mark_beginnings(phrases, count, begins);
	for (size_t i = 0; i < text.n; i++) {
		bool was_inside = inside;
		inside = is_word_byte(text.p[i]);
		if ((was_inside && inside) || !begins[(unsigned char)text.p[i]])
			continue;
		for (size_t k = 0; k < count; k++)
			if (phrase_at(text, i, phrases[k]))
				return i;
	}
	return STR_NOT_FOUND;
}

bool judge_begins_with(struct str text, const char *const *beginnings, size_t count)
{
	while (text.n && (text.p[0] == '(' || text.p[0] == '[' || text.p[0] == ' '))
		text = str_sub(text, 1, SIZE_MAX);
	char first = text.n ? to_lower(text.p[0]) : 0;
	for (size_t i = 0; i < count; i++) {
		assert(beginnings[i][0] == to_lower(beginnings[i][0]));
		if (beginnings[i][0] != first)
			continue;
		struct str after = str_sub(text, str_of(beginnings[i]).n, SIZE_MAX);
		if (str_istarts(text, str_of(beginnings[i])) && !(after.n && is_alpha(after.p[0])))
			return true;
	}
	return false;
}
