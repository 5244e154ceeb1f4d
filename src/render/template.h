/* template: the templates of a site, each read once.
 *
 *     struct templates t = templates_of(&arena, folder);
 *     if (!template_render(&t, "topic", data, MUSTACHE_HTML, &out, err)) … */
#ifndef RENDER_TEMPLATE_H
#define RENDER_TEMPLATE_H

#include "base/arena.h"
#include "render/mustache.h"

struct template
{
	struct str name, text;
};
struct templates {
	struct arena *a;
	struct str folder;
	struct template *v;
	size_t n;
	struct err problem; /* of a partial that could not be read */
};

/* The templates in this folder; nothing is read yet. */
struct templates templates_of(struct arena *a, struct str folder);
/* FOLDER/NAME, whole. */
bool template_file(struct templates *t, struct str name, struct str *text, struct err *err)
	MUST_USE;
/* Renders FOLDER/NAME.mustache into `out`. A partial whose file is missing is an error: a page
 * would silently lose a part. */
bool template_render(struct templates *t, const char *name, json_t *data, enum mustache_mode mode,
	struct buf *out, struct err *err) MUST_USE;

#endif
