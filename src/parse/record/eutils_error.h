/* eutils_error: an answer of the E-utilities that is not what was asked for, in the words of the
 * service. */
#ifndef PARSE_RECORD_EUTILS_ERROR_H
#define PARSE_RECORD_EUTILS_ERROR_H

#include "base/arena.h"
#include "base/err.h"

/* Sets the message: the text of the <ERROR> elements when there was one, the "error" member of a
 * JSON answer (that is how requests over the limit are refused), else what the answer looks like.
 * Always false. */
bool eutils_error(struct arena *a, struct str answer, struct str error_element, struct err *err);

#endif
