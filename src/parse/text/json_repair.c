#include "parse/text/json_repair.h"

#include <assert.h>

#include "base/buf.h"

enum { MAX_DEPTH = 64 }; /* of lists and objects in one another; deeper ones end the reading */

struct repair {
	struct buf out;
	char closing[MAX_DEPTH]; /* the brackets that close what is open, the innermost last */
	size_t depth;
	bool in_string, escaped;
	size_t comma; /* where in `out` the last comma stands, plus 1; 0 when something follows it */
	/* The state when the last object in a list was complete: */
	size_t complete; /* the length of `out`; 0: there was none */
	char complete_closing[MAX_DEPTH];
	size_t complete_depth;
};

static void add_in_string(struct repair *r, char c)
{
	buf_add_char(&r->out, (unsigned char)c < ' ' ? ' ' : c);
	r->in_string = r->escaped || c != '"';
	r->escaped = c == '\\' && !r->escaped;
}

static void open_bracket(struct repair *r, char c)
{
	if (r->depth < MAX_DEPTH)
		r->closing[r->depth] = c == '{' ? '}' : ']';
	r->depth++;
	buf_add_char(&r->out, c);
}

/* A closing bracket; one that does not fit what is open is dropped. */
static void close_bracket(struct repair *r, char c)
{
	if (!r->depth || r->depth > MAX_DEPTH || r->closing[r->depth - 1] != c)
		return;
	assert(r->comma <= r->out.n);
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

static void add_char(struct repair *r, char c)
{
	if (r->in_string) {
		add_in_string(r, c);
		return;
	}
	size_t before = r->out.n + 1;
	if (c == '{' || c == '[')
		open_bracket(r, c);
	else if (c == '}' || c == ']')
		close_bracket(r, c);
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
		add_char(&r, text.p[i]);
	if (r.depth && r.complete) {
		assert(r.complete <= r.out.n && r.complete_depth <= MAX_DEPTH);
		r.out.n = r.complete;
		while (r.complete_depth)
			buf_add_char(&r.out, r.complete_closing[--r.complete_depth]);
	}
	struct str mended = str_copy(a, buf_str(&r.out));
	buf_free(&r.out);
	return mended;
}
