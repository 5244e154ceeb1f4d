/* publication: the files of out/, as values. Besides the templates nothing is read, neither clock
 * nor store nor disk: the same publication gives the same bytes. */
#ifndef PUBLISH_PUBLICATION_H
#define PUBLISH_PUBLICATION_H

#include "model/site.h"
#include "render/template.h"
#include "store/gone.h"
#include "store/related.h"

struct publication {
	const struct site *site;
	struct releases releases; /* the live ones, the latest approval first (store_release_live) */
	const struct relateds *related; /* of each release, in the same order; NULL: none known */
	struct aliases aliases;         /* items that were merged into others */
	struct strs pages;              /* names of our files in out/items (store_page_list) */
	struct gones gone;   /* what readers saw and see no more, the latest first (store_gone_list) */
	struct gones merged; /* what they see as part of another item (store_gone_merged) */
};

/* A file; the path is relative to out/. */
struct output {
	struct str path, bytes;
};
struct outputs {
	struct output *v;
	size_t n;
};

/* Renders all files into the arena, in the order in which they are to be written: that of the table
 * of outputs (publish/output.h). False when a template is missing or malformed, or a file would be
 * too long. */
bool publication_render(struct arena *a, const struct publication *p, struct templates *t,
	struct outputs *out, struct err *err) MUST_USE;

#endif
