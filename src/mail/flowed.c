#include "mail/flowed.h"

#include "base/buf.h"
#include "base/utf8.h"

struct line {
	struct buf *out;
	size_t start, width; /* where the line begins in `out`, and its length in characters */
};

/* RFC 3676 section 4.4: what would be read as stuffing, as a quotation or as an mbox separator gets
 * a space before it. */
static void line_stuff(struct line *line, struct str next)
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

static void paragraph_add(struct buf *out, struct str text)
{
	struct line line = {.out = out};
	line_stuff(&line, text);
	for (bool first = true; text.p; first = false) {
		struct str before = text, word = str_cut(&text, ' ');
		size_t width = utf8_length(word);
		/* 1 for the space before the word, 1 for the one that a break after it would leave. */
		if (!first && line.width + width + 2 > FLOWED_WIDTH && !line_is_dashes(&line)) {
			buf_add(out, S(" \n"));
			line_stuff(&line, before);
		} else if (!first) {
			buf_add_char(out, ' ');
			line.width++;
		}
		buf_add(out, word);
		line.width += width;
	}
	buf_add_char(out, '\n');
}

/* A space at a paragraph's end would make it flow into the next one. */
static struct str without_trailing_space(struct str line)
{
	while (line.n && is_space(line.p[line.n - 1]))
		line.n--;
	return line;
}

struct str flowed_write(struct arena *a, struct str text)
{
	/* Breaks replace a space by two bytes and stuffing adds one a line, so the text at most
	 * triples. */
	struct buf out CLEANUP_BUF = buf_new(3 * text.n + 2);
	while (text.n) {
		struct str line = str_cut(&text, '\n');
		if (str_eq(line, S("-- ")))
			buf_add(&out, S("-- \n"));
		else if ((line = without_trailing_space(line)).n)
			paragraph_add(&out, line);
		else
			buf_add_char(&out, '\n');
	}
	return str_copy(a, buf_str(&out));
}
