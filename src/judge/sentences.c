/* Where sentences end. Abstracts are full of stops that end none: "e.g.", "J. Smith", "vs. 3.5". */
#include <assert.h>

#include "base/array.h"
#include "judge/judge_parts.h"

enum {
	WORD_MAX = 24,        /* bytes that are looked at around a stop */
	SHORT_FORM_MAX = 8,   /* of the short forms below: "dott.ssa" */
	BOUND_MAX = 3,        /* of a word that a no-break space binds to the next */
	SMALL_LETTERS_MAX = 3 /* of a name that a sentence may begin with: "miR-21" */
};

/* A full stop after these never ends a sentence. */
static const char ALWAYS_SHORT[] =
	"e.g|i.e|vs|cf|dr|mr|mrs|ms|prof|aprof|assoc|fig|figs|eq|eqs|ref|refs|approx|ca|viz|resp|st|ie|"
	"eg|subgen|"
	"subg|subsp|ssp|subfam|cv|z.b|d.h|u.a|bzw|sog|evtl|ggf|inkl|vgl|mme|mlle|sra|dra|sr.a|gov|sen|"
	"capt|lt|sgt|esp|incl|excl|supp|suppl|abb|tab|pr|dott|dott.ssa|prof.ssa|sig|sig.ra|ee";
/* After these it ends one only before a word of STARTERS. */
static const char MAYBE_SHORT[] =
	"al|inc|ltd|co|corp|jr|sr|etc|spp|sp|var|nov|jan|feb|mar|apr|jun|jul|aug|sept|sep|oct|dec|mon|"
	"tue|wed|thu|fri|dept|univ|gen|rev|ph.d|a.m|p.m|bros|esq|hon|col|ibid|mio|mrd|med|dipl";
/* And after these, the states of America, behind a place: "Boston, Mass." */
static const char STATES[] =
	"ala|ariz|ark|calif|colo|conn|del|fla|ga|ill|ind|kan|ky|la|md|mass|mich|minn|miss|mo|mont|neb|"
	"nev|okla|ore|pa|tenn|tex|va|vt|wash|wis|wyo|ont|que";
/* Behind these a single letter names a kind, and is no initial: "vitamin D." */
static const char LETTERED[] =
	"vitamin|vitamins|hepatitis|group|groups|type|types|class|factor|arm|arms|cohort|grade|stage|"
	"influenza|protein|plan|part|panel|phase|level|appendix|surgery|child-pugh|immunoglobulin|and|"
	"or";
/* Words before which German puts a full stop behind a number: "am 3. März". */
static const char GERMAN_NUMBERED[] =
	"januar|februar|märz|april|mai|juni|juli|august|september|oktober|november|dezember|quartal|"
	"jahrhundert";
/* After these it ends none before a number: "no. 5". */
static const char NUMBERED[] = "no|nos|nr|núm|vol|pp|p|art|sec|ch|pt|para";
/* Words that mostly begin a sentence. */
static const char STARTERS[] =
	"the|this|these|those|we|in|it|our|however|a|an|for|there|they|he|she|but|and|to|as|at|on|no|"
	"all|by|if|with|when|patients|results|conclusions|finally|moreover|furthermore|therefore|thus|"
	"here|together|overall|additionally|using|taken|although|while|since|because";

/* The byte at i; 0 behind the text. */
static char byte_at(const struct judge_scan *s, size_t i)
{
	return i < s->text.n ? s->text.p[i] : 0;
}

static bool stands_at(const struct judge_scan *s, size_t i, const char *bytes)
{
	return str_starts(str_sub(s->text, i, SIZE_MAX), str_of(bytes));
}

/* Whether a stop or a line may end at a byte: at few. */
static bool may_stop(char c)
{
	return c == '.' || c == '?' || c == '!' || c == '\n' || c == "…"[0];
}

