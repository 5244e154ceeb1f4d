/* record: a C struct as a JSON object, by a table of its fields; the store keeps entries so. By the
 * same table base/pack.h writes it as bytes for another process.
 *
 *     static const struct field AUTHOR_FIELDS[] = {
 *         FIELD(struct author, FIELD_STR, last),
 *         FIELD(struct author, FIELD_STR, fore),
 *     };
 *     static const struct record AUTHOR = RECORD(struct author, AUTHOR_FIELDS);
 *
 * Struct to JSON to struct gives an equal struct. A field that holds nothing is left out of the
 * object, and a field that the object lacks holds nothing. Keys of the object that the table lacks
 * are passed over, so that an older program reads what a newer one wrote. */
#ifndef BASE_RECORD_H
#define BASE_RECORD_H

#include <stddef.h>

#include "base/arena.h"
#include "base/err.h"

enum field_type {
	FIELD_STR,     /* struct str, a string; empty is nothing */
	FIELD_STRS,    /* struct strs, an array of strings */
	FIELD_DATE,    /* struct date, a string as date_iso writes it */
	FIELD_BOOL,    /* bool; false is nothing */
	FIELD_INT,     /* int or an enum, a number; 0 is nothing */
	FIELD_LONG,    /* long or size_t; 0 is nothing */
	FIELD_ID,      /* int64_t; 0 is nothing */
	FIELD_TIME,    /* int64_t; NO_TIME is nothing */
	FIELD_HASH,    /* struct hash, a string of hexadecimal digits; all zero is nothing */
	FIELD_RECORDS, /* a pointer to an array of structs, and their number in a size_t */
	FIELD_RECORD,  /* a pointer to one struct; NULL is nothing */
};
struct record;
struct field {
	const char *name;
	enum field_type type;
	size_t offset;
	const struct record *of; /* FIELD_RECORDS and FIELD_RECORD: what each of them is */
	size_t count_offset;     /* FIELD_RECORDS: the offset of their number */
	int most;                /* FIELD_INT: the last value of an enum; 0: any number */
};
struct record {
	size_t size;
	const struct field *fields;
	size_t field_count;
};
/* Rows of a table of fields. The member's name is the key:
 *     FIELD(struct paper, FIELD_STR, volume)
 *     FIELD_ENUM(struct entry, kind, ENTRY_PAGE)
 *     FIELD_ARRAY(struct paper, authors, author_count, AUTHOR)
 *     FIELD_ONE(struct entry, paper, PAPER) */
#define FIELD(type_, field_type_, member) \
	{ \
		.name = #member, .type = (field_type_), .offset = offsetof(type_, member) \
	}
#define FIELD_ENUM(type_, member, last) \
	{ \
		.name = #member, .type = FIELD_INT, .offset = offsetof(type_, member), .most = (last) \
	}
#define FIELD_ONE(type_, member, record) \
	{ \
		.name = #member, .type = FIELD_RECORD, .offset = offsetof(type_, member), .of = &(record) \
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

/* The value as compact JSON in the arena. Text that is not UTF-8 is an error (ERR_STORE). */
bool record_to_json(struct arena *a, const struct record *record, const void *value,
	struct str *json, struct err *err) MUST_USE;
/* Fills *value, which the caller has zeroed, from JSON; its strings and arrays belong to the arena.
 * What is not JSON is an error (ERR_STORE): the record is damaged. */
bool record_of_json(struct arena *a, const struct record *record, struct str json, void *value,
	struct err *err) MUST_USE;

#endif
