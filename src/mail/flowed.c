#include "mail/flowed.h"

#include <assert.h>

#include "base/buf.h"
#include "base/utf8.h"

/* The line that is being written. */
struct line {
	struct buf *out;
	size_t start; /* where it begins in `out` */
	size_t width; /* in characters */
};

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

static bool line_is_dashes(const struct line *line)
{
	return str_eq(str_sub(buf_str(line->out), line->start, SIZE_MAX), S("--"));
}

static void add_paragraph(struct buf *out, struct str text)
{
	struct line line = {.out = out};
	line_begin(&line, text);
	for (bool first = true; text.p; first = false) {
		struct str before = text, word = str_cut(&text, ' ');
		size_t width = utf8_length(word);
		/* 2: the space before the word, and the one that a break after it would leave. */
		if (!first && line.width + width + 2 > FLOWED_WIDTH && !line_is_dashes(&line)) {
			buf_add(out, S(" \n"));
			line_begin(&line, before);
		} else if (!first) {
			buf_add_char(out, ' ');
			line.width++;
		}
		buf_add(out, word);
		line.width += width;
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
	/* A break puts two bytes in the place of a space and stuffing adds one to a line, so the text
	 * at most triples. */
	struct buf out CLEANUP_BUF = buf_new(3 * text.n + 2);
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
