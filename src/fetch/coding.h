/* coding: what a Content-Encoding says of a body (RFC 9110 section 8.4). Pure. Internal to
 * fetch/. */
#ifndef FETCH_CODING_H
#define FETCH_CODING_H

#include "base/str.h"

enum coding {
	CODING_NONE, /* as it is: no header, "identity", or words that are no coding at all */
	CODING_GZIP,
	CODING_DEFLATE, /* not asked for, but sent all the same */
	CODING_UNKNOWN, /* a coding that we cannot undo, or several of them */
};

/* Reads the value of the header. Servers write into it what belongs elsewhere: a charset ("utf-8"),
 * a media type, a transfer coding ("chunked"), a Content-Transfer-Encoding ("binary"), "none". None
 * of these changes a byte, and they are passed over. */
enum coding coding_of(struct str value);

#endif
