#include "base/record.h"

#include <assert.h>
#include <string.h>

#include "base/buf.h"
#include "base/date.h"
#include "base/hash.h"
#include "base/utf8.h"

/* To JSON, as compact as jansson writes it: the bytes are hashed. */

enum { JSON_MAX_BYTES = 1 << 30, BLOCK = 32 /* bytes that are looked at in one go */ };

/* An object or array on its way. A value is begun by write_key, which is not done for nothing. */
struct writing {
	struct buf to;
	bool begun; /* an element stands before the next one */
	bool damaged;
};

static void write_comma(struct writing *w)
{
	if (w->begun)
		buf_add_char(&w->to, ',');
	w->begun = true;
}

static inline unsigned char is_plain(char c)
{
	return ((unsigned char)c >= ' ') & (c != '"') & (c != '\\');
}

/* There is no branch inside, so that the compiler looks at many bytes at once. */
static bool is_plain_block(const char *p)
{
	unsigned char all = 1;
	for (size_t i = 0; i < BLOCK; i++)
		all &= is_plain(p[i]);
	return all;
}

/* The bytes at the front of s that stand in a JSON string as they are. */
static size_t plain_run(struct str s)
{
	size_t n = 0;
	while (n + BLOCK <= s.n && is_plain_block(s.p + n))
		n += BLOCK;
	while (n < s.n && is_plain(s.p[n]))
		n++;
	return n;
}

static void write_escape(struct buf *to, char c)
{
	static const char named[] = "\"\\\b\f\n\r\t", letters[] = "\"\\bfnrt";
	const char *at = c ? strchr(named, c) : NULL;
	if (at)
		buf_addf(to, "\\%c", letters[at - named]);
	else
		buf_addf(to, "\\u%04X", (unsigned)c);
}

static void write_text(struct writing *w, struct str s)
{
	write_comma(w);
	w->damaged = w->damaged || !utf8_valid(s);
	buf_add_char(&w->to, '"');
	while (s.n) {
		size_t n = plain_run(s);
		buf_add(&w->to, str_sub(s, 0, n));
		if (n < s.n)
			write_escape(&w->to, s.p[n++]);
		s = str_sub(s, n, SIZE_MAX);
	}
	buf_add_char(&w->to, '"');
}

static void write_key(struct writing *w, const char *name)
{
	write_comma(w);
	buf_add_char(&w->to, '"');
	buf_add(&w->to, str_of(name)); /* a word of our own, which holds nothing to be escaped */
	buf_add(&w->to, S("\":"));
	w->begun = false; /* its value has no comma before it */
}

static void write_number(struct writing *w, const char *name, int64_t n, int64_t nothing)
{
	if (n == nothing)
		return;
	write_key(w, name);
	buf_addf(&w->to, "%lld", (long long)n);
	w->begun = true;
}

static void write_text_or_nothing(struct writing *w, const char *name, struct str s)
{
	if (!s.n)
		return;
	write_key(w, name);
	write_text(w, s);
}

static void open_with(struct writing *w, char bracket)
{
	write_comma(w);
	buf_add_char(&w->to, bracket);
	w->begun = false;
}

static void close_with(struct writing *w, char bracket)
{
	buf_add_char(&w->to, bracket);
	w->begun = true;
}

static void write_object(struct writing *w, const struct record *record, const char *value);

static void write_strs(struct writing *w, const char *name, const struct strs *strs)
{
	if (!strs->n)
		return;
	write_key(w, name);
	open_with(w, '[');
	for (size_t i = 0; i < strs->n; i++)
		write_text(w, strs->v[i]);
	close_with(w, ']');
}

static void write_records(struct writing *w, const struct field *field, const char *base)
{
	const char *elements;
	size_t count;
	assert(field->of && field->count_offset != field->offset);
	memcpy(&elements, base + field->offset, sizeof elements);
	memcpy(&count, base + field->count_offset, sizeof count);
	if (!count)
		return;
	write_key(w, field->name);
	open_with(w, '[');
	for (size_t i = 0; i < count; i++)
		write_object(w, field->of, elements + i * field->of->size);
	close_with(w, ']');
}

static void write_one(struct writing *w, const struct field *field, const void *pointer)
{
	const char *one;
	memcpy(&one, pointer, sizeof one);
	if (!one)
		return;
	write_key(w, field->name);
	write_object(w, field->of, one);
}

static void write_hash(struct writing *w, const char *name, const struct hash *hash)
{
	struct arena a CLEANUP_ARENA = {0};
	if (!hash_eq(*hash, (struct hash){0}))
		write_text_or_nothing(w, name, hash_hex(&a, *hash));
}

static void write_true(struct writing *w, const char *name, bool is)
{
	if (!is)
		return;
	write_key(w, name);
	buf_add(&w->to, S("true"));
	w->begun = true;
}

/* `base` is the struct that has the field. */
static void write_field(struct writing *w, const struct field *field, const char *base)
{
	const void *p = base + field->offset;
	const char *name = field->name;
	char day[TIME_TEXT];
	switch (field->type) {
	case FIELD_STR: write_text_or_nothing(w, name, *(const struct str *)p); break;
	case FIELD_STRS: write_strs(w, name, p); break;
	case FIELD_DATE:
		write_text_or_nothing(w, name, str_of(date_iso(*(const struct date *)p, day)));
		break;
	case FIELD_BOOL: write_true(w, name, *(const bool *)p); break;
	case FIELD_INT: write_number(w, name, *(const int *)p, 0); break;
	case FIELD_LONG: write_number(w, name, *(const long *)p, 0); break;
	case FIELD_ID: write_number(w, name, *(const int64_t *)p, 0); break;
	case FIELD_TIME: write_number(w, name, *(const int64_t *)p, NO_TIME); break;
	case FIELD_HASH: write_hash(w, name, p); break;
	case FIELD_RECORDS: write_records(w, field, base); break;
	case FIELD_RECORD: write_one(w, field, p); break;
	}
}

static void write_object(struct writing *w, const struct record *record, const char *value)
{
	open_with(w, '{');
	for (size_t i = 0; i < record->field_count; i++)
		write_field(w, &record->fields[i], value);
	close_with(w, '}');
}

bool record_to_json(struct arena *a, const struct record *record, const void *value,
	struct str *json, struct err *err)
{
	struct writing w = {.to = buf_new(JSON_MAX_BYTES)};
	write_object(&w, record, value);
	bool well = buf_ok(&w.to) && !w.damaged;
	if (well)
		*json = str_copy(a, buf_str(&w.to));
	buf_free(&w.to);
	return well || err_set_kind(err, ERR_STORE, "a text of the record is not UTF-8");
}
