#include "parse/page/hand_words.h"

#include "base/array.h"
#include "base/month.h"
#include "base/utf8.h"
#include "parse/text/date_text.h"

enum { LABEL_MAX = 90, LABEL_WORDS_MAX = 9, ALONE_MAX = 60, TAIL_SENTENCES = 4 };

static const struct str ABBREVIATIONS[] = {S("vs"), S("al"), S("e.g"), S("i.e"), S("Dr"), S("Drs"),
	S("Prof"), S("Mr"), S("Mrs"), S("Ms"), S("St"), S("No"), S("Fig"), S("approx"), S("ca"),
	S("Inc"), S("Jr")};

/* -- Sentences -- */

static struct str last_word(struct str s)
{
	size_t from = s.n;
	while (from && !is_space(s.p[from - 1]) && s.p[from - 1] != '(')
		from--;
	return str_sub(s, from, SIZE_MAX);
}

static bool ends_abbreviated(struct str before_stop)
{
	struct str word = last_word(before_stop);
	if (word.n == 1 && word.p[0] >= 'A' && word.p[0] <= 'Z')
		return true;
	for (size_t i = 0; i < ARRAY_COUNT(ABBREVIATIONS); i++)
		if (str_eq(word, ABBREVIATIONS[i]))
			return true;
	return false;
}

static size_t stop_length(struct str s)
{
	static const struct str STOPS[] = {S("."), S("?"), S("!"), S("…")};
	for (size_t i = 0; i < ARRAY_COUNT(STOPS); i++)
		if (str_starts(s, STOPS[i]))
			return STOPS[i].n;
	return 0;
}

static size_t closing_length(struct str s)
{
	static const struct str CLOSING[] = {S(")"), S("]"), S("\""), S("'"), S("”"), S("’")};
	for (size_t i = 0; i < ARRAY_COUNT(CLOSING); i++)
		if (str_starts(s, CLOSING[i]))
			return CLOSING[i].n;
	return 0;
}

/* Whether a sentence may begin so. */
static bool begins_sentence(struct str s)
{
	return s.n && !(s.p[0] >= 'a' && s.p[0] <= 'z');
}

size_t hand_words_sentence(struct str s)
{
	for (size_t i = 0; i < s.n; i++) {
		size_t stop = stop_length(str_sub(s, i, SIZE_MAX)), end = i + stop, n;
		if (!stop || (s.p[i] == '.' && ends_abbreviated(str_sub(s, 0, i))))
			continue;
		while ((n = stop_length(str_sub(s, end, SIZE_MAX))) ||
			(n = closing_length(str_sub(s, end, SIZE_MAX))))
			end += n;
		size_t next = end;
		while (next < s.n && is_space(s.p[next]))
			next++;
		if (next == s.n || (next > end && begins_sentence(str_sub(s, next, SIZE_MAX))))
			return end;
	}
	return s.n;
}

/* -- The status of a trial -- */

static const struct {
	struct str words;
	enum trial_status status;
} STATUS_WORDS[] = {
	{S("currently recruiting"), TRIAL_STATUS_RECRUITING},
	{S("now recruiting"), TRIAL_STATUS_RECRUITING},
	{S("recruiting"), TRIAL_STATUS_RECRUITING},
	{S("not yet recruiting"), TRIAL_STATUS_NOT_YET_RECRUITING},
	{S("enrolling by invitation"), TRIAL_STATUS_ENROLLING_BY_INVITATION},
	{S("active, not recruiting"), TRIAL_STATUS_ACTIVE_NOT_RECRUITING},
	{S("enrollment completed; study still active"), TRIAL_STATUS_ACTIVE_NOT_RECRUITING},
	{S("enrollment completed"), TRIAL_STATUS_COMPLETED},
	{S("enrollment suspended"), TRIAL_STATUS_SUSPENDED},
	{S("study stopped early"), TRIAL_STATUS_TERMINATED},
	{S("withdrawn before enrollment"), TRIAL_STATUS_WITHDRAWN},
	{S("status unknown"), TRIAL_STATUS_UNKNOWN},
	{S("completed"), TRIAL_STATUS_COMPLETED},
	{S("terminated"), TRIAL_STATUS_TERMINATED},
	{S("suspended"), TRIAL_STATUS_SUSPENDED},
};

