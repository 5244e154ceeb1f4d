/* output: the table of what a publication writes.
 *
 * A new output is one new file, publish/NAME.c, and one line in OUTPUTS:
 *
 *     OUTPUT(robots)    robots.txt
 *
 *     bool output_robots(const struct output_context *c, struct err *err)
 *     {
 *         (void)err;
 *         output_add(c, S("robots.txt"), S("User-agent: *\nDisallow:\n"));
 *         return true;
 *     }
 *
 * The order of the table is the order of writing: a page comes before those that link to it, and
 * the feeds come last, so that no reader follows a link to a page that is not there yet. Outputs of
 * one folder stand together. An output is a pure function of its context. */
#ifndef PUBLISH_OUTPUT_H
#define PUBLISH_OUTPUT_H

#include "publish/publication.h"

#define OUTPUTS(OUTPUT) \
	OUTPUT(style)    /* style.css, as the site has it */ \
	OUTPUT(items)    /* items/NAME.html, and pages that lead there from items' older addresses */ \
	OUTPUT(gone)     /* items/NAME.html of what readers saw and see no more */ \
	OUTPUT(topics)   /* topics/SLUG.html */ \
	OUTPUT(sections) /* SECTION/index.html */ \
	OUTPUT(index)    /* index.html */ \
	OUTPUT(opml)     /* sources.opml */ \
	OUTPUT(atom)     /* SECTION/feed.atom */

enum { ATOM_ENTRIES = 50 }; /* a feed holds so many entries of its section, and deletions */

/* A live release and the pages that it is on. */
struct placed {
	const struct release *release;
	const struct relateds *related; /* items about the same work; NULL: none known */
	const bool *on;                 /* on[i]: it is on the page of site->topics[i] */
};

/* What an output is made from. */
struct output_context {
	struct arena *a;
	const struct site *site;
	struct templates *templates;
	/* The live releases in two orders, of `count` each: for pages the latest date of the
	 * publication itself first, for feeds the latest approval first. */
	const struct placed *by_date, *by_approval;
	size_t count;
	const struct aliases *aliases; /* items that were merged into others */
	const struct strs *pages;      /* names of our files in out/items, in byte order */
	const struct gones *gone;      /* what readers saw and see no more, the latest first */
	const struct gones *merged;    /* what they see as part of another item, the latest first */
	struct outputs *out;           /* filled by output_add */
};

#define OUTPUT_FUNCTION(name) \
	bool output_##name(const struct output_context *c, struct err *err) MUST_USE;
OUTPUTS(OUTPUT_FUNCTION)
#undef OUTPUT_FUNCTION

/* Adds a file. Path and bytes stay the caller's and must live as long as the arena. */
void output_add(const struct output_context *c, struct str path, struct str bytes);
/* The live release of the item with this number, or NULL. */
const struct placed *output_find_item(const struct output_context *c, int64_t item);

#endif
