/* mustache: templates without logic (Mustache specification 1.x: comments, delimiters,
 * interpolation, sections, inverted, partials).
 *
 * Data is a jansson value. Text is escaped for HTML unless the tag says otherwise ({{{x}}} or
 * {{&x}}); a template whose output is not HTML (plain text mail) asks for MUSTACHE_TEXT, where
 * nothing is escaped. A name that the data does not have renders as nothing. Pure; depth, output
 * and recursion of partials are bounded. */
#ifndef RENDER_MUSTACHE_H
#define RENDER_MUSTACHE_H

#include <jansson.h>

#include "base/buf.h"
#include "base/err.h"

enum mustache_mode { MUSTACHE_HTML, MUSTACHE_TEXT };

/* The template of a partial by name; STR_NONE when there is none (it renders as nothing). */
typedef struct str mustache_partial(void *user, struct str name);

/* Renders into `out`. False with line number and reason when the template is malformed (an unclosed
 * section or tag). `partial` may be NULL. */
bool mustache_render(struct buf *out, struct str template, json_t *data, enum mustache_mode mode,
	mustache_partial *partial, void *user, struct err *err) MUST_USE;

#endif
