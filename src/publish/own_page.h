/* own_page: what the organisation says by itself: SITE/templates/pages/NAME.md or NAME.html, which
 * become NAME.html in out/, linked from every page. Inside publish/.
 *
 * Markdown is CommonMark; HTML in it is left out. An .html file is a fragment that stands in the
 * page as it is: it is the site's own, like its templates. */
#ifndef PUBLISH_OWN_PAGE_H
#define PUBLISH_OWN_PAGE_H

#include "base/err.h"
#include "model/site.h"

struct own_page {
	struct str file;  /* "about.md" */
	struct str path;  /* "about.html", in out/ */
	struct str title; /* of its first heading; else its name */
	struct str html;
	bool has_heading; /* an h1 of its own */
};
struct own_pages {
	struct own_page *v;
	size_t n;
	struct strs kept;   /* of pages whose files cannot be read: they stay in out/ as they are */
	struct str problem; /* why the first of them cannot; empty: there is none */
};
/* The pages of the site in the order of their names, in the arena; none when there is no such
 * folder. A file whose name is not taken (own_page_problem) is passed over. */
bool own_page_list(struct arena *a, const struct site *site, struct own_pages *out, struct err *err)
	MUST_USE;

/* The names of all files of the folder that are meant as pages, sorted. */
bool own_page_files(struct arena *a, const struct site *site, struct strs *names, struct err *err)
	MUST_USE;
/* "about" of "about.md" */
struct str own_page_stem(struct str name);
/* Why no page is made of a file of this name; NULL: it is. */
const char *own_page_problem(struct str name);

#endif