static bool ends_word(struct str s, size_t at)
{
	return at == s.n || (!is_alpha(s.p[at]) && !is_digit(s.p[at]) && s.p[at] != '-');
}

enum trial_status hand_words_status(struct str s)
{
	struct str line = str_sub(s, 0, hand_words_sentence(s));
	for (size_t i = 0; i < ARRAY_COUNT(STATUS_WORDS); i++)
		if (str_istarts(s, STATUS_WORDS[i].words) && ends_word(s, STATUS_WORDS[i].words.n))
			return STATUS_WORDS[i].status;
	bool done = str_istarts(line, S("enrollment ")) && str_ifind(line, S("completed")) < line.n;
	return done ? TRIAL_STATUS_COMPLETED : TRIAL_STATUS_OTHER;
}

size_t hand_words_lead(struct str s)
{
	struct str updated = S("last updated");
	size_t n = 0;
	if (hand_words_status(s) == TRIAL_STATUS_OTHER && !str_istarts(s, updated))
		return 0;
	for (;;) {
		struct str rest = str_sub(s, n, SIZE_MAX), next = str_trim(rest);
		if (n && !str_istarts(next, updated))
			return n;
		n += (size_t)(next.n ? next.p - rest.p : 0) + hand_words_sentence(next);
		if (!next.n || n >= s.n)
			return n;
	}
}

size_t hand_words_heading(struct str title, enum trial_status *status)
{
	*status = TRIAL_STATUS_OTHER;
	for (size_t i = title.n; i-- > 0;)
		if (title.p[i] == ':') {
			*status = hand_words_status(str_trim(str_sub(title, i + 1, SIZE_MAX)));
			return *status ? i : title.n;
		}
	return title.n;
}

/* -- Where an entry is from -- */

static struct str without_stop(struct str s)
{
	s = str_trim(s);
	return str_ends(s, S(".")) ? str_trim(str_sub(s, 0, s.n - 1)) : s;
}

/* "November 1, 2018" */
static bool take_named_day(struct str text, struct date *out)
{
	struct date day = {0};
	day.month = month_number(str_cut(&text, ' '));
	bool named = day.month &&
		str_take_number(&text, text.n > 1 && is_digit(text.p[1]) ? 2 : 1, &day.day) &&
		str_take_char(&text, ',');
	text = str_trim(text);
	if (!named || !str_take_number(&text, 4, &day.year) || text.n || !date_valid(day))
		return false;
	*out = day;
	return true;
}

struct date hand_words_day(struct str text)
{
	struct date day = {0};
	int64_t t;
	if (date_parse_partial(text, &day) || take_named_day(text, &day))
		return day;
	bool digits = false, volume = false;
	for (size_t i = 0; i < text.n; i++) {
		digits |= is_digit(text.p[i]);
		volume |= text.p[i] == ';';
	}
	if (digits && !volume && text.n >= 6 && date_text_parse_ordered(text, DATE_MONTH_FIRST, &t))
		day = date_from_time(t);
	return day;
}

/* " 2019 Jul 17;14(7):e1" in a text: the offset of the year; STR_NOT_FOUND when there is none. */
static size_t find_volume(struct str s, struct date *day)
{
	for (size_t i = 1; i + 5 < s.n; i++) {
		struct str rest = str_sub(s, i, SIZE_MAX),
				   head = str_sub(rest, 0, str_find_char(rest, ';'));
		int year = 0, number = 0;
		if (s.p[i - 1] != ' ' || head.n == rest.n || head.n > 20 ||
			!str_take_number(&head, 4, &year))
			continue;
		head = str_trim(head);
		*day = (struct date){year, 0, 0};
		if (!head.n)
			return i;
		struct str month = str_cut(&head, ' ');
		day->month = month_number(str_sub(month, 0, str_find_char(month, '-')));
		if (head.n && str_is_digits(head) && str_take_number(&head, head.n > 1 ? 2 : 1, &number))
			day->day = number;
		if (day->month && (!day->day || date_valid(*day)))
			return i;
	}
	*day = (struct date){0};
	return STR_NOT_FOUND;
}

