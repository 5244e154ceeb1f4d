/* reference_table: the 2,125 named character references of HTML (WHATWG HTML 13.5). They are looked
 * up with reference_find. */
#ifndef PARSE_TEXT_REFERENCE_TABLE_H
#define PARSE_TEXT_REFERENCE_TABLE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct named_reference {
	const char *name; /* without "&" and ";" */
	uint32_t code[2]; /* code points; the second is 0 for nearly all names */
	bool legacy;      /* recognised without ";" too: "&copy 2026" */
};

/* Ordered by the bytes of the name. */
extern const struct named_reference NAMED_REFERENCES[];
extern const size_t NAMED_REFERENCE_COUNT;

#endif