/* The length of the stop at i, one of . ? ! …; 0 when there is none. */
static size_t stop_length(const struct judge_scan *s, size_t i)
{
	char c = byte_at(s, i);
	return c == '.' || c == '?' || c == '!' ? 1 : stands_at(s, i, "…") ? sizeof "…" - 1 : 0;
}

/* What closes a bracket or a quotation; with the last three German closes one, and others open
 * one. */
static const char *const CLOSERS[] = {")", "]", "\"", "'", "”", "’", "»", "“", "‘", "«"};
enum { ONLY_CLOSERS = 7 };

/* The length of the closing bracket or quotation mark at i; 0 when there is none. */
static size_t closer_length(const struct judge_scan *s, size_t i)
{
	if (is_alpha(byte_at(s, i)) || byte_at(s, i) == ' ')
		return 0;
	for (size_t k = 0; k < ARRAY_COUNT(CLOSERS); k++) {
		size_t n = str_of(CLOSERS[k]).n;
		bool closes = k < ONLY_CLOSERS || i + n == s->text.n || is_space(byte_at(s, i + n));
		if (closes && stands_at(s, i, CLOSERS[k]))
			return n;
	}
	return 0;
}

/* The length of the space at i, perhaps one of Unicode's; 0 when there is none. */
static size_t space_length(const struct judge_scan *s, size_t i)
{
	return is_space(byte_at(s, i)) ? 1 : judge_space_length(str_sub(s->text, i, SIZE_MAX));
}

/* Whether a space of Unicode ends at i: "et\u00A0al." */
static bool ends_with_space(const struct judge_scan *s, size_t i)
{
	return (i >= s->begin + 2 && space_length(s, i - 2) == 2) ||
		(i >= s->begin + 3 && space_length(s, i - 3) == 3);
}

/* Whether what stands behind the stop of a short word belongs to it: "z.\u00A0B.", "Nr.\u00A05". */
static bool is_bound(const struct judge_scan *s, struct str word, size_t end)
{
	return word.n <= BOUND_MAX &&
		(stands_at(s, end, "\xC2\xA0") || stands_at(s, end, "\xE2\x80\xAF"));
}

/* The letters, digits and inner dots before i: "e.g" of "e.g." */
static struct str word_before(const struct judge_scan *s, size_t i)
{
	size_t begin = i;
	assert(s->begin <= i && i <= s->text.n);
	while (begin > s->begin && i - begin < WORD_MAX && !ends_with_space(s, begin) &&
		(is_alpha(byte_at(s, begin - 1)) || byte_at(s, begin - 1) == '.' ||
			is_digit(byte_at(s, begin - 1)) || (unsigned char)byte_at(s, begin - 1) >= 0x80))
		begin--;
	return str_sub(s->text, begin, i - begin);
}

static struct str word_after(const struct judge_scan *s, size_t i)
{
	size_t end = i;
	while (
		(is_alpha(byte_at(s, end)) || (unsigned char)byte_at(s, end) >= 0x80) && end - i < WORD_MAX)
		end++;
	return str_sub(s->text, i, end - i);
}

/* The word before the white space before i. */
static struct str last_word(const struct judge_scan *s, size_t i)
{
	while (i > s->begin && is_space(byte_at(s, i - 1)))
		i--;
	size_t begin = i;
	while (begin > s->begin && i - begin < WORD_MAX && !is_space(byte_at(s, begin - 1)))
		begin--;
	return str_sub(s->text, begin, i - begin);
}

/* "c. 500 km"; but "24 h. 12 patients" has a unit, and ends. */
static bool is_small_mark(const struct judge_scan *s, size_t dot, struct str word)
{
	struct str before = last_word(s, dot - word.n);
	return word.n == 1 && word.p[0] >= 'a' && word.p[0] <= 'z' &&
		!(before.n && is_digit(before.p[before.n - 1]));
}

/* "Boston, Mass." */
static bool is_state(const struct judge_scan *s, size_t dot, struct str word)
{
	return judge_word_in(word, STATES) && word.p[0] < 'a' &&
		str_ends(last_word(s, dot - word.n), S(","));
}

