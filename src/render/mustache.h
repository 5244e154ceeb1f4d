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
 * Beside the specification: {{words.follow}} is a text of the site's language, which a function of
 * the caller knows. "{total}" in it is the value of that name in the data, and "{}" is what stands
 * between {{#words.follow}} and {{/words.follow}}: so every language has its own order of words.
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

/* The template of a partial by name; STR_NONE when there is none (it renders as nothing). False
 * when it cannot be had: then nothing is rendered. */
typedef bool mustache_partial(void *user, struct str name, struct str *text, struct err *err);

/* What was parsed so far, for the renderings to come. Begins as {.a = arena}; the texts of the
 * templates and the arena must outlive it. */
struct mustache_parsed {
	struct arena *a;
	struct mustache_template *v;
	size_t n;
};

/* The text of a word by its key, with its places; STR_NONE: there is no such word. */
typedef struct str mustache_word(void *user, struct str key);

struct mustache {
	struct str template;
	enum mustache_mode mode;
	mustache_partial *partial;      /* NULL: there are no partials */
	mustache_word *word;            /* NULL: `words` is a name as any other */
	void *user;                     /* handed to both */
	struct str name;                /* of the template itself among those that are kept */
	struct mustache_parsed *parsed; /* NULL: nothing is kept */
};

/* Renders the template into `out`. False when the template is malformed (an unclosed section or
 * tag), names a word that there is not, or passes a limit; the error, which an editor of the
 * template can mend (ERR_USER), names the line. */
bool mustache_render(
	struct buf *out, const struct mustache *mustache, json_t *data, struct err *err) MUST_USE;

#endif
