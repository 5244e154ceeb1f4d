/* pack: a C struct as bytes, by the table of its fields (base/record.h), for another process of
 * this program. Fields follow each other in the table's order, numbers as the machine has them,
 * texts and arrays after their length.
 *
 *     struct str bytes = pack_record(&a, &ENTRY_RECORD, &entry);
 *
 *     struct unpack u = {.arena = &a, .rest = bytes, .room = 1 << 20};
 *     if (!pack_take(&u, &ENTRY_RECORD, &entry) || u.rest.n)
 *         … pack_record did not write them
 *
 * The reader trusts nothing: not the lengths, nor that a text is UTF-8, a bool 0 or 1, a day one of
 * the calendar, a number of an enum one that it has. */
#ifndef BASE_PACK_H
#define BASE_PACK_H

#include "base/record.h"

/* The bytes, in the arena, which takes exactly their length. */
struct str pack_record(struct arena *a, const struct record *record, const void *value);

struct unpack {
	struct arena *arena;
	struct str rest;   /* what is still to be read */
	size_t room;       /* how many bytes arrays and structs may still take of the arena */
	bool any_encoding; /* texts may be any bytes, not only UTF-8 */
};
/* Takes a struct off the bytes into *value, which the caller has zeroed. Texts point into the
 * bytes; arrays belong to the arena. False when the bytes are not such a struct. */
bool pack_take(struct unpack *u, const struct record *record, void *value) MUST_USE;

#endif
