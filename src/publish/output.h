/* output: the table of what a publication writes.
 *
 * A new output is one new file, publish/NAME.c, and one line in OUTPUTS:
 *
 *     OUTPUT(humans, 66, SITE)    humans.txt
 *
 *     bool output_humans(const struct output_context *c, const struct due *due, struct err *err)
 *     {
 *         (void)due;
 *         return output_write(c, S("humans.txt"), S("Written by people.\n"), err);
 *     }
 *
 * The order of the table is the order of writing: a page comes before those that link to it, and
 * the feeds come last, so that no reader follows a link to a page that is not there yet.
 *
 * An output is written when it is due (store/due.h), and its scope says when that is:
 *
 *     SITE      once, when the configuration, a template or the program changed
 *     CHANGE    once, when anything did
 *     ITEM      each item that changed, or that an item that changed is related to
 *     RANGE     each range of items (store/sitemap.h) of which one changed
 *     TERMS     each range of numbers (store/found.h) of which what readers find changed
 *     RESULTS   each SEARCH_FILE numbers (publish/search.h) of which it did
 *     LISTING   each list (publish/lists.h) that an item came to, changed on, or left
 *     PERIOD    the year and the part of the month in which it stands there
 *     ARCHIVE   each archive of a feed, when it is closed
 *
 * It reads what the store says of published items, and nothing else: neither the clock nor what
 * editors did since. So the same published items give the same bytes. */
#ifndef PUBLISH_OUTPUT_H
#define PUBLISH_OUTPUT_H

#include "base/hash.h"
#include "model/site.h"
#include "render/template.h"
#include "store/due.h"
#include "store/store.h"

/* OUTPUT(name, number, scope): the store keeps the number of what is due, and so the order: what is
 * written first has the lower one. A number that was given is never given to another output. */
#define OUTPUTS(OUTPUT) \
	OUTPUT(style, 0, SITE)            /* style.css, as the site has it */ \
	OUTPUT(images, 5, SITE)           /* logo.svg, icon.png */ \
	OUTPUT(own_pages, 7, SITE)        /* about.html, and others of templates/pages */ \
	OUTPUT(item, 10, ITEM)            /* items/NAME.html, also of what was merged or withdrawn */ \
	OUTPUT(period, 20, PERIOD)        /* research/2019.html, research/2019-07.html */ \
	OUTPUT(section, 30, LISTING)      /* research/index.html, topics/SLUG/news/index.html */ \
	OUTPUT(topic, 40, LISTING)        /* topics/SLUG.html */ \
	OUTPUT(moved, 50, SITE)           /* topics/SLUG.html of a slug that a topic had before */ \
	OUTPUT(changes, 55, CHANGE)       /* changes.html, changes.atom */ \
	OUTPUT(index, 60, CHANGE)         /* index.html */ \
	OUTPUT(search_terms, 61, TERMS)   /* search/1/00.json */ \
	OUTPUT(search_items, 62, RESULTS) /* search/1/items-1.json */ \
	OUTPUT(search_script, 63, SITE)   /* search.js */ \
	OUTPUT(search, 64, CHANGE)        /* search.html */ \
	OUTPUT(missing, 65, SITE)         /* 404.html */ \
	OUTPUT(opml, 70, SITE)            /* sources.opml */ \
	OUTPUT(sitemap_items, 72, RANGE)  /* sitemap-items-1.xml */ \
	OUTPUT(sitemap_list, 73, LISTING) /* sitemap-research.xml */ \
	OUTPUT(sitemap_pages, 74, CHANGE) /* sitemap-pages.xml */ \
	OUTPUT(sitemap, 75, CHANGE)       /* sitemap.xml */ \
	OUTPUT(robots, 76, SITE)          /* robots.txt */ \
	OUTPUT(archive, 80, ARCHIVE)      /* research/archive/N.atom */ \
	OUTPUT(feed, 90, LISTING)         /* research/feed.atom, feed.rss, feed.json */

#define OUTPUT_NUMBER(name, number, scope) OUTPUT_##name = number,
enum output { OUTPUTS(OUTPUT_NUMBER) };
#undef OUTPUT_NUMBER
#define OUTPUT_ONE(name, number, scope) +1
enum { OUTPUT_COUNT = OUTPUTS(OUTPUT_ONE) };
#undef OUTPUT_ONE

enum output_scope {
	SCOPE_SITE,
	SCOPE_CHANGE,
	SCOPE_ITEM,
	SCOPE_RANGE,
	SCOPE_TERMS,
	SCOPE_RESULTS,
	SCOPE_LISTING,
	SCOPE_PERIOD,
	SCOPE_ARCHIVE
};

struct out;
struct own_pages;
struct page_frame;
/* What an output is made from. */
struct output_context {
	struct arena *a; /* for this output alone */
	const struct site *site;
	struct templates *templates;
	const struct own_pages *own; /* pages of the organisation (publish/own_page.h) */
	struct store *store;
	struct out *out;
	struct page_frame *frame; /* of the page before (publish/page.h); NULL: none is kept */
	struct str root; /* the way to out/ from a page that stands elsewhere; empty: none does */
};

typedef bool output_function(
	const struct output_context *c, const struct due *due, struct err *err);
struct output_row {
	enum output number;
	output_function *write;
	enum output_scope scope;
};
/* In the order of the numbers. */
extern const struct output_row OUTPUT_ROWS[OUTPUT_COUNT];
/* The row of a number that the store keeps; NULL: no output has it any more. */
const struct output_row *output_row_of(int number);

#define OUTPUT_FUNCTION(name, number, scope) \
	bool output_##name(const struct output_context *c, const struct due *due, struct err *err) \
		MUST_USE;
OUTPUTS(OUTPUT_FUNCTION)
#undef OUTPUT_FUNCTION

/* Writes a file of out/, if it would change. */
bool output_write(
	const struct output_context *c, struct str path, struct str bytes, struct err *err) MUST_USE;
/* A file of out/ that stays as it is; `hash` (hash_hex) is of its bytes as they were written, or
 * empty. */
bool output_keep(const struct output_context *c, struct str path, struct str hash, struct err *err)
	MUST_USE;
/* The archive that is due was written with bytes of this hash: the store keeps it, once the file
 * has its name. */
void output_note_archive(const struct output_context *c, const struct due *due, struct hash hash);
/* A feed was written to the file `path` with these bytes, or was removed (STR_NONE), and readers
 * know it by `url`: hubs are told when that is a change. */
void output_note_topic(
	const struct output_context *c, struct str url, struct str path, struct str bytes);
/* Whether out/ has the file. */
bool output_has(const struct output_context *c, struct str path);
/* Removes it. One that is not there is no change. */
bool output_remove(const struct output_context *c, struct str path, struct err *err) MUST_USE;

#endif
