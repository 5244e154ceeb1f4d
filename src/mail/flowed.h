/* flowed: plain text as mail carries it (RFC 3676, format=flowed, DelSp=no).
 *
 * Every line of the text is a paragraph. Long ones are broken at spaces, each break keeping its
 * space at the line's end, which tells the reader's program that it may join the lines again; one
 * that does not know sees ordinary short lines. */
#ifndef MAIL_FLOWED_H
#define MAIL_FLOWED_H

#include "base/arena.h"

enum {
	FLOWED_WIDTH = 72
}; /* characters a line, the trailing space included; a longer word (an address) stands alone on its
	  line */

/* The text with LF line ends, broken and space-stuffed (section 4.4), in the arena. "-- "
 * (section 4.3) stays what it is and cannot arise from a break. */
struct str flowed_write(struct arena *a, struct str text);

#endif
