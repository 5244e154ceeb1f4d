/* Words of a text. */
#include <assert.h>

#include "base/phrases.h"
#include "judge/judge_parts.h"

struct strs judge_words(struct arena *a, struct str text, size_t max)
{
	struct strs words = {0};
	size_t i = 0;
	while (i < text.n && words.n < max) {
		size_t begin = i;
		while (i < text.n && phrases_word_byte(text.p[i]))
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

size_t judge_space_length(struct str text)
{
	if (text.n && (text.p[0] == ' ' || text.p[0] == '\t'))
		return 1;
	if (str_starts(text, S("\xC2\xA0")))
		return 2;
	unsigned char third = text.n > 2 ? (unsigned char)text.p[2] : 0;
	bool general = str_starts(text, S("\xE2\x80")) &&
		((third >= 0x80 && third <= 0x8A) || third == 0xAF); /* U+2000 to U+200A, U+202F */
	return general || str_starts(text, S("\xE3\x80\x80")) ? 3 : 0;
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
