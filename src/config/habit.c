#include "config/habit.h"

#include "base/array.h"

struct str habit_line(struct str text, long number)
{
	struct str line = STR_NONE;
	for (long i = 0; i < number && text.p; i++)
		line = str_cut(&text, '\n');
	return str_trim(line);
}

/* Takes the word at the front of the line, and the blanks behind it. */
static struct str take_word(struct str *line)
{
	size_t n = 0;
	while (n < line->n && (is_alpha(line->p[n]) || line->p[n] == '_'))
		n++;
	struct str word = str_sub(*line, 0, n);
	*line = str_trim(str_sub(*line, n, SIZE_MAX));
	return word;
}

bool habit_is_setting(struct str line, struct str word)
{
	return str_eq(take_word(&line), word) &&
		(str_starts(line, S("=")) || str_starts(line, S("+=")));
}

/* The value of "word = value"; STR_NONE: it is no such line. */
static struct str value_of(struct str line)
{
	struct str word = take_word(&line);
	return word.n && str_take_char(&line, '=') ? str_trim(line) : STR_NONE;
}

static size_t count(struct str line, char c)
{
	size_t n = 0;
	for (size_t i = 0; i < line.n; i++)
		n += line.p[i] == c && (i == 0 || line.p[i - 1] != '\\');
	return n;
}

/* -- One function a habit: the advice, or STR_NONE -- */

static struct str typographic_marks(struct arena *a, struct str line)
{
	static const struct str marks[] = {S("“"), S("”"), S("„"), S("«"), S("»"), S("‘"), S("’")};
	(void)a;
	bool quoted = count(line, '"') || count(line, '\'');
	for (size_t i = 0; i < ARRAY_COUNT(marks) && !quoted; i++)
		if (str_find(line, marks[i]) != STR_NOT_FOUND)
			return S("values stand in plain quotation marks, \"…\" or '…', not in “…”");
	return STR_NONE;
}

static struct str html_comment(struct arena *a, struct str line)
{
	(void)a;
	return str_starts(line, S("<!--")) ? S("a comment begins with # and ends with its line") :
										 STR_NONE;
}

static struct str ini_section(struct arena *a, struct str line)
{
	struct str word;
	if (!str_take_char(&line, '['))
		return STR_NONE;
	word = take_word(&line);
	return STR_CAT(
		a, S("a section is written with braces: "), str_or(word, S("site")), S(" { … }"));
}

static struct str equal_before_brace(struct arena *a, struct str line)
{
	struct str rest = line, word = take_word(&rest);
	if (!word.n || !str_take_char(&rest, '=') || !str_eq(str_trim(rest), S("{")))
		return STR_NONE;
	return STR_CAT(a, S("a section is written without =: "), word, S(" {"));
}

static struct str colon(struct arena *a, struct str line)
{
	struct str word = take_word(&line);
	return word.n && str_starts(line, S(":")) ? STR_CAT(a, S("write = and not : behind "), word) :
												STR_NONE;
}

static struct str square_list(struct arena *a, struct str line)
{
	(void)a;
	return str_starts(value_of(line), S("[")) ? S("a list stands in braces: {\"one\", \"two\"}") :
												STR_NONE;
}

static struct str ended_line(struct arena *a, struct str line)
{
	(void)a;
	if (!value_of(line).n || str_find_char(line, '{') != STR_NOT_FOUND)
		return STR_NONE;
	return str_ends(line, S(";")) ? S("a line ends without a semicolon") :
		str_ends(line, S(","))    ? S("a line ends without a comma") :
									STR_NONE;
}

static struct str bare_words(struct arena *a, struct str line)
{
	struct str rest = line, word = take_word(&rest), value = value_of(line);
	bool marked = count(value, '"') || count(value, '\'') || count(value, '{');
	if (marked || str_find_char(value, ' ') == STR_NOT_FOUND)
		return STR_NONE;
	return STR_CAT(a, S("put the value in quotation marks: "), word, S(" = \""), value, S("\""));
}

static struct str marks_within_marks(struct arena *a, struct str line)
{
	struct str value = value_of(line);
	(void)a;
	return str_starts(value, S("\"")) && str_ends(value, S("\"")) && count(value, '"') > 2 &&
			!count(value, '\'') ?
		S("a value that has \" in it stands in single quotation marks: '…'") :
		STR_NONE;
}

static struct str open_marks(struct arena *a, struct str line)
{
	(void)a;
	return count(line, '"') % 2 == 1 && !count(line, '\'') ?
		S("a quotation mark of this line has no other one that closes it") :
		STR_NONE;
}

bool habit_find(struct arena *a, struct str text, long from, long to, struct habit *out)
{
	static struct str (*const habits[])(struct arena *, struct str) = {typographic_marks,
		html_comment, ini_section, equal_before_brace, colon, square_list, ended_line, bare_words,
		marks_within_marks, open_marks};
	for (long number = from < 1 ? 1 : from; number <= to; number++) {
		struct str line = habit_line(text, number);
		for (size_t i = 0; i < ARRAY_COUNT(habits); i++) {
			*out = (struct habit){number, habits[i](a, line)};
			if (out->advice.n)
				return true;
		}
	}
	return false;
}