/* Whether the word at i mostly begins a sentence; "A." is another initial. */
static bool starts_sentence(const struct judge_scan *s, size_t i)
{
	struct str word = word_after(s, i);
	return byte_at(s, i + word.n) != '.' && judge_word_in(word, STARTERS);
}

/* "Most. Rev. Ann Sample": a title that is written with one stop too many. */
static bool is_title_of_honour(struct str word, struct str after)
{
	return judge_word_in(word, "most|right|very") && judge_word_in(after, "rev|reverend|hon");
}

/* Whether the single full stop at `dot` belongs to an abbreviation, an initial or the number of a
 * list. `next` is where text goes on. */
static bool is_short_form(const struct judge_scan *s, size_t dot, size_t next)
{
	struct str word = word_before(s, dot);
	struct str after = word_after(s, next);
	bool number_follows = is_digit(byte_at(s, next));
	if (!word.n)
		return false;
	if (str_is_digits(word) && judge_word_in(after, GERMAN_NUMBERED))
		return true;
	if (str_is_digits(word))
		return word.n <= 2 && str_trim(str_sub(s->text, s->begin, dot - s->begin)).n == word.n;
	if (word.n > SHORT_FORM_MAX && word.p[1] != '.')
		return false; /* as most words */
	if (judge_word_in(word, ALWAYS_SHORT) || is_title_of_honour(word, after))
		return true;
	if (judge_word_in(word, NUMBERED))
		return number_follows;
	if (is_state(s, dot, word))
		return !starts_sentence(s, next);
	if (is_small_mark(s, dot, word))
		return number_follows || (after.n == 1 && byte_at(s, next + 1) == '.'); /* "z. B." */
	bool capital = word.p[0] >= 'A' && word.p[0] <= 'Z';
	bool initial = word.n == 1 ? capital : is_alpha(word.p[0]) && str_find_char(word, '.') == 1;
	bool joined = dot > s->begin + 2 && byte_at(s, dot - 2) == '-' && is_alpha(byte_at(s, dot - 3));
	if (word.n == 1 && (joined || judge_word_in(last_word(s, dot - word.n), LETTERED)))
		return false; /* "IBS-D.", "vitamin D." */
	return (initial || judge_word_in(word, MAYBE_SHORT)) && !starts_sentence(s, next);
}

/* Whether a sentence may begin with c. */
static bool may_begin(char c)
{
	return (c >= 'A' && c <= 'Z') || is_digit(c) || c == '(' || c == '[' || c == '"' ||
		(unsigned char)c >= 0x80;
}

/* Whether a sentence may begin with the word at i: "mTOR" and "miR-21" as well. */
static bool word_may_begin(const struct judge_scan *s, size_t i)
{
	size_t small = i;
	if (may_begin(byte_at(s, i)))
		return true;
	while (byte_at(s, small) >= 'a' && byte_at(s, small) <= 'z' && small - i < SMALL_LETTERS_MAX)
		small++;
	small += small == i + 1 && byte_at(s, small) == '-'; /* "l-Carnitine" */
	return small > i && byte_at(s, small) >= 'A' && byte_at(s, small) <= 'Z';
}

/* Whether a stop without a space behind it ends a sentence, "…in mice.We conclude": only between
 * two plain words. */
static bool is_run_on(const struct judge_scan *s, size_t dot, size_t next)
{
	struct str before = word_before(s, dot), after = word_after(s, next);
	bool plain = before.n > 3 && str_find_char(before, '.') == STR_NOT_FOUND &&
		!is_digit(before.p[before.n - 1]) && dot > before.n &&
		is_space(byte_at(s, dot - before.n - 1));
	bool bracket = dot > s->begin && byte_at(s, dot - 1) == ')';
	bool capital = after.n > 1 && after.p[0] >= 'A' && after.p[0] <= 'Z' &&
		(after.p[1] >= 'a' || (before.n > 4 && before.p[0] >= 'a'));
	return byte_at(s, dot) == '.' && (plain || bracket) && capital;
}

