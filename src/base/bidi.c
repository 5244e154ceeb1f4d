#include "base/bidi.h"

#include <assert.h>
#include <utf8proc.h>

#include "base/buf.h"
#include "base/utf8.h"

enum { DEPTH_MAX = 125 /* that Unicode knows (UAX #9, BD2) */, CONTROL = 3 /* bytes of one */ };

#define POP_EMBEDDING "\xE2\x80\xAC"        /* U+202C */
#define ISOLATE_FIRST_STRONG "\xE2\x81\xA8" /* U+2068 */
#define POP_ISOLATE "\xE2\x81\xA9"          /* U+2069 */

enum kind { TEXT, EMBEDDING, OVERRIDE, ISOLATE, EMBEDDING_END, ISOLATE_END };

/* What stands at the front of s. */
static enum kind kind_of(struct str s)
{
	if (s.n < CONTROL || !str_starts(s, S("\xE2")))
		return TEXT;
	unsigned char second = (unsigned char)s.p[1], third = (unsigned char)s.p[2];
	if (second == 0x80 && third >= 0xAA && third <= 0xAE) {
		static const enum kind kinds[] = {EMBEDDING, EMBEDDING, EMBEDDING_END, OVERRIDE, OVERRIDE};
		return kinds[third - 0xAA];
	}
	if (second == 0x81 && third >= 0xA6 && third <= 0xA9)
		return third == 0xA9 ? ISOLATE_END : ISOLATE;
	return TEXT;
}

/* The bytes before the first control; all of s when there is none. */
static size_t text_run(struct str s)
{
	size_t n = 0;
	for (size_t next; (next = str_find_char(str_sub(s, n, SIZE_MAX), '\xE2')) != STR_NOT_FOUND;
		 n++) {
		n += next;
		if (kind_of(str_sub(s, n, SIZE_MAX)) != TEXT)
			return n;
	}
	return s.n;
}

/* What is open, the innermost last: EMBEDDING, ISOLATE, or OVERRIDE, which was left out. */
struct open {
	enum kind v[DEPTH_MAX];
	size_t n;
};

static void close_last(struct open *open, struct buf *out)
{
	assert(open->n > 0);
	enum kind last = open->v[--open->n];
	if (last == EMBEDDING)
		buf_add(out, S(POP_EMBEDDING));
	else if (last == ISOLATE)
		buf_add(out, S(POP_ISOLATE));
}

static bool has_isolate(const struct open *open)
{
	for (size_t i = 0; i < open->n; i++)
		if (open->v[i] == ISOLATE)
			return true;
	return false;
}

/* Takes one control into account. */
static void take_control(struct open *open, enum kind kind, struct str control, struct buf *out)
{
	bool opens = kind == EMBEDDING || kind == OVERRIDE || kind == ISOLATE;
	if (opens && open->n < DEPTH_MAX) {
		open->v[open->n++] = kind;
		if (kind != OVERRIDE)
			buf_add(out, control);
	} else if (kind == EMBEDDING_END && open->n && open->v[open->n - 1] != ISOLATE) {
		close_last(open, out);
	} else if (kind == ISOLATE_END && has_isolate(open)) {
		while (open->v[open->n - 1] != ISOLATE)
			close_last(open, out);
		close_last(open, out);
	}
}

struct str bidi_close(struct arena *a, struct str s)
{
	size_t run = text_run(s);
	if (run == s.n)
		return s;
	struct open open = {.n = 0};
	struct buf b CLEANUP_BUF = buf_new(s.n * 2);
	for (struct str rest = s; rest.n; run = text_run(rest)) {
		struct str control = str_sub(rest, run, CONTROL);
		buf_add(&b, str_sub(rest, 0, run));
		take_control(&open, kind_of(control), control, &b);
		rest = str_sub(rest, run + control.n, SIZE_MAX);
	}
	while (open.n)
		close_last(&open, &b);
	assert(buf_ok(&b)); /* each control is closed once at most */
	return str_eq(buf_str(&b), s) ? s : str_copy(a, buf_str(&b));
}

static bool is_right_to_left(uint32_t c)
{
	utf8proc_propval_t class = utf8proc_get_property((utf8proc_int32_t)c)->bidi_class;
	return class == UTF8PROC_BIDI_CLASS_R || class == UTF8PROC_BIDI_CLASS_AL;
}

struct str bidi_isolate(struct arena *a, struct str s)
{
	for (struct str rest = s; rest.n;)
		if (is_right_to_left(utf8_take(&rest)))
			return STR_CAT(a, S(ISOLATE_FIRST_STRONG), s, S(POP_ISOLATE));
	return s;
}
