/* json_repair: makes broken JSON readable where that loses nothing but what is broken.
 *
 *   found                                     becomes
 *   half of a surrogate pair ("\ud83e")       U+FFFD
 *   an escape that JSON has not ("\x41", "\'", "\q")
 *                                             the character of "\x41", else what stands behind "\"
 *   control characters inside a string        a space
 *   a number that no double holds (1e400), that no 64 bits hold, or that is not written as
 *   one (+1, 01, .5)                          a string
 *   NaN, undefined and other words            null; true and false in any case are kept
 *   a name or a string in ' or in no quotes   a string
 *   a value or a comma that is missing        null, a comma
 *   a comma too many                          nothing
 *   an end that fits nothing open             nothing
 *   a document that breaks off                is cut behind the last complete object of its
 *                                             outermost list, which holds its records, or at the
 *                                             begin of that list; then all that is open is closed
 */
#ifndef PARSE_TEXT_JSON_REPAIR_H
#define PARSE_TEXT_JSON_REPAIR_H

#include "base/arena.h"

struct json_repairs {
	bool truncated; /* the text breaks off */
	bool misfit;    /* an end fitted no list or object, or more than 64 of them were open */
};

/* A mended copy of the text, without white space between values and without what follows the first
 * value. Reading stops where more than 64 lists and objects are open, and the copy may then be no
 * JSON. Fills *repairs. Linear in the text, and at most six times as long. */
struct str json_repair(struct arena *a, struct str text, struct json_repairs *repairs);

#endif
