/* json_prune: JSON without what nobody will read.
 *
 * A tree costs twenty times what it costs to pass over its text. What is left out is only passed
 * over: nothing in it is checked. */
#ifndef PARSE_TEXT_JSON_PRUNE_H
#define PARSE_TEXT_JSON_PRUNE_H

#include "base/str.h"

/* The text with null for the value of each member of one of these names, wherever it stands; NULL
 * ends the names. The text itself where none has, or where such a value does not end. Where JSON is
 * broken a value may end elsewhere than was meant: what comes of it is then no JSON. Linear. */
struct str json_prune(struct arena *a, struct str text, const char *const *names);
/* The offset of the quotation mark that ends the string which begins at i; text.n: none does. */
size_t json_string_end(struct str text, size_t i);

#endif
