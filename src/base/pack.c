#include "base/pack.h"

#include <assert.h>
#include <string.h>

#include "base/date.h"
#include "base/hash.h"
#include "base/utf8.h"

static_assert(sizeof(long) == sizeof(size_t), "FIELD_LONG is for both");

/* Writing. The bytes are counted first (p is NULL), then written where there is room for them. */
struct pack {
	char *p;
	size_t n;
};

static void put(struct pack *to, const void *bytes, size_t n)
{
	if (to->p && n)
		memcpy(to->p + to->n, bytes, n);
	to->n += n;
}

static void put_count(struct pack *to, size_t n)
{
	uint32_t count = (uint32_t)n;
	assert(n <= UINT32_MAX);
	put(to, &count, sizeof count);
}

static void put_str(struct pack *to, struct str s)
{
	put_count(to, s.n);
	put(to, s.p, s.n);
}

static void put_strs(struct pack *to, const struct strs *list)
{
	put_count(to, list->n);
	for (size_t i = 0; i < list->n; i++)
		put_str(to, list->v[i]);
}

static void put_record(struct pack *to, const struct record *record, const char *value);

static void put_records(struct pack *to, const struct field *field, const char *base)
{
	const char *elements;
	size_t count;
	memcpy(&elements, base + field->offset, sizeof elements);
	memcpy(&count, base + field->count_offset, sizeof count);
	put_count(to, count);
	for (size_t i = 0; i < count; i++)
		put_record(to, field->of, elements + i * field->of->size);
}

static void put_one(struct pack *to, const struct record *of, const void *pointer)
{
	const char *one;
	memcpy(&one, pointer, sizeof one);
	bool there = one != NULL;
	put(to, &there, sizeof there);
	if (there)
		put_record(to, of, one);
}

static void put_field(struct pack *to, const struct field *field, const char *base)
{
	const void *p = base + field->offset;
	switch (field->type) {
	case FIELD_STR: put_str(to, *(const struct str *)p); break;
	case FIELD_STRS: put_strs(to, p); break;
	case FIELD_DATE: put(to, p, sizeof(struct date)); break;
	case FIELD_BOOL: put(to, p, sizeof(bool)); break;
	case FIELD_INT: put(to, p, sizeof(int)); break;
	case FIELD_LONG: put(to, p, sizeof(long)); break;
	case FIELD_ID:
	case FIELD_TIME: put(to, p, sizeof(int64_t)); break;
	case FIELD_HASH: put(to, p, sizeof(struct hash)); break;
	case FIELD_RECORDS: put_records(to, field, base); break;
	case FIELD_RECORD: put_one(to, field->of, p); break;
	}
}

static void put_record(struct pack *to, const struct record *record, const char *value)
{
	for (size_t i = 0; i < record->field_count; i++)
		put_field(to, &record->fields[i], value);
}

struct str pack_record(struct arena *a, const struct record *record, const void *value)
{
	struct pack size = {0};
	put_record(&size, record, value);
	struct pack to = {.p = arena_alloc_raw(a, size.n)};
	put_record(&to, record, value);
	assert(to.n == size.n);
	return (struct str){to.p, to.n};
}

/* Reading. */

static bool get(struct unpack *u, void *out, size_t n)
{
	if (u->rest.n < n)
		return false;
	memcpy(out, u->rest.p, n);
	u->rest = str_sub(u->rest, n, SIZE_MAX);
	return true;
}

static bool get_str(struct unpack *u, struct str *out)
{
	uint32_t n;
	if (!get(u, &n, sizeof n) || n > u->rest.n)
		return false;
	*out = n ? str_sub(u->rest, 0, n) : STR_NONE;
	u->rest = str_sub(u->rest, n, SIZE_MAX);
	return u->any_encoding || utf8_valid(*out);
}

/* Room for an array, in the arena; NULL when so many elements cannot follow or are not allowed.
 * Each of them takes a byte or more. */
static void *get_array(struct unpack *u, size_t count, size_t size)
{
	size_t bytes;
	if (count > u->rest.n || __builtin_mul_overflow(count, size, &bytes) || bytes > u->room)
		return NULL;
	u->room -= bytes;
	return arena_alloc(u->arena, bytes);
}

static bool get_strs(struct unpack *u, struct strs *out)
{
	uint32_t n;
	if (!get(u, &n, sizeof n))
		return false;
	if (n && !(out->v = get_array(u, n, sizeof *out->v)))
		return false;
	for (out->n = 0; out->n < n; out->n++)
		if (!get_str(u, &out->v[out->n]))
			return false;
	return true;
}

static bool get_date(struct unpack *u, struct date *out)
{
	return get(u, out, sizeof *out) &&
		(date_valid(*out) || (!out->year && !out->month && !out->day));
}

static bool get_bool(struct unpack *u, bool *out)
{
	unsigned char byte;
	if (!get(u, &byte, sizeof byte) || byte > 1)
		return false;
	*out = byte;
	return true;
}

static bool get_int(struct unpack *u, int most, int *out)
{
	return get(u, out, sizeof *out) && (!most || (*out >= 0 && *out <= most));
}

/* From the year 1 to the year 9999. */
static bool get_time(struct unpack *u, int64_t *out)
{
	static const struct date first = {1, 1, 1}, last = {9999, 12, 31};
	return get(u, out, sizeof *out) &&
		(*out == NO_TIME ||
			(*out >= date_to_time(first) && *out < date_to_time(last) + 86400));
}

static bool get_records(struct unpack *u, const struct field *field, char *base)
{
	uint32_t n;
	char *elements = NULL;
	if (!get(u, &n, sizeof n) || (n && !(elements = get_array(u, n, field->of->size))))
		return false;
	size_t count = n;
	memcpy(base + field->offset, &elements, sizeof elements);
	memcpy(base + field->count_offset, &count, sizeof count);
	for (size_t i = 0; i < count; i++)
		if (!pack_take(u, field->of, elements + i * field->of->size))
			return false;
	return true;
}

static bool get_one(struct unpack *u, const struct record *of, void *pointer)
{
	bool there;
	char *one = NULL;
	if (!get_bool(u, &there) || (there && !(one = get_array(u, 1, of->size))))
		return false;
	memcpy(pointer, &one, sizeof one);
	return !there || pack_take(u, of, one);
}

static bool get_field(struct unpack *u, const struct field *field, char *base)
{
	void *p = base + field->offset;
	switch (field->type) {
	case FIELD_STR: return get_str(u, p);
	case FIELD_STRS: return get_strs(u, p);
	case FIELD_DATE: return get_date(u, p);
	case FIELD_BOOL: return get_bool(u, p);
	case FIELD_INT: return get_int(u, field->most, p);
	case FIELD_LONG: return get(u, p, sizeof(long));
	case FIELD_ID: return get(u, p, sizeof(int64_t));
	case FIELD_TIME: return get_time(u, p);
	case FIELD_HASH: return get(u, p, sizeof(struct hash));
	case FIELD_RECORDS: return get_records(u, field, base);
	case FIELD_RECORD: return get_one(u, field->of, p);
	}
	return false;
}

bool pack_take(struct unpack *u, const struct record *record, void *value)
{
	for (size_t i = 0; i < record->field_count; i++)
		if (!get_field(u, &record->fields[i], value))
			return false;
	return true;
}