static bool is_label(struct str s)
{
	size_t words = 1;
	for (size_t i = 0; i < s.n; i++)
		words += s.p[i] == ' ';
	return s.n && s.n <= LABEL_MAX && words <= LABEL_WORDS_MAX && begins_sentence(s) &&
		!is_digit(s.p[0]) && !stop_length(str_sub(s, s.n - 1, 1)) && s.p[0] != '(';
}

static bool is_name_word(struct str word)
{
	static const struct str SMALL[] = {S("of"), S("and"), S("the"), S("for"), S("in"), S("&"),
		S("at"), S("de"), S("von"), S("van"), S("on"), S("–"), S("-")};
	if (begins_sentence(word) && !is_digit(word.p[0]))
		return true;
	for (size_t i = 0; i < ARRAY_COUNT(SMALL); i++)
		if (str_eq(word, SMALL[i]))
			return true;
	return false;
}

/* A label that stands alone is a name: its words are capitalised, and none asks to do something. */
static bool is_name(struct str s)
{
	static const struct str ASKS[] = {S("See"), S("Read"), S("Click"), S("More"), S("Learn"),
		S("Visit"), S("Contact"), S("Call"), S("Please")};
	if (!is_label(s) || s.n > ALONE_MAX)
		return false;
	for (size_t i = 0; i < ARRAY_COUNT(ASKS); i++)
		if (str_istarts(s, ASKS[i]) && ends_word(s, ASKS[i].n))
			return false;
	while (s.p)
		if (!is_name_word(str_trim(str_cut(&s, ' '))))
			return false;
	return true;
}

static bool take_journal(struct str s, struct hand_tail *out)
{
	struct date day;
	size_t year = find_volume(s, &day), comma = str_find_char(s, ',');
	if (year == STR_NOT_FOUND || !begins_sentence(s) || is_digit(s.p[0]))
		return false;
	bool labelled = comma < year && comma + 2 != year;
	struct str label = labelled ? str_trim(str_sub(s, 0, comma)) : STR_NONE;
	if (year > LABEL_MAX + ALONE_MAX || (labelled && !is_label(label)))
		return false;
	out->label = label;
	out->citation = str_trim(str_sub(s, labelled ? comma + 1 : 0, SIZE_MAX));
	out->day = day;
	return true;
}

/* "Label, 11/01/2018", "Label, November 1, 2018", "Label, Journal, 11/01/2018" */
static bool take_dated(struct str s, struct hand_tail *out)
{
	size_t first = str_find_char(s, ',');
	for (size_t i = first; i < s.n; i++) {
		if (s.p[i] != ',')
			continue;
		struct str label = str_trim(str_sub(s, 0, first));
		out->day = hand_words_day(str_trim(str_sub(s, i + 1, SIZE_MAX)));
		if (out->day.year && is_label(label)) {
			out->label = label;
			out->citation = str_trim(str_sub(s, first + 1, SIZE_MAX));
			return true;
		}
	}
	out->day = hand_words_day(s);
	out->citation = out->day.year ? s : STR_NONE;
	return out->day.year > 0;
}

struct hand_tail hand_words_tail(struct arena *a, struct str text)
{
	size_t starts[TAIL_SENTENCES] = {0}, n = 0;
	for (size_t at = 0; at < text.n;) {
		while (at < text.n && is_space(text.p[at]))
			at++;
		if (at == text.n)
			break;
		starts[n++ % TAIL_SENTENCES] = at;
		struct str line = str_sub(text, at, SIZE_MAX);
		line = str_sub(line, 0, str_find_char(line, '\n'));
		at += hand_words_sentence(line);
	}
	struct hand_tail out = {.from = text.n};
	for (size_t i = 0; i < n && i < TAIL_SENTENCES; i++) {
		size_t from = starts[(n - 1 - i) % TAIL_SENTENCES];
		struct str tail = str_collapse(a, without_stop(str_sub(text, from, SIZE_MAX)));
		struct hand_tail is = {.from = from};
		bool name = !i && from && is_name(tail);
		if (!tail.n || !(take_journal(tail, &is) || take_dated(tail, &is) || name))
			continue;
		if (name && !is.citation.n)
			is.label = tail;
		return is;
	}
	return out;
}
