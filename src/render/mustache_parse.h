/* mustache_parse: a template as a flat list of nodes, in the order of the text. Inside render/.
 *
 * "a{{#b}}c{{d}}{{/b}}" becomes LITERAL a, SECTION b (end 4), LITERAL c, VALUE d. */
#ifndef RENDER_MUSTACHE_PARSE_H
#define RENDER_MUSTACHE_PARSE_H

#include "base/arena.h"
#include "base/err.h"

enum mustache_kind {
	MUSTACHE_LITERAL,  /* text */
	MUSTACHE_VALUE,    /* {{name}} */
	MUSTACHE_RAW,      /* {{{name}}}, {{&name}} */
	MUSTACHE_SECTION,  /* {{#name}} … {{/name}} */
	MUSTACHE_INVERTED, /* {{^name}} … {{/name}} */
	MUSTACHE_PARTIAL,  /* {{>name}} */
};
enum { MUSTACHE_MAX_NESTING = 64 };

struct mustache_node {
	enum mustache_kind kind;
	struct str text;   /* the literal, or the name */
	struct str indent; /* a partial alone on its line: the white space before it */
	size_t end; /* of a section: the index after its last node, so more than its own; else 0 */
	long line;
};
struct mustache_program {
	struct mustache_node *v;
	size_t n;
};

/* The nodes of `template`, in the arena; their texts point into the template. False when it is
 * malformed; the error names the line. Takes linear time. */
bool mustache_parse(
	struct arena *a, struct str template, struct mustache_program *out, struct err *err) MUST_USE;

#endif
