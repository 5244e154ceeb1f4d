/* template: the templates of a folder, each read once. Where the folder is, and how a file of it is
 * read, is the caller's: rendering knows no disk.
 *
 *     struct templates t = template_folder(&arena, folder, config_template_read);
 *     if (!template_render(&t, "topic", data, MUSTACHE_HTML, &out, err)) … */
#ifndef RENDER_TEMPLATE_H
#define RENDER_TEMPLATE_H

#include "base/arena.h"
#include "render/mustache.h"

struct template
{
	struct str name, text;
};
/* Reads the file NAME of the folder, whole, into the arena. */
typedef bool template_reader(
	struct arena *a, struct str folder, struct str name, struct str *text, struct err *err);

struct templates {
	struct arena *a;
	struct str folder;
	template_reader *read;
	struct template *v;
	size_t n;
	struct err problem; /* of a partial that could not be read */
};

/* The templates in this folder; nothing is read yet. */
struct templates template_folder(struct arena *a, struct str folder, template_reader *read);
/* FOLDER/NAME, whole. */
bool template_file(struct templates *t, struct str name, struct str *text, struct err *err)
	MUST_USE;
/* Renders FOLDER/NAME.mustache into `out`. A partial whose file is missing is an error: a page
 * would silently lose a part. */
bool template_render(struct templates *t, const char *name, json_t *data, enum mustache_mode mode,
	struct buf *out, struct err *err) MUST_USE;

#endif
