#include "parse/text/json_repair.h"

#include <assert.h>
#include <errno.h>
#include <math.h>
#include <stdlib.h>

#include "base/buf.h"
#include "base/utf8.h"

enum {
	MAX_DEPTH = 64,  /* of lists and objects in one another; deeper ones end the reading */
	MAX_NUMBER = 64, /* characters of a number */
	MAX_GROWTH = 6,  /* characters that one becomes: a name without a value ":null" */
};

/* A list or an object that is open. */
struct level {
	bool object;
	bool any;   /* it has a member */
	bool named; /* an object: the name of a member is written, its value is not */
};

struct repair {
	struct str rest;
	struct buf out;
	struct level open[MAX_DEPTH]; /* the innermost last */
	size_t depth;
	bool done;   /* the first value is complete */
	bool misfit; /* an end fitted nothing */
	/* The state when the outermost list began, or the last object in it was complete: */
	size_t complete; /* the length of `out`; 0: there was no list */
	struct level complete_open[MAX_DEPTH];
	size_t complete_depth;
};

/* Before a value, or before a name if `name`: the comma, or the name that is missing. */
static void begin_value(struct repair *r, bool name)
{
	if (!r->depth)
		return;
	assert(r->depth <= MAX_DEPTH);
	struct level *level = &r->open[r->depth - 1];
	if (level->any && !level->named)
		buf_add_char(&r->out, ',');
	if (level->object && !level->named && !name)
		buf_add(&r->out, S("\"\":"));
	level->any = true;
	level->named = name;
}

/* Whether a string that comes now is the name of a member. */
static bool is_name_next(const struct repair *r)
{
	return r->depth && r->open[r->depth - 1].object && !r->open[r->depth - 1].named;
}

/* Reads four hexadecimal digits at the front of s. */
static bool read_hex(struct str s, size_t digits, uint32_t *code)
{
	*code = 0;
	for (size_t i = 0; i < digits; i++) {
		char c = i < s.n ? to_lower(s.p[i]) : 0;
		if (!is_digit(c) && (c < 'a' || c > 'f'))
			return false;
		*code = *code * 16 + (uint32_t)(is_digit(c) ? c - '0' : c - 'a' + 10);
	}
	return true;
}

/* Writes a character of a string. */
static void add_character(struct repair *r, char c)
{
	if (c == '"' || c == '\\')
		buf_add_char(&r->out, '\\');
	buf_add_char(&r->out, (unsigned char)c < ' ' ? ' ' : c);
}

/* "\uXXXX" at the front of rest. Two surrogates that make a pair stay; half a pair is U+FFFD. */
static void take_unicode_escape(struct repair *r)
{
	uint32_t code, low;
	size_t n = 6;
	if (!read_hex(str_sub(r->rest, 2, SIZE_MAX), 4, &code)) {
		buf_add(&r->out, S("\\\\u"));
		r->rest = str_sub(r->rest, 2, SIZE_MAX);
		return;
	}
	bool pair = utf8_is_high_surrogate(code) &&
		str_starts(str_sub(r->rest, 6, SIZE_MAX), S("\\u")) &&
		read_hex(str_sub(r->rest, 8, SIZE_MAX), 4, &low) && utf8_is_low_surrogate(low);
	if (pair)
		n = 12;
	if (!pair && (utf8_is_high_surrogate(code) || utf8_is_low_surrogate(code)))
		buf_add(&r->out, S("\\ufffd"));
	else
		buf_add(&r->out, str_sub(r->rest, 0, n));
	r->rest = str_sub(r->rest, n, SIZE_MAX);
}

/* An escape at the front of rest (RFC 8259 section 7). */
static void take_escape(struct repair *r)
{
	char c = r->rest.n > 1 ? r->rest.p[1] : 0;
	uint32_t code;
	size_t n = 2;
	if (c == 'u') {
		take_unicode_escape(r);
		return;
	}
	if (str_find_char(S("\"\\/bfnrt"), c) != STR_NOT_FOUND) {
		buf_add(&r->out, str_sub(r->rest, 0, 2));
	} else if (c == 'x' && read_hex(str_sub(r->rest, 2, SIZE_MAX), 2, &code)) {
		buf_addf(&r->out, "\\u%04x", code);
		n = 4;
	} else if (c == '\'') {
		add_character(r, c);
	} else {
		add_character(r, '\\');
		n = 1;
	}
	r->rest = str_sub(r->rest, n, SIZE_MAX);
}

/* A string; false when it breaks off. */
static bool take_string(struct repair *r)
{
	char quote = r->rest.p[0];
	bool name = is_name_next(r);
	begin_value(r, name);
	buf_add_char(&r->out, '"');
	r->rest = str_sub(r->rest, 1, SIZE_MAX);
	while (r->rest.n && r->rest.p[0] != quote) {
		if (r->rest.p[0] == '\\') {
			take_escape(r);
			continue;
		}
		add_character(r, r->rest.p[0]);
		r->rest = str_sub(r->rest, 1, SIZE_MAX);
	}
	if (!r->rest.n)
		return false;
	buf_add(&r->out, name ? S("\":") : S("\""));
	r->rest = str_sub(r->rest, 1, SIZE_MAX);
	return true;
}

