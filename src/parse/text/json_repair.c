#include "parse/text/json_repair.h"

#include "base/buf.h"

enum { MAX_DEPTH = 64 };

struct repair {
	struct buf out;
	char closing[MAX_DEPTH]; /* of what is open, the innermost last */
	size_t depth;
	bool in_string, escaped;
	size_t comma;    /* the length of `out` before a comma that nothing followed, counted from 1 */
	size_t complete; /* the length of `out` when an object in a list had just ended */
	char complete_closing[MAX_DEPTH];
	size_t complete_depth;
};

static void add_in_string(struct repair *r, char c)
{
	buf_add_char(&r->out, (unsigned char)c < ' ' ? ' ' : c);
	r->in_string = r->escaped || c != '"';
	r->escaped = c == '\\' && !r->escaped;
}

static void open(struct repair *r, char c)
{
	if (r->depth < MAX_DEPTH)
		r->closing[r->depth] = c == '{' ? '}' : ']';
	r->depth++;
	buf_add_char(&r->out, c);
}

/* An end that fits what is open; others are dropped. */
static void close(struct repair *r, char c)
{
	if (!r->depth || r->depth > MAX_DEPTH || r->closing[r->depth - 1] != c)
		return;
	if (r->comma)
		r->out.n = r->comma - 1;
	buf_add_char(&r->out, c);
	r->depth--;
	if (c == '}' && r->depth && r->closing[r->depth - 1] == ']') {
		r->complete = r->out.n;
		r->complete_depth = r->depth;
		memcpy(r->complete_closing, r->closing, r->depth);
	}
}

static void add(struct repair *r, char c)
{
	if (r->in_string) {
		add_in_string(r, c);
		return;
	}
	size_t before = r->out.n + 1;
	if (c == '{' || c == '[')
		open(r, c);
	else if (c == '}' || c == ']')
		close(r, c);
	else
		buf_add_char(&r->out, c);
	r->in_string = c == '"';
	if (!is_space(c))
		r->comma = c == ',' ? before : 0;
}

struct str json_repair(struct arena *a, struct str text)
{
	struct repair r = {.out = buf_new(text.n + MAX_DEPTH)};
	for (size_t i = 0; i < text.n && r.depth <= MAX_DEPTH; i++)
		add(&r, text.p[i]);
	if (r.depth && r.complete) {
		r.out.n = r.complete;
		while (r.complete_depth)
			buf_add_char(&r.out, r.complete_closing[--r.complete_depth]);
	}
	struct str mended = str_copy(a, buf_str(&r.out));
	buf_free(&r.out);
	return mended;
}
