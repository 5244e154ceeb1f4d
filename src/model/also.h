/* also: the pages that an item's "(Also see …)" names, as an editor chose them (house style: titles
 * of pages of this site or of others).
 *
 * The editor writes them as lines, or on one line with semicolons: the title of a topic of this
 * site, or "Title | https://…" for a page elsewhere; a title that is neither is shown without a
 * link. A hyphen alone says that nothing is to be named. A face holds one a line: the title, a tab,
 * and "topic/SLUG", an address, or nothing. */
#ifndef MODEL_ALSO_H
#define MODEL_ALSO_H

#include "base/err.h"
#include "model/site.h"

struct also_link {
	struct str title; /* as it was chosen; a topic may have another title now */
	struct str slug;  /* of a topic; else empty */
	struct str url;   /* of a page elsewhere; else empty */
};
struct also_links {
	struct also_link *v;
	size_t n;
};
enum { ALSO_MAX = 20 }; /* links of an item */

/* What the editor wrote, as a face holds it, in the arena; empty stays empty: the item names the
 * topics that it is on. Errors (ERR_USER): an address that is no web address, too many. */
bool also_read(struct arena *a, const struct site *site, struct str typed, struct str *out,
	struct err *err) MUST_USE;
/* What a face holds as the editor would write it, on one line. In the arena. */
struct str also_typed(struct arena *a, struct str also);
/* The links of a face, in their order; none for the hyphen. In the arena. */
struct also_links also_list(struct arena *a, struct str also);

#endif
