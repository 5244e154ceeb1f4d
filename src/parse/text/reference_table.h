/* reference_table: the 2,125 names of character references. Private to reference.c. */
#ifndef PARSE_TEXT_REFERENCE_TABLE_H
#define PARSE_TEXT_REFERENCE_TABLE_H

#include "parse/text/reference.h"

/* Ordered by the bytes of the name. */
extern const struct named_reference NAMED_REFERENCES[];
extern const size_t NAMED_REFERENCE_COUNT;

#endif
