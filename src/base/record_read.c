/* A record from JSON, without a tree: the values go to their fields as they are met. */
#include <assert.h>
#include <sodium.h>
#include <string.h>

#include "base/buf.h"
#include "base/date.h"
#include "base/hash.h"
#include "base/record.h"
#include "base/utf8.h"

struct reading {
	struct arena *a;
	struct str rest;   /* nothing after a fault, so that every loop ends */
	const char *fault; /* NULL: none so far */
};

static void damage(struct reading *r, const char *fault)
{
	r->fault = r->fault ? r->fault : fault;
	r->rest = STR_NONE;
}

/* Takes white space, and then c. False when something else comes. */
static bool take(struct reading *r, char c)
{
	while (r->rest.n && is_space(r->rest.p[0]))
		r->rest = str_sub(r->rest, 1, SIZE_MAX);
	return str_take_char(&r->rest, c);
}

/* Takes what separates the elements of an object or an array; false behind the last one. */
static bool take_next(struct reading *r, char closing, bool *first)
{
	if (take(r, closing))
		return false;
	if (!r->rest.n || (!*first && !take(r, ',')))
		damage(r, "an object or an array does not end");
	*first = false;
	return !r->fault;
}

/* Takes the four digits of "\u00E9". */
static uint32_t take_code(struct reading *r, struct str *s)
{
	uint32_t code = 0;
	for (size_t i = 0; i < 4; i++) {
		int value = i < s->n ? hex_value(s->p[i]) : -1;
		if (value < 0) {
			damage(r, "an escape is cut");
			return 0;
		}
		code = code * 16 + (uint32_t)value;
	}
	*s = str_sub(*s, 4, SIZE_MAX);
	return code;
}

/* A character that is written by its number, perhaps in two halves. */
static void add_code(struct reading *r, struct str *s, struct buf *out)
{
	uint32_t code = take_code(r, s);
	if (utf8_is_high_surrogate(code) && str_starts(*s, S("\\u"))) {
		*s = str_sub(*s, 2, SIZE_MAX);
		uint32_t low = take_code(r, s);
		code = utf8_is_low_surrogate(low) ? utf8_join_surrogates(code, low) : code;
	}
	if (utf8_is_high_surrogate(code) || utf8_is_low_surrogate(code))
		damage(r, "an escape is half a character");
	utf8_add(out, code);
}

static struct str unescaped(struct reading *r, struct str s)
{
	static const char letters[] = "\"\\/bfnrt", means[] = "\"\\/\b\f\n\r\t";
	struct buf out CLEANUP_BUF = buf_new(s.n);
	for (size_t at; (at = str_find_char(s, '\\')) != STR_NOT_FOUND && !r->fault;) {
		char letter = at + 1 < s.n ? s.p[at + 1] : 0;
		const char *known = letter ? strchr(letters, letter) : NULL;
		buf_add(&out, str_sub(s, 0, at));
		s = str_sub(s, at + 2, SIZE_MAX);
		if (known)
			buf_add_char(&out, means[known - letters]);
		else if (letter == 'u')
			add_code(r, &s, &out);
		else
			damage(r, "an escape is unknown");
	}
	buf_add(&out, s);
	assert(buf_ok(&out)); /* a character is not longer than its escape */
	return str_copy(r->a, buf_str(&out));
}

/* The offset of the quote that ends a string; beyond s when there is none. */
static size_t string_end(struct str s)
{
	size_t quote = str_find_char(s, '"'), i = 0;
	if (str_find_char(str_sub(s, 0, quote), '\\') == STR_NOT_FOUND)
		return quote;
	while (i < s.n && s.p[i] != '"')
		i += s.p[i] == '\\' ? 2 : 1;
	return i;
}

/* A string whose first quote was taken. Without an escape it is a part of the JSON. */
static struct str read_string(struct reading *r)
{
	size_t end = string_end(r->rest);
	if (end >= r->rest.n || !utf8_valid(str_sub(r->rest, 0, end))) {
		damage(r, end < r->rest.n ? "a text is not UTF-8" : "a text does not end");
		return STR_NONE;
	}
	struct str text = str_sub(r->rest, 0, end);
	r->rest = str_sub(r->rest, end + 1, SIZE_MAX);
	return str_find_char(text, '\\') == STR_NOT_FOUND ? text : unescaped(r, text);
}

/* Passes over a value of any kind. */
static void skip_value(struct reading *r)
{
	struct str before = r->rest;
	for (size_t depth = 0; r->rest.n;) {
		char c = r->rest.p[0];
		bool opens = c == '{' || c == '[', closes = c == '}' || c == ']';
		if (!depth && (closes || c == ','))
			break;
		r->rest = str_sub(r->rest, 1, SIZE_MAX);
		depth = depth + opens - closes;
		if (c == '"')
			(void)read_string(r);
	}
	if (str_trim(before).n == str_trim(r->rest).n)
		damage(r, "a value is missing");
}

