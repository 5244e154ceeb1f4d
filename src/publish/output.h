/* output: the table of what a publication writes.
 *
 * A new output is one line of OUTPUTS and one file with the function output_NAME that the line
 * names: it adds its files by output_add. The order is the order of writing: what is linked comes
 * before what links to it, and the feeds come last, so that a reader never follows a link to a page
 * that is not there yet. */
#ifndef PUBLISH_OUTPUT_H
#define PUBLISH_OUTPUT_H

#include "publish/publication.h"

#define OUTPUTS(OUTPUT) \
	OUTPUT(style)    /* style.css, as the site has it */ \
	OUTPUT(items)    /* items/N.html, and pointers from the pages of merged items */ \
	OUTPUT(gone)     /* items/N.html of what readers saw and see no more */ \
	OUTPUT(topics)   /* topics/SLUG.html */ \
	OUTPUT(sections) /* SECTION/index.html */ \
	OUTPUT(index)    /* index.html */ \
	OUTPUT(opml)     /* sources.opml */ \
	OUTPUT(atom)     /* SECTION/feed.atom */

enum { ATOM_ENTRIES = 50 }; /* the newest ones of a section, and as many deletions */

/* A release and where it stands. */
struct placed {
	const struct release *release;
	const struct relateds *related; /* may be NULL */
	const bool *on;                 /* by topic of the site */
};

/* What an output is made from. */
struct output_context {
	struct arena *a;
	const struct site *site;
	struct templates *templates;
	const struct placed *v;           /* by date of what is reported, newest first: for pages */
	const struct placed *as_approved; /* the same, newest approval first: for feeds */
	size_t n;                         /* of both */
	const struct aliases *aliases;
	const struct gones *gone;
	struct outputs *out;
};

#define OUTPUT_FUNCTION(name) \
	bool output_##name(const struct output_context *c, struct err *err) MUST_USE;
OUTPUTS(OUTPUT_FUNCTION)
#undef OUTPUT_FUNCTION

/* Adds a file; `path` is relative to out/. */
void output_add(const struct output_context *c, struct str path, struct str bytes);
/* The live item of this number, or NULL. */
const struct placed *output_find_item(const struct output_context *c, int64_t item);

#endif
