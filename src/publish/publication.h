/* publication: every file of out/ that publishing writes, as values. No clock, no store, no disk
 * but the templates: the same input gives the same bytes. */
#ifndef PUBLISH_PUBLICATION_H
#define PUBLISH_PUBLICATION_H

#include "model/site.h"
#include "render/template.h"
#include "store/gone.h"

struct publication {
	const struct site *site;
	struct releases releases;       /* the live ones, newest `at` first (store_release_live) */
	const struct relateds *related; /* one a release, in the same order; NULL: none known */
	struct aliases aliases;
	struct gones gone; /* what readers saw and see no more, the latest first (store_gone_list) */
};

/* A file of out/: `path` is relative to it. */
struct output {
	struct str path, bytes;
};
struct outputs {
	struct output *v;
	size_t n;
};

/* All files, in the arena, in the order in which they are to be written: that of the table of
 * outputs (publish/output.h). */
bool publication_render(struct arena *a, const struct publication *p, struct templates *t,
	struct outputs *out, struct err *err) MUST_USE;

#endif
