/* json_repair: broken JSON that can still be read.
 *
 *   control characters inside a string    a space
 *   a comma before "]" or "}"             dropped
 *   an end that is missing                what began after the last complete member of a list is
 * dropped, the rest is closed */
#ifndef PARSE_TEXT_JSON_REPAIR_H
#define PARSE_TEXT_JSON_REPAIR_H

#include "base/arena.h"

/* A mended copy. Linear. */
struct str json_repair(struct arena *a, struct str text);

#endif
