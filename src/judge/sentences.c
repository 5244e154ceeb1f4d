#include "judge/judge_parts.h"

enum { WORD_BACK = 24 };

/* A full stop after these never ends a sentence. */
static const char ALWAYS_SHORT[] =
	"e.g|i.e|vs|cf|dr|mr|mrs|ms|prof|fig|figs|eq|eqs|ref|refs|approx|ca|viz|resp|st|ie|eg";
/* After these it does so only before a word that mostly begins a sentence. */
static const char MAYBE_SHORT[] = "al|inc|ltd|co|corp|jr|sr|etc|spp|sp|var|jan|feb|mar|apr|jun|jul|"
								  "aug|sept|sep|oct|nov|dec|mon|tue|wed|thu|fri|dept|univ|gen|rev";
/* After these it does not before a number. */
static const char NUMBERED[] = "no|nos|vol|pp|p|art|sec|ch|pt|para";
static const char STARTERS[] =
	"the|this|these|those|we|in|it|our|however|a|an|for|there|they|he|she|but|and|to|as|at|on|no|"
	"all|by|if|with|when|patients|results|conclusions";

static char at(const struct judge_scan *s, size_t i)
{
	return i < s->text.n ? s->text.p[i] : 0;
}

static bool here(const struct judge_scan *s, size_t i, const char *bytes)
{
	return str_starts(str_sub(s->text, i, SIZE_MAX), str_of(bytes));
}

/* The bytes of the stop at i: . ? ! or …; 0 when there is none. */
static size_t stop_length(const struct judge_scan *s, size_t i)
{
	char c = at(s, i);
	if (is_alpha(c) || c == ' ')
		return 0; /* nearly every byte */
	return c == '.' || c == '?' || c == '!' ? 1 : here(s, i, "…") ? sizeof "…" - 1 : 0;
}

static size_t closer_length(const struct judge_scan *s, size_t i)
{
	static const char *const closers[] = {")", "]", "\"", "'", "”", "’", "»"};
	if (is_alpha(at(s, i)) || at(s, i) == ' ')
		return 0;
	for (size_t k = 0; k < sizeof closers / sizeof *closers; k++)
		if (here(s, i, closers[k]))
			return str_of(closers[k]).n;
	return 0;
}

/* Letters and inner dots before i: "e.g" of "e.g." */
static struct str word_before(const struct judge_scan *s, size_t i)
{
	size_t begin = i;
	while (begin > s->begin && i - begin < WORD_BACK &&
		(is_alpha(at(s, begin - 1)) || at(s, begin - 1) == '.' || is_digit(at(s, begin - 1))))
		begin--;
	return str_sub(s->text, begin, i - begin);
}

static struct str word_after(const struct judge_scan *s, size_t i)
{
	size_t end = i;
	while (is_alpha(at(s, end)) && end - i < WORD_BACK)
		end++;
	return str_sub(s->text, i, end - i);
}

/* Is the single full stop at `dot` part of an abbreviation, an initial or the number of a list?
 * `next` is where text goes on. */
static bool is_short_form(const struct judge_scan *s, size_t dot, size_t next)
{
	struct str word = word_before(s, dot);
	struct str after = word_after(s, next);
	bool number_follows = is_digit(at(s, next));
	bool starter_follows = judge_word_in(after, STARTERS) &&
		at(s, next + after.n) != '.'; /* "A." is another initial */
	if (!word.n)
		return false;
	if (str_is_digits(word))
		return word.n <= 2 && str_trim(str_sub(s->text, s->begin, dot - s->begin)).n == word.n;
	if (judge_word_in(word, ALWAYS_SHORT))
		return true;
	if (judge_word_in(word, NUMBERED))
		return number_follows;
	bool initial = is_alpha(word.p[0]) && (word.n == 1 || str_find_char(word, '.') == 1);
	return (initial || judge_word_in(word, MAYBE_SHORT)) && !starter_follows;
}

static bool may_begin(char c)
{
	return (c >= 'A' && c <= 'Z') || is_digit(c) || c == '(' || c == '[' || c == '"' ||
		(unsigned char)c >= 0x80;
}

/* "…in mice.We conclude": a stop with nothing behind it ends a sentence only between two plain
 * words. */
static bool is_run_on(const struct judge_scan *s, size_t dot, size_t next)
{
	struct str before = word_before(s, dot), after = word_after(s, next);
	bool plain = before.n > 3 && str_find_char(before, '.') == STR_NOT_FOUND &&
		!is_digit(before.p[before.n - 1]);
	bool capital = after.n > 1 && after.p[0] >= 'A' && after.p[0] <= 'Z' && after.p[1] >= 'a';
	return at(s, dot) == '.' && plain && capital && dot > before.n &&
		is_space(at(s, dot - before.n - 1));
}

/* The offset behind the sentence that ends with the stop at i, or 0 when it goes on. *next is where
 * to look further. */
static size_t sentence_end(const struct judge_scan *s, size_t i, size_t *next)
{
	size_t end = i, n;
	while ((n = stop_length(s, end)))
		end += n;
	bool single_dot = end == i + 1 && at(s, i) == '.';
	while ((n = closer_length(s, end)))
		end += n;
	*next = end;
	size_t follow = end;
	while (is_space(at(s, follow)) && at(s, follow) != '\n')
		follow++;
	if (follow == s->text.n || at(s, follow) == '\n')
		return end;
	if (follow == end)
		return is_run_on(s, i, follow) ? end : 0;
	return may_begin(at(s, follow)) && !(single_dot && is_short_form(s, i, follow)) ? end : 0;
}

/* Closes the open sentence; false when nothing but white space was in it. */
static bool take(struct judge_scan *s, size_t end, struct str *out)
{
	*out = str_trim(str_sub(s->text, s->begin, end - s->begin));
	s->begin = end;
	return out->n > 0;
}

bool judge_sentence_next(struct judge_scan *s, struct str *out)
{
	while (s->at < s->text.n) {
		size_t i = s->at, end = s->text.p[i] == '\n' ? i : 0, next = i + 1;
		if (stop_length(s, i))
			end = sentence_end(s, i, &next);
		s->at = next;
		if (end && take(s, end, out))
			return true;
	}
	return take(s, s->text.n, out);
}

struct strs judge_sentences(struct arena *a, struct str text)
{
	struct strs out = {0};
	struct judge_scan scan = {.text = text};
	struct str sentence;
	while (judge_sentence_next(&scan, &sentence))
		strs_add(a, &out, sentence);
	return out;
}
