/* What stands before the first word of a news story: "LONDON (Reuters) - ", "Newswise — DURHAM,
 * N.C. -- ", "[The Daily Sample] ". */
#include <assert.h>

#include "base/array.h"
#include "base/phrases.h"
#include "judge/judge_parts.h"

enum {
	DATELINE_MAX = 140, /* bytes, as are the others */
	BRACKET_MAX = 40,
	DATELINES_MAX = 4,
	BARE_WORDS_MAX = 3 /* of a place that neither a date nor an agency stands beside */
};

/* Words of a dateline in lower case. */
static const char *const PARTICLES =
	"of|de|del|la|le|les|el|the|and|et|und|y|e|on|am|pm|a.m|p.m|den|di|da|do|dos|der|al|in|dpa|afp|"
	"efe|ansa|jan|st|est|edt|cet|via";
static const char *const MONTHS =
	"january|february|march|april|may|june|july|august|september|october|november|december|jan|feb|"
	"mar|apr|jun|jul|aug|sep|sept|oct|nov|dec|januar|februar|märz|mai|juni|juli|oktober|dezember|"
	"janvier|février|mars|avril|juin|juillet|août|septembre|octobre|novembre|décembre|enero|"
	"febrero|"
	"marzo|abril|mayo|junio|julio|agosto|septiembre|octubre|noviembre|diciembre|gennaio|febbraio|"
	"aprile|maggio|giugno|luglio|settembre|ottobre|dicembre";
static const char *const AGENCIES[] = {"healthday", "healthday news", "prnewswire", "pr newswire",
	"reuters", "ap", "afp", "dpa", "efe", "ansa", "upi", "pa media", "xinhua", "globe newswire",
	"business wire", "accesswire", "newswise", "europa press", "eurekalert", "newsfile", "cision",
	"ots", "apa", "medpage today", "ians", "pti", "cnn", "kyodo", "newmediawire"};
static const struct phrases AGENCY = PHRASES_ONE(AGENCIES);
/* Whose pictures they are; the first SURE_CREDITS are known without "Enlarge" as well. */
static const char *const CREDITS[] = {
	"getty images", "shutterstock", "istock", "ap photo", "ap", "reuters", "afp"};
enum { SURE_CREDITS = 4, CREDITED = 1, CREDITED_LARGE = 2 };
static const struct phrase_list CREDIT_LISTS[] = {{CREDITED, CREDITS, SURE_CREDITS},
	{CREDITED_LARGE, CREDITS + SURE_CREDITS, ARRAY_COUNT(CREDITS) - SURE_CREDITS}};
static const struct phrases CREDIT = PHRASES_OF(CREDIT_LISTS);

/* What the words before a dash say. */
struct dateline {
	size_t words;
	bool capitals;  /* the first word is in capitals, as a city often is */
	bool particles; /* some are in lower case */
	bool dated, marks;
};

static bool is_in_capitals(struct str word)
{
	for (size_t i = 0; i < word.n; i++)
		if (!(word.p[i] >= 'A' && word.p[i] <= 'Z'))
			return false;
	return word.n > 2;
}

static bool is_mark(char c)
{
	return c == ',' || c == '(' || c == ')' || c == '/' || c == ';' || c == '|' || c == '[' ||
		c == ']';
}

/* Takes in one word. False when no dateline has such a word. */
static bool take_word(struct dateline *d, struct str word)
{
	d->capitals |= d->words == 0 && is_in_capitals(word);
	d->dated |= judge_word_in(word, MONTHS) || (word.n == 4 && str_is_digits(word));
	d->words++;
	if ((word.p[0] >= 'A' && word.p[0] <= 'Z') || is_digit(word.p[0]) ||
		(unsigned char)word.p[0] >= 0x80)
		return true;
	d->particles = true;
	return judge_word_in(word, PARTICLES) || judge_word_in(word, MONTHS);
}

/* Whether all words could be those of a dateline. */
static bool read_words(struct str before, struct dateline *d)
{
	*d = (struct dateline){0};
	for (size_t i = 0; i < before.n;) {
		size_t begin = i;
		while (i < before.n && !is_space(before.p[i]) && !is_mark(before.p[i]))
			i++;
		struct str word = str_sub(before, begin, i - begin);
		while (word.n && word.p[word.n - 1] == '.')
			word = str_sub(word, 0, word.n - 1);
		if (word.n && !take_word(d, word))
			return false;
		d->marks |= i < before.n && is_mark(before.p[i]);
		i += i < before.n;
	}
	return d->words > 0;
}

