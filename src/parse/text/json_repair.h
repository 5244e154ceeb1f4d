/* json_repair: makes broken JSON readable where that loses nothing but what is broken.
 *
 *   control characters inside a string    become a space
 *   a comma before "]" or "}"             is dropped
 *   an end that fits nothing open         is dropped
 *   a document that breaks off            is cut behind the last object of a list that is
 *                                         complete; then all that is open is closed */
#ifndef PARSE_TEXT_JSON_REPAIR_H
#define PARSE_TEXT_JSON_REPAIR_H

#include "base/arena.h"

/* A mended copy of the text. It may still be no JSON, for example when something is wrong that is
 * not listed above. Reading stops where more than 64 lists and objects are open. Linear in the
 * text. */
struct str json_repair(struct arena *a, struct str text);

#endif
