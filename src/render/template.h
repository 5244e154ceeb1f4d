/* template: the templates of a folder, each read and parsed once, and kept.
 *
 *     struct templates t = template_folder(&arena, folder, config_template_read);
 *     if (!template_render(&t, "topic", data, MUSTACHE_HTML, &out, err)) …
 *
 * Rendering knows no disk: the caller says how a file of the folder is read. */
#ifndef RENDER_TEMPLATE_H
#define RENDER_TEMPLATE_H

#include "base/arena.h"
#include "model/words.h"
#include "render/mustache.h"

struct template
{
	struct str name, text;
};
/* Reads the whole file FOLDER/NAME into the arena. */
typedef bool template_reader(
	struct arena *a, struct str folder, struct str name, struct str *text, struct err *err);

struct templates {
	struct arena *a;
	struct str folder;
	template_reader *read;
	const struct words *words; /* what {{words.x}} is; NULL: English */
	struct template *v;
	size_t n;
	struct mustache_parsed parsed;
};

/* The templates in this folder; nothing is read yet. */
struct templates template_folder(struct arena *a, struct str folder, template_reader *read);
/* The bytes of the file FOLDER/NAME. */
bool template_file(struct templates *t, struct str name, struct str *text, struct err *err)
	MUST_USE;
/* Renders FOLDER/NAME.mustache into `out`. A partial whose file is missing is an error: the page
 * would lose a part and nobody would notice. */
bool template_render(struct templates *t, const char *name, json_t *data, enum mustache_mode mode,
	struct buf *out, struct err *err) MUST_USE;

#endif
