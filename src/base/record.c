#include "base/record.h"

#include <assert.h>
#include <jansson.h>
#include <sodium.h>
#include <string.h>

#include "base/date.h"
#include "base/hash.h"

/* To JSON. These functions return a new reference: null for a field that holds nothing, and NULL
 * for text that is not UTF-8. */

static json_t *object_of(struct arena *a, const struct record *record, const char *value);

static json_t *strs_to_json(const struct strs *strs)
{
	if (!strs->n)
		return json_null();
	json_t *array = json_array();
	for (size_t i = 0; i < strs->n; i++)
		if (json_array_append_new(
				array, json_stringn(strs->v[i].n ? strs->v[i].p : "", strs->v[i].n)))
			return json_decref(array), NULL;
	return array;
}

static json_t *records_to_json(struct arena *a, const struct field *field, const char *base)
{
	const char *elements;
	size_t count;
	assert(field->of && field->count_offset != field->offset);
	memcpy(&elements, base + field->offset, sizeof elements);
	memcpy(&count, base + field->count_offset, sizeof count);
	if (!count)
		return json_null();
	json_t *array = json_array();
	for (size_t i = 0; i < count; i++)
		if (json_array_append_new(array, object_of(a, field->of, elements + i * field->of->size)))
			return json_decref(array), NULL;
	return array;
}

static json_t *one_to_json(struct arena *a, const struct record *of, const void *pointer)
{
	const char *one;
	memcpy(&one, pointer, sizeof one);
	return one ? object_of(a, of, one) : json_null();
}

static json_t *text_or_nothing(struct str s)
{
	return s.n ? json_stringn(s.p, s.n) : json_null();
}

static json_t *number_or_nothing(int64_t n, int64_t nothing)
{
	return n != nothing ? json_integer(n) : json_null();
}

static json_t *hash_to_json(struct arena *a, const struct hash *hash)
{
	return hash_eq(*hash, (struct hash){0}) ? json_null() : text_or_nothing(hash_hex(a, *hash));
}

/* `base` is the struct that has the field. */
static json_t *field_to_json(struct arena *a, const struct field *field, const char *base)
{
	const void *p = base + field->offset;
	char day[TIME_TEXT];
	switch (field->type) {
	case FIELD_STR: return text_or_nothing(*(const struct str *)p);
	case FIELD_STRS: return strs_to_json(p);
	case FIELD_DATE: return text_or_nothing(str_of(date_iso(*(const struct date *)p, day)));
	case FIELD_BOOL: return *(const bool *)p ? json_true() : json_null();
	case FIELD_INT: return number_or_nothing(*(const int *)p, 0);
	case FIELD_LONG: return number_or_nothing(*(const long *)p, 0);
	case FIELD_ID: return number_or_nothing(*(const int64_t *)p, 0);
	case FIELD_TIME: return number_or_nothing(*(const int64_t *)p, NO_TIME);
	case FIELD_HASH: return hash_to_json(a, p);
	case FIELD_RECORDS: return records_to_json(a, field, base);
	case FIELD_RECORD: return one_to_json(a, field->of, p);
	}
	return NULL;
}

static json_t *object_of(struct arena *a, const struct record *record, const char *value)
{
	json_t *object = json_object();
	for (size_t i = 0; i < record->field_count; i++) {
		json_t *json = field_to_json(a, &record->fields[i], value);
		if (json_is_null(json))
			continue;
		if (json_object_set_new_nocheck(object, record->fields[i].name, json))
			return json_decref(object), NULL;
	}
	return object;
}

bool record_to_json(struct arena *a, const struct record *record, const void *value,
	struct str *json, struct err *err)
{
	json_auto_t *object = object_of(a, record, value);
	if (!object)
		return err_set_kind(err, ERR_STORE, "a text of the record is not UTF-8");
	size_t n = json_dumpb(object, NULL, 0, JSON_COMPACT);
	char *p = arena_alloc(a, n + 1);
	*json = (struct str){p, json_dumpb(object, p, n, JSON_COMPACT)};
	assert(json->n == n);
	return true;
}

/* From JSON. A value of another type than the field's reads as nothing. */

static struct str text_of(struct arena *a, json_t *json)
{
	return str_copy(a, (struct str){json_string_value(json), json_string_length(json)});
}

static void strs_of_json(struct arena *a, json_t *json, struct strs *out)
{
	size_t i;
	json_t *element;
	json_array_foreach (json, i, element)
		strs_add(a, out, text_of(a, element));
}

static void hash_of_json(json_t *json, struct hash *out)
{
	sodium_hex2bin(out->bytes, sizeof out->bytes, json_string_value(json), json_string_length(json),
		NULL, NULL, NULL);
}

static void object_read(struct arena *a, const struct record *record, json_t *object, char *value);

static void records_of_json(struct arena *a, const struct field *field, json_t *json, char *base)
{
	size_t count = json_array_size(json);
	char *elements = arena_array(a, count, field->of->size);
	memcpy(base + field->offset, &elements, sizeof elements);
	memcpy(base + field->count_offset, &count, sizeof count);
	for (size_t i = 0; i < count; i++)
		object_read(a, field->of, json_array_get(json, i), elements + i * field->of->size);
}

static void one_of_json(struct arena *a, const struct record *of, json_t *json, void *pointer)
{
	char *one = arena_alloc(a, of->size);
	memcpy(pointer, &one, sizeof one);
	object_read(a, of, json, one);
}

static void field_read(struct arena *a, const struct field *field, json_t *json, char *base)
{
	void *p = base + field->offset;
	switch (field->type) {
	case FIELD_STR: *(struct str *)p = text_of(a, json); break;
	case FIELD_STRS: strs_of_json(a, json, p); break;
	case FIELD_DATE: date_parse_partial(text_of(a, json), p); break;
	case FIELD_BOOL: *(bool *)p = json_is_true(json); break;
	case FIELD_INT: *(int *)p = (int)json_integer_value(json); break;
	case FIELD_LONG: *(long *)p = (long)json_integer_value(json); break;
	case FIELD_ID: *(int64_t *)p = json_integer_value(json); break;
	case FIELD_TIME: *(int64_t *)p = json ? json_integer_value(json) : NO_TIME; break;
	case FIELD_HASH: hash_of_json(json, p); break;
	case FIELD_RECORDS: records_of_json(a, field, json, base); break;
	case FIELD_RECORD: one_of_json(a, field->of, json, p); break;
	}
}

static void object_read(struct arena *a, const struct record *record, json_t *object, char *value)
{
	for (size_t i = 0; i < record->field_count; i++) {
		json_t *json = json_object_get(object, record->fields[i].name);
		/* A time that is missing is NO_TIME, which is not zero. */
		if (json || record->fields[i].type == FIELD_TIME)
			field_read(a, &record->fields[i], json, value);
	}
}

bool record_of_json(
	struct arena *a, const struct record *record, struct str json, void *value, struct err *err)
{
	json_error_t why;
	json_auto_t *object = json_loadb(json.p, json.n, JSON_ALLOW_NUL, &why);
	if (!object)
		return err_set_kind(err, ERR_STORE, "a record of the store cannot be read: %s", why.text);
	object_read(a, record, object, value);
	return true;
}
