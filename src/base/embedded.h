/* embedded: files that were taken into the program when it was built.
 *
 * CMakeLists.txt makes a table of each set of them (its function `embed`, src/base/embedded.c.in):
 *
 *     extern const struct embedded DESK_FILES[];
 *
 *     struct str text;
 *     if (!embedded_find(DESK_FILES, S("desk.css"), &text)) … */
#ifndef BASE_EMBEDDED_H
#define BASE_EMBEDDED_H

#include "base/arena.h"
#include "base/str.h"

struct embedded {
	const char *name; /* NULL ends the table */
	const char *begin, *end;
};
/* The bytes of a file of the table; they live as long as the program. */
struct str embedded_bytes(const struct embedded *file);
/* False when the table has no file of this name. */
bool embedded_find(const struct embedded *table, struct str name, struct str *bytes);
/* A style or script as browsers are sent it: without indentation, and without comments that begin a
 * line. So no string in the file may run over several lines. In the arena. */
struct str embedded_without_remarks(struct arena *a, struct str text);

#endif
