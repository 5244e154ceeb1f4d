/* json: results as JSON, one object a line. */
#ifndef CLI_JSON_H
#define CLI_JSON_H

#include <jansson.h>

#include "cli/cli.h"

/* A string. Text of the store is valid UTF-8; any other would be cleaned. */
json_t *json_text(struct str s);
/* An array of strings. */
json_t *json_texts(struct strs list);
json_t *json_time(int64_t t);   /* RFC 3339, or null */
void json_line(json_t *object); /* prints and frees it */
/* The queue's object of the contract. NULL and an error when the store fails. */
json_t *json_item(struct cli *cli, struct arena *a, const struct item *item, struct err *err);

/* A text or a whole number of an object, as text; empty when there is none. A text is the
 * object's. */
struct str json_member(struct arena *a, json_t *object, const char *name);

/* Reads JSON objects from the standard input, one a line, and gives each to `take` with `context`;
 * it borrows the object. The mark that some programs put in front of a file (BOM) is passed over. A
 * malformed line and a false from `take` are said on stderr, with the line's number, and the next
 * line is read. So is an input that cannot be read. */
void json_each_line(
	struct cli *cli, bool (*take)(json_t *request, void *context, struct err *err), void *context);

#endif
