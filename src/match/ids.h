/* ids: reading PMIDs, PMCIDs and NCT numbers out of text. Inside match/; the normal forms
 * themselves are declared in match.h. */
#ifndef MATCH_IDS_H
#define MATCH_IDS_H

#include "base/str.h"

/* `text` without the label at its front, and without the blanks and colons behind the label:
 * "PMID: 123" gives "123". */
struct str ids_skip_label(struct str text, struct str label);
/* The number of decimal digits at the front of s. */
size_t ids_digit_run(struct str s);

#endif