/* The values of the fields. One of another type than its field's reads as nothing. */

static struct str text_value(struct reading *r)
{
	if (take(r, '"'))
		return str_copy(r->a, read_string(r));
	skip_value(r);
	return STR_NONE;
}

static void strs_value(struct reading *r, struct strs *out)
{
	*out = (struct strs){0};
	if (!take(r, '[')) {
		skip_value(r);
		return;
	}
	for (bool first = true; take_next(r, ']', &first);)
		strs_add(r->a, out, text_value(r));
}

/* What a number or a word consists of. */
static struct str word_value(struct reading *r)
{
	struct str before = r->rest;
	skip_value(r);
	return str_trim(str_sub(before, 0, before.n - r->rest.n));
}

static int64_t number_value(struct reading *r, int64_t nothing)
{
	int64_t number;
	return str_to_int64(word_value(r), &number) ? number : nothing;
}

static void hash_value(struct reading *r, struct hash *out)
{
	struct str digits = text_value(r);
	sodium_hex2bin(out->bytes, sizeof out->bytes, digits.p, digits.n, NULL, NULL, NULL);
}

static void read_object(struct reading *r, const struct record *record, char *value);

static void records_value(struct reading *r, const struct field *field, char *base)
{
	char *elements = NULL;
	size_t count = 0, size = field->of->size;
	if (!take(r, '[')) {
		skip_value(r);
		return;
	}
	for (bool first = true; take_next(r, ']', &first); count++) {
		elements = arena_grow(r->a, elements, count, size);
		read_object(r, field->of, elements + count * size);
	}
	memcpy(base + field->offset, &elements, sizeof elements);
	memcpy(base + field->count_offset, &count, sizeof count);
}

static void one_value(struct reading *r, const struct record *of, void *pointer)
{
	char *one = arena_alloc(r->a, of->size);
	memcpy(pointer, &one, sizeof one);
	read_object(r, of, one);
}

static void read_field(struct reading *r, const struct field *field, char *base)
{
	void *p = base + field->offset;
	switch (field->type) {
	case FIELD_STR: *(struct str *)p = text_value(r); break;
	case FIELD_STRS: strs_value(r, p); break;
	case FIELD_DATE: date_parse_partial(text_value(r), p); break;
	case FIELD_BOOL: *(bool *)p = str_eq(word_value(r), S("true")); break;
	case FIELD_INT: *(int *)p = (int)number_value(r, 0); break;
	case FIELD_LONG: *(long *)p = (long)number_value(r, 0); break;
	case FIELD_ID: *(int64_t *)p = number_value(r, 0); break;
	case FIELD_TIME: *(int64_t *)p = number_value(r, NO_TIME); break;
	case FIELD_HASH: hash_value(r, p); break;
	case FIELD_RECORDS: records_value(r, field, base); break;
	case FIELD_RECORD: one_value(r, field->of, p); break;
	}
}

/* The field of this name, or NULL. It is mostly the next one: they are written in their order. */
static const struct field *find_field(const struct record *record, struct str name, size_t *next)
{
	for (size_t i = 0; i < record->field_count; i++) {
		const size_t at = (*next + i) % record->field_count;
		if (str_eq(name, str_of(record->fields[at].name))) {
			*next = at + 1;
			return &record->fields[at];
		}
	}
	return NULL;
}

static void read_object(struct reading *r, const struct record *record, char *value)
{
	size_t next = 0;
	/* A time that is missing is NO_TIME, which is not zero. */
	for (size_t i = 0; i < record->field_count; i++)
		if (record->fields[i].type == FIELD_TIME)
			*(int64_t *)(void *)(value + record->fields[i].offset) = NO_TIME;
	if (!take(r, '{')) {
		skip_value(r);
		return;
	}
	for (bool first = true; take_next(r, '}', &first);) {
		struct str name = take(r, '"') ? read_string(r) : STR_NONE;
		const struct field *field = find_field(record, name, &next);
		if (!take(r, ':'))
			damage(r, "a name has no value");
		else if (field)
			read_field(r, field, value);
		else
			skip_value(r);
	}
}

bool record_of_json(
	struct arena *a, const struct record *record, struct str json, void *value, struct err *err)
{
	struct reading r = {.a = a, .rest = json};
	read_object(&r, record, value);
	if (str_trim(r.rest).n)
		damage(&r, "something stands behind it");
	return !r.fault ||
		err_set_kind(err, ERR_STORE, "a record of the store cannot be read: %s", r.fault);
}