/* Whether a story may begin with it. */
static bool may_begin_story(struct str text)
{
	return text.n && !is_space(text.p[0]) && !(text.p[0] >= 'a' && text.p[0] <= 'z') &&
		!is_mark(text.p[0]) && text.p[0] != '-' && text.p[0] != '.';
}

/* Whether what stands before this dash is a dateline. */
static bool is_dateline(struct str before, struct str dash, struct str after)
{
	struct dateline d;
	struct str rest = after;
	bool goes_on = str_starts(after, S("via ")); /* "(GLOBE NEWSWIRE) -- via NewMediaWire – " */
	if (!(goes_on || may_begin_story(after) || judge_is_camel(str_cut(&rest, ' '))) ||
		!read_words(str_trim(before), &d))
		return false;
	if (d.dated || phrases_in(&AGENCY, before))
		return true;
	bool long_dash = str_starts(dash, S("--")) || str_starts(dash, S("—"));
	bool spaced = is_space(before.p[before.n - 1]);
	if (is_digit(after.p[0]) || dash.p[0] == ':')
		return false;
	if (d.capitals)
		return d.marks || long_dash || (spaced && str_starts(dash, S("–")));
	return long_dash && !d.particles && d.words <= BARE_WORDS_MAX;
}

/* The length of the dash at the front of the text; 0 when there is none. */
static size_t dash_length(struct str text, bool spaced)
{
	static const char *const dashes[] = {"--", "—", "–", "- ", ": "};
	for (size_t i = 0; i < ARRAY_COUNT(dashes); i++)
		if (str_starts(text, str_of(dashes[i])) && (spaced || dashes[i][0] != '-' || i == 0))
			return str_of(dashes[i]).n;
	return 0;
}

/* The text behind one dateline; as it is when it has none. */
static struct str skip_one(struct str text)
{
	for (size_t i = 1; i < text.n && i < DATELINE_MAX && text.p[i] != '\n'; i++) {
		if (is_alpha(text.p[i]) || text.p[i] == ' ')
			continue; /* as nearly every byte */
		struct str rest = str_sub(text, i, SIZE_MAX);
		size_t n = dash_length(rest, is_space(text.p[i - 1]) || text.p[i - 1] == '/');
		struct str after = n ? str_trim(str_sub(rest, n, SIZE_MAX)) : STR_NONE;
		if (n && is_dateline(str_sub(text, 0, i), str_sub(rest, 0, n), after))
			return after;
	}
	return text;
}

/* The text without a source in square brackets in front. */
static struct str skip_bracket(struct str text)
{
	size_t end = str_find_char(str_sub(text, 0, BRACKET_MAX), ']');
	if (!str_starts(text, S("[")) || end == STR_NOT_FOUND)
		return text;
	struct str after = str_trim(str_sub(text, end + 1, SIZE_MAX));
	return may_begin_story(after) ? after : text;
}

/* The text without the credit of a picture in front: "A HOSPITAL / Getty Images ", "Enlarge By Ann
 * Sample, AP ". */
static struct str skip_credit(struct str text)
{
	struct str front = str_sub(text, 0, DATELINE_MAX);
	bool enlarged = str_starts(text, S("Enlarge "));
	size_t slash = enlarged ? 0 : str_find_char(front, '/');
	if (slash == STR_NOT_FOUND)
		return text;
	size_t at = phrases_find(&CREDIT, enlarged ? CREDITED | CREDITED_LARGE : CREDITED, front);
	if (at == STR_NOT_FOUND || slash > at)
		return text;
	for (size_t i = 0; i < (enlarged ? ARRAY_COUNT(CREDITS) : SURE_CREDITS); i++)
		if (str_istarts(str_sub(text, at, SIZE_MAX), str_of(CREDITS[i]))) {
			at += str_of(CREDITS[i]).n;
			break;
		}
	struct str after = str_trim(str_sub(text, at, SIZE_MAX));
	return may_begin_story(after) ? after : text;
}

struct str judge_skip_dateline(struct str text)
{
	for (size_t i = 0; i < DATELINES_MAX; i++) {
		struct str rest = skip_one(skip_bracket(skip_credit(text)));
		assert(rest.n <= text.n);
		if (rest.n == text.n)
			break;
		text = rest;
	}
	return text;
}
