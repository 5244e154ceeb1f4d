/* record: a C struct as a JSON object, by a table of its fields (private to store/).
 *
 * A field that holds nothing is left out of the object, and what the object leaves out holds
 * nothing. Whatever was written is read back as it was: struct to JSON to struct gives an equal
 * struct. Dates are written as date_iso writes them. */
#ifndef BASE_RECORD_H
#define BASE_RECORD_H

#include <stddef.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"

enum field_type {
	FIELD_STR,     /* struct str */
	FIELD_STRS,    /* struct strs */
	FIELD_DATE,    /* struct date */
	FIELD_BOOL,    /* bool */
	FIELD_INT,     /* int or an enum */
	FIELD_LONG,    /* long */
	FIELD_ID,      /* int64_t; 0 is nothing */
	FIELD_TIME,    /* int64_t; NO_TIME is nothing */
	FIELD_HASH,    /* struct hash; all zero is nothing */
	FIELD_RECORDS, /* a pointer to an array of structs, their number in a size_t */
};
struct record;
struct field {
	const char *name;
	enum field_type type;
	size_t offset;
	const struct record *of; /* FIELD_RECORDS: what each of them is */
	size_t count_offset;     /* FIELD_RECORDS: where their number is */
};
struct record {
	size_t size;
	const struct field *fields;
	size_t field_count;
};
/* Rows of a table: FIELD(struct paper, FIELD_STR, volume); FIELD_ARRAY(struct paper, authors,
 * author_count, AUTHOR). */
#define FIELD(type_, field_type_, member) \
	{ \
		.name = #member, .type = (field_type_), .offset = offsetof(type_, member) \
	}
#define FIELD_ARRAY(type_, member, count, record) \
	{ \
		.name = #member, .type = FIELD_RECORDS, .offset = offsetof(type_, member), \
		.of = &(record), .count_offset = offsetof(type_, count) \
	}
#define RECORD(type, table) \
	{ \
		sizeof(type), (table), sizeof(table) / sizeof *(table) \
	}

/* The value as compact JSON in the arena. Text that is not UTF-8 is an error. */
bool record_to_json(struct arena *a, const struct record *record, const void *value,
	struct str *json, struct err *err) MUST_USE;
/* Fills *value (zeroed by the caller) from JSON; strings and arrays are in the arena. */
bool record_of_json(struct arena *a, const struct record *record, struct str json, void *value,
	struct err *err) MUST_USE;

#endif
