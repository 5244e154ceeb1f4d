/* json_read: JSON from outside (RFC 8259) as a tree of jansson.
 *
 *     struct json_reading reading;
 *     json_auto_t *root = json_read(&a, text, &reading);
 *     if (!root) … reading.fault says why
 *
 * What jansson would refuse as a whole because of one odd token is repaired (json_repair.h). A tree
 * takes up to 80 times as much memory as its text, so its size is reckoned before it is built. */
#ifndef PARSE_TEXT_JSON_READ_H
#define PARSE_TEXT_JSON_READ_H

#include <jansson.h>

#include "base/arena.h"

enum { JSON_READ_MAX_TREE = 160 << 20 }; /* bytes; reckoned a little too high */

struct json_reading {
	struct str fault; /* what was wrong first: "broken JSON: …"; empty: nothing was */
	long line;        /* where that was; 0: unknown */
	bool too_large;   /* nothing was read: the tree would pass JSON_READ_MAX_TREE */
	bool truncated;   /* the text breaks off; what was complete is there */
	bool misfit;      /* lists and objects do not end as they begin: members may have gone astray */
};

/* The tree of a text that holds a list or an object, and perhaps more behind it, which is not read.
 * NULL when nothing can be read. Bytes that are not UTF-8 become U+FFFD. Fills *reading; what it
 * holds belongs to the arena. The caller frees the tree with json_decref. */
json_t *json_read(struct arena *a, struct str text, struct json_reading *reading);
/* The same without the members of these names (json_prune.h), which may be there all the same. */
json_t *json_read_without(
	struct arena *a, struct str text, const char *const *names, struct json_reading *reading);

#endif