/* True for a number as JSON writes it (RFC 8259 section 6) that jansson can hold. */
static bool is_sound_number(struct str s)
{
	char text[MAX_NUMBER + 1] = "", *end;
	size_t i = str_starts(s, S("-")), digits = i;
	if (s.n > MAX_NUMBER)
		return false;
	for (; i < s.n && is_digit(s.p[i]); i++)
		;
	if (i == digits || (i > digits + 1 && s.p[digits] == '0'))
		return false;
	memcpy(text, s.p, s.n);
	errno = 0;
	if (i == s.n) {
		strtoll(text, &end, 10);
		return errno == 0;
	}
	if (to_lower(s.p[i]) == 'x' || (s.p[i] == '.' && (i + 1 == s.n || !is_digit(s.p[i + 1]))))
		return false;
	double value = strtod(text, &end);
	return *end == 0 && isfinite(value);
}

/* True for what somebody meant as a number, and wrote it as none. */
static bool is_odd_number(struct str s)
{
	char first = s.p[0], second = s.n > 1 ? s.p[1] : 0;
	return is_digit(first) ||
		((first == '-' || first == '+' || first == '.') && (is_digit(second) || second == '.'));
}

/* A number or a word: all up to white space or punctuation. */
static void take_word(struct repair *r)
{
	size_t n = 1;
	while (n < r->rest.n && !is_space(r->rest.p[n]) &&
		str_find_char(S(",:[]{}\"'"), r->rest.p[n]) == STR_NOT_FOUND)
		n++;
	struct str word = str_sub(r->rest, 0, n);
	bool name = is_name_next(r);
	begin_value(r, name);
	if (name || (!is_sound_number(word) && is_odd_number(word))) {
		buf_add_char(&r->out, '"');
		for (size_t i = 0; i < word.n; i++)
			add_character(r, word.p[i]);
		buf_add(&r->out, name ? S("\":") : S("\""));
	} else if (is_sound_number(word)) {
		buf_add(&r->out, word);
	} else {
		buf_add(&r->out,
			str_ieq(word, S("true"))      ? S("true") :
				str_ieq(word, S("false")) ? S("false") :
											S("null"));
	}
	r->rest = str_sub(r->rest, n, SIZE_MAX);
}

/* Whether the innermost list or object is a list, and stands in no other. */
static bool is_in_outermost_list(const struct repair *r)
{
	for (size_t i = 0; i < r->depth && i < MAX_DEPTH; i++)
		if (!r->open[i].object)
			return i + 1 == r->depth;
	return false;
}

/* A document that breaks off may be cut here. */
static void note_complete(struct repair *r)
{
	if (!is_in_outermost_list(r))
		return;
	r->complete = r->out.n;
	r->complete_depth = r->depth;
	memcpy(r->complete_open, r->open, r->depth * sizeof *r->open);
}

static void open_bracket(struct repair *r, char c)
{
	begin_value(r, false);
	if (r->depth < MAX_DEPTH)
		r->open[r->depth] = (struct level){.object = c == '{'};
	r->depth++;
	buf_add_char(&r->out, c);
	note_complete(r);
}

/* Writes null for the member of an object that has a name and no value. */
static void end_member(struct repair *r)
{
	struct level *level = &r->open[r->depth - 1];
	if (level->named)
		buf_add(&r->out, S("null"));
	level->named = false;
}

/* A closing bracket; one that does not fit what is open is dropped. */
static void close_bracket(struct repair *r, char c)
{
	if (!r->depth || r->open[r->depth - 1].object != (c == '}')) {
		r->misfit = true;
		return;
	}
	end_member(r);
	buf_add_char(&r->out, c);
	r->depth--;
	r->done = r->depth == 0;
	if (c == '}')
		note_complete(r);
}

/* Takes what stands at the front of rest; false when it breaks off. */
static bool take_token(struct repair *r)
{
	char c = r->rest.p[0];
	if (c == '"' || c == '\'')
		return take_string(r);
	if (!is_space(c) && str_find_char(S(",:[]{}"), c) == STR_NOT_FOUND) {
		take_word(r);
		return true;
	}
	if (c == '{' || c == '[')
		open_bracket(r, c);
	else if (c == '}' || c == ']')
		close_bracket(r, c);
	else if (c == ',' && r->depth)
		end_member(r);
	r->rest = str_sub(r->rest, 1, SIZE_MAX);
	return true;
}

struct str json_repair(struct arena *a, struct str text, struct json_repairs *repairs)
{
	struct repair r = {.rest = text, .out = buf_new(text.n * MAX_GROWTH + MAX_DEPTH)};
	while (r.rest.n && !r.done && r.depth <= MAX_DEPTH && take_token(&r))
		;
	bool too_deep = r.depth > MAX_DEPTH;
	*repairs = (struct json_repairs){
		.truncated = !r.done && !too_deep, .misfit = r.misfit || too_deep};
	if (r.depth && r.complete) {
		assert(r.complete <= r.out.n && r.complete_depth <= MAX_DEPTH);
		r.out.n = r.complete;
		while (r.complete_depth)
			buf_add_char(&r.out, r.complete_open[--r.complete_depth].object ? '}' : ']');
	}
	assert(buf_ok(&r.out));
	struct str mended = str_copy(a, buf_str(&r.out));
	buf_free(&r.out);
	return mended;
}