/* "… in mice.nnHighlightMany": what a feed has left of two line breaks. */
static bool is_break_left(const struct judge_scan *s, size_t next)
{
	return stands_at(s, next, "nC_LI") ||
		(stands_at(s, next, "nn") && byte_at(s, next + 2) >= 'A' && byte_at(s, next + 2) <= 'Z');
}

/* "P < . 05": a full stop with nothing before it and a digit behind it. */
static bool is_decimal(const struct judge_scan *s, size_t dot, size_t follow)
{
	char before = dot > s->begin ? byte_at(s, dot - 1) : 0;
	while (byte_at(s, follow) == ' ')
		follow++;
	return byte_at(s, dot) == '.' && is_digit(byte_at(s, follow)) &&
		(before == ' ' || before == '<' || before == '=' || before == '>' || before == '(');
}

/* The offset behind the sentence that ends with the stop at i, or 0 when it does not end. *next is
 * where to go on reading. */
static size_t sentence_end(const struct judge_scan *s, size_t i, size_t *next)
{
	size_t end = i, n;
	while ((n = stop_length(s, end)))
		end += n;
	if (is_decimal(s, i, end))
		return 0;
	bool single_dot = end == i + 1 && byte_at(s, i) == '.';
	while ((n = closer_length(s, end)))
		end += n;
	*next = end;
	size_t follow = end;
	while (byte_at(s, follow) != '\n' && (n = space_length(s, follow)))
		follow += n;
	if (single_dot && is_bound(s, word_before(s, i), end) && !starts_sentence(s, follow))
		return 0;
	if (follow == s->text.n || byte_at(s, follow) == '\n')
		return end;
	if (follow == end)
		return is_run_on(s, i, follow) || is_break_left(s, follow) ? end : 0;
	return word_may_begin(s, follow) && !(single_dot && is_short_form(s, i, follow)) ? end : 0;
}

/* Ends the sentence that is being read. False when there was only white space in it. */
static bool take_sentence(struct judge_scan *s, size_t end, struct str *out)
{
	assert(s->begin <= end && end <= s->text.n);
	size_t space;
	*out = str_trim(str_sub(s->text, s->begin, end - s->begin));
	while ((space = judge_space_length(*out)))
		*out = str_sub(*out, space, SIZE_MAX);
	s->begin = end;
	return out->n > 0;
}

bool judge_sentence_next(struct judge_scan *s, struct str *out)
{
	for (;;) {
		while (s->at < s->text.n && !may_stop(s->text.p[s->at]))
			s->at++;
		if (s->at >= s->text.n)
			return take_sentence(s, s->text.n, out);
		size_t i = s->at, end = s->text.p[i] == '\n' ? i : 0, next = i + 1;
		if (stop_length(s, i))
			end = sentence_end(s, i, &next);
		s->at = next;
		if (end && take_sentence(s, end, out))
			return true;
	}
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

/* The length of the space or the closing mark at the end; 0 when it ends otherwise. */
static size_t last_length(struct str s)
{
	static const char *const spaces[] = {" ", "\xC2\xA0", "\xE2\x80\xAF"};
	for (size_t i = 0; i < ARRAY_COUNT(spaces); i++)
		if (str_ends(s, str_of(spaces[i])))
			return str_of(spaces[i]).n;
	for (size_t i = 0; i < ARRAY_COUNT(CLOSERS); i++)
		if (str_ends(s, str_of(CLOSERS[i])))
			return str_of(CLOSERS[i]).n;
	return 0;
}

struct str judge_unclosed(struct str sentence)
{
	for (size_t n; (n = last_length(sentence));)
		sentence.n -= n;
	return sentence;
}

bool judge_is_whole(struct str sentence)
{
	struct str s = judge_unclosed(sentence);
	return (str_ends(s, S(".")) && !str_ends(s, S(".."))) || str_ends(s, S("?")) ||
		str_ends(s, S("!"));
}
