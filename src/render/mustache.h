/* mustache: templates without logic (Mustache specification 1.x: comments, delimiters,
 * interpolation, sections, inverted sections, partials).
 *
 *     struct buf out CLEANUP_BUF = buf_new(1 << 20);
 *     struct mustache mustache = {.template = S("Hello {{name}}"), .mode = MUSTACHE_HTML};
 *     if (!mustache_render(&out, &mustache, data, err)) …
 *
 * The data is a jansson value. Text is escaped for HTML unless the tag says otherwise ({{{x}}} or
 * {{&x}}). A template whose output is not HTML, such as the text part of a mail, uses
 * MUSTACHE_TEXT, and nothing is escaped. A name that the data does not have renders as nothing.
 *
 * No state, no disk: partials come from a function of the caller. A template cannot run away: the
 * depth of contexts and of partials, the nodes visited and the length of the output (the cap of
 * `out`) all have limits. */
#ifndef RENDER_MUSTACHE_H
#define RENDER_MUSTACHE_H

#include <jansson.h>

#include "base/buf.h"
#include "base/err.h"

enum mustache_mode { MUSTACHE_HTML, MUSTACHE_TEXT };

/* The template of a partial by name; STR_NONE when there is none (it renders as nothing). */
typedef struct str mustache_partial(void *user, struct str name);

struct mustache {
	struct str template;
	enum mustache_mode mode;
	mustache_partial *partial; /* NULL: there are no partials */
	void *user;                /* handed to `partial` */
};

/* Renders the template into `out`. False when the template is malformed (an unclosed section or
 * tag) or passes a limit; the error, which an editor of the template can mend (ERR_USER), names the
 * line. */
bool mustache_render(
	struct buf *out, const struct mustache *mustache, json_t *data, struct err *err) MUST_USE;

#endif
