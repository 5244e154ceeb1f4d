/* Of the sentences of a paper, the one that says best what was found. */
#include <assert.h>

#include "base/array.h"
#include "judge/judge_parts.h"
#include "judge/stems.h"

enum {
	SENTENCES_MAX = 40, /* that are looked at, from the end */
	SHORT_TEXT = 3,     /* sentences */
	PLACES = 4,
	TITLE_STEPS = 6,
	COMMON_STEPS = 5
};

/* The digits of numbers; names such as "IL-8" have others. */
static size_t count_digits(struct str sentence)
{
	size_t digits = 0;
	bool number = false, inside = false;
	for (size_t i = 0; i < sentence.n; i++) {
		char c = sentence.p[i];
		bool digit = is_digit(c), letter = is_alpha(c) || c == '-' || (unsigned char)c >= 0x80;
		number = digit ? number || !inside : number && (c == '.' || c == ',');
		digits += digit && number;
		inside = digit || letter;
	}
	return digits;
}

static size_t step_of(size_t value, const unsigned *bounds, size_t n)
{
	size_t step = 0;
	while (step < n && value >= bounds[step])
		step++;
	return step;
}

size_t judge_length_step(struct str sentence)
{
	static const unsigned bounds[] = {60, 100, 160, 230, 320, 420};
	return step_of(sentence.n, bounds, ARRAY_COUNT(bounds));
}

static size_t count_brackets(struct str sentence)
{
	size_t count = 0;
	for (size_t i = 0; i < sentence.n; i++)
		count += sentence.p[i] == '(';
	return count;
}

static void add_form(struct traits *t, struct str sentence)
{
	static const unsigned digits[] = {1, 3, 7, 14};
	if (str_find_char(sentence, '%') != STR_NOT_FOUND)
		TRAIT(t, PAPER_PERCENT, 0);
	if (count_brackets(sentence) > 1)
		TRAIT(t, PAPER_BRACKETS, 0);
	TRAIT(t, PAPER_DIGITS, step_of(count_digits(sentence), digits, ARRAY_COUNT(digits)));
	TRAIT(t, PAPER_LENGTH, judge_length_step(sentence));
}

/* What its place in the text says of the sentence. */
static void add_place(struct traits *t, const struct judge_text *text, size_t i, size_t n)
{
	assert(i < n);
	if (text->concludes) {
		TRAIT(t, PAPER_CONCLUSION, i);
		return;
	}
	if (text->title.n) {
		TRAIT(t, PAPER_END, n - 1 - i);
		TRAIT(t, PAPER_PLACE, i * PLACES / n);
	} else {
		TRAIT(t, PAPER_UNTITLED_END, n - 1 - i);
		TRAIT(t, PAPER_UNTITLED_PLACE, i * PLACES / n);
	}
	if (i == 0)
		TRAIT(t, PAPER_FIRST, 0);
	if (n <= SHORT_TEXT)
		TRAIT(t, PAPER_SHORT, i);
}

/* How much the sentence has of the title, and of what the whole text is about. */
static void add_subject(struct traits *t, const struct stems *of, const struct stems *title,
	size_t most, const struct stems *common)
{
	size_t shared = stems_shared(of, title);
	if (title->n)
		TRAIT(t, PAPER_TITLE, stems_share(shared, title->n, TITLE_STEPS));
	if (most) {
		TRAIT(t, PAPER_RIVAL, shared * 4 / most);
		if (shared == most)
			TRAIT(t, PAPER_MOST, 0);
	}
	if (common->n)
		TRAIT(t, PAPER_COMMON, stems_share(stems_shared(of, common), common->n, COMMON_STEPS));
}

/* Of several that close the paper, "Taken together, …", "Overall, …", the last one does. */
static void leave_last_closing(struct traits *all, size_t n)
{
	bool closed = false;
	for (size_t i = n; i-- > 0;) {
		bool closes = traits_have(&all[i], PAPER_CLOSES);
		if (closes && closed)
			all[i].n = 0;
		closed = closed || closes;
	}
}

struct traits *judge_traits(struct arena *a, const struct judge_text *text)
{
	size_t n = text->sentences.n, skipped = n > SENTENCES_MAX ? n - SENTENCES_MAX : 0, most = 0;
	struct traits *all = arena_array(a, n + 1, sizeof *all);
	struct stems title = stems_of(text->title);
	struct stems *of = arena_array(a, n - skipped + 1, sizeof *of);
	for (size_t i = skipped; i < n; i++) {
		of[i - skipped] = stems_of(text->sentences.v[i]);
		size_t shared = stems_shared(&of[i - skipped], &title);
		most = shared > most ? shared : most;
	}
	struct stems common = stems_common(a, of, text->concludes ? 0 : n - skipped);
	for (size_t i = 0; i < n; i++) {
		all[i] = (struct traits){.n = 0};
		if (i < skipped || !judge_sentence_traits(text->sentences.v[i], &all[i]))
			continue;
		add_form(&all[i], text->sentences.v[i]);
		add_place(&all[i], text, i - skipped, n - skipped);
		add_subject(&all[i], &of[i - skipped], &title, most, &common);
	}
	leave_last_closing(all, n);
	return all;
}

size_t judge_choose(struct arena *a, const struct judge_text *text, int least)
{
	struct traits alone;
	if (!text->sentences.n)
		return 0;
	if (text->sentences.n == 1 && least == JUDGE_ANY)
		return !judge_sentence_traits(text->sentences.v[0], &alone);
	const struct traits *traits = judge_traits(a, text);
	size_t best = text->sentences.n;
	int most = least;
	for (size_t i = 0; i < text->sentences.n; i++) {
		int score = traits[i].n ? sentence_model_score(&traits[i], false) : least - 1;
		if (score > most || (best == text->sentences.n && score == least)) {
			best = i;
			most = score;
		}
	}
	return best;
}
