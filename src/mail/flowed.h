/* flowed: plain text as mail carries it (RFC 3676, format=flowed, DelSp=yes).
 *
 * Every line of the text is a paragraph. Long ones are broken at spaces, and words that are longer
 * than a line between any two characters. A space at the end of the line tells the reader's program
 * that it may take it away and join the lines again; a program that does not know this shows
 * ordinary short lines. */
#ifndef MAIL_FLOWED_H
#define MAIL_FLOWED_H

#include "base/arena.h"

/* The longest line in columns, with the spaces at its end. An address (of the web or of mail) is
 * never broken: a longer one has a line of its own. */
enum { FLOWED_WIDTH = 72 };

/* The text, which has LF line ends, broken and space-stuffed (section 4.4); in the arena. A line
 * "-- " separates the signature (section 4.3): it stays as it is, and no break makes another. */
struct str flowed_write(struct arena *a, struct str text);

#endif
