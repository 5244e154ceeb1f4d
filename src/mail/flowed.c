#include "mail/flowed.h"

#include <assert.h>
#include <utf8proc.h>

#include "base/buf.h"
#include "base/utf8.h"

/* The line that is being written. */
struct line {
	struct buf *out;
	size_t start; /* where it begins in `out` */
	size_t width;
};

/* Columns, at least one for a character: those that take none count for the length of a line. */
static size_t width_of(uint32_t c)
{
	return utf8proc_charwidth((utf8proc_int32_t)c) > 1 ? 2 : 1;
}

static size_t text_width(struct str text)
{
	size_t width = 0;
	while (text.n)
		width += width_of(utf8_take(&text));
	return width;
}

/* Begins a line with the text `next`. A space is put before what would be read as a stuffed line,
 * as a quotation or as an mbox separator (RFC 3676 section 4.4). */
static void line_begin(struct line *line, struct str next)
{
	line->start = line->out->n;
	line->width = 0;
	if (str_starts(next, S(" ")) || str_starts(next, S(">")) || str_starts(next, S("From "))) {
		buf_add_char(line->out, ' ');
		line->start++;
		line->width = 1;
	}
}

/* Whether a break here would leave what some take for the separator of the signature. */
static bool line_is_dashes(const struct line *line)
{
	return str_eq(str_trim(str_sub(buf_str(line->out), line->start, SIZE_MAX)), S("--"));
}

/* Goes on with `next` on another line. The last space of a line is not part of the text (DelSp). */
static void line_break(struct line *line, struct str next)
{
	buf_add(line->out, S(" \n"));
	line_begin(line, next);
}

/* What programs that know no DelSp would take for two words stays whole. */
static bool is_address(struct str word)
{
	return str_find(word, S("://")) != STR_NOT_FOUND ||
		str_find(word, S("mailto:")) != STR_NOT_FOUND || str_find_char(word, '@') != STR_NOT_FOUND;
}

/* A filter that joins lines to a text takes the pieces of one long word for long words, and many of
 * those in a row for a text that was made to get past it (SpamAssassin's LONGWORDS: six of eight
 * letters and nine of six). So after so many such pieces one is short. Readers see none of it where
 * lines are joined as they are meant to be. */
enum { PIECES_IN_A_ROW = 5, SHORT_WIDTH = 5 };

/* Whether the line ends in letters of ASCII alone, which are all that the filter counts. */
static bool ends_in_letters(const struct line *line)
{
	struct str text = str_sub(buf_str(line->out), line->start, SIZE_MAX);
	size_t n = 0;
	while (n < text.n && is_alpha(text.p[text.n - 1 - n]))
		n++;
	return n > SHORT_WIDTH && (n == text.n || text.p[text.n - 1 - n] == ' ');
}

/* A word that is longer than a line, or a text in a script that writes no spaces. */
static void add_in_pieces(struct line *line, struct str word)
{
	size_t row = 0;
	while (word.n) {
		struct str rest = word, cluster = utf8_take_cluster(&rest);
		size_t width = text_width(cluster);
		size_t most = row == PIECES_IN_A_ROW ? SHORT_WIDTH : FLOWED_WIDTH;
		if (line->width && line->width + width + 1 > most && !line_is_dashes(line)) {
			row = ends_in_letters(line) ? row + 1 : 0;
			line_break(line, word);
		}
		buf_add(line->out, cluster);
		line->width += width;
		word = rest;
	}
}

static void add_paragraph(struct buf *out, struct str text)
{
	struct line line = {.out = out};
	line_begin(&line, text);
	for (bool first = true; text.p; first = false) {
		struct str before = text, word = str_cut(&text, ' ');
		size_t width = text_width(word);
		bool pieces = width + 2 > FLOWED_WIDTH && !is_address(word);
		if (!first) {
			buf_add_char(out, ' ');
			line.width++;
		}
		/* 2: the spaces that a break after the word would leave. */
		if (!first && !pieces && line.width + width + 2 > FLOWED_WIDTH && !line_is_dashes(&line))
			line_break(&line, before);
		if (pieces)
			add_in_pieces(&line, word);
		else
			buf_add(out, word);
		line.width += pieces ? 0 : width;
	}
	buf_add_char(out, '\n');
}

/* A space at the end of a paragraph would join it with the next one. */
static struct str without_trailing_space(struct str line)
{
	while (line.n && is_space(line.p[line.n - 1]))
		line.n--;
	return line;
}

struct str flowed_write(struct arena *a, struct str text)
{
	/* A break adds two bytes after a character of at least one, and stuffing one to a line. */
	struct buf out CLEANUP_BUF = buf_new(4 * text.n + 2);
	while (text.n) {
		struct str line = str_cut(&text, '\n');
		if (str_eq(line, S("-- ")))
			buf_add(&out, S("-- \n"));
		else if ((line = without_trailing_space(line)).n)
			add_paragraph(&out, line);
		else
			buf_add_char(&out, '\n');
	}
	assert(buf_ok(&out));
	return str_copy(a, buf_str(&out));
}
