/* mustache_parse: a template as a flat list of nodes, in the order of the text. Used by mustache.c
 * alone. */
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
	size_t end;        /* sections: the index after their last node */
	long line;
};
struct mustache_program {
	struct mustache_node *v;
	size_t n;
};

/* The nodes of `template`, in the arena; texts point into the template. False with line number and
 * reason when it is malformed. Linear time. */
bool mustache_parse(
	struct arena *a, struct str template, struct mustache_program *out, struct err *err) MUST_USE;

#endif
