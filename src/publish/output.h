/* output: the table of what a publication writes.
 *
 * A new output is one new file, publish/NAME.c, and one line in OUTPUTS:
 *
 *     OUTPUT(robots, SITE)    robots.txt
 *
 *     bool output_robots(const struct output_context *c, const struct due *due, struct err *err)
 *     {
 *         (void)due;
 *         return output_write(c, S("robots.txt"), S("User-agent: *\nDisallow:\n"), err);
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
 *     LISTING   each list (publish/lists.h) that an item came to, changed on, or left
 *     PERIOD    the year and the part of the month in which it stands there
 *     ARCHIVE   each archive of a feed, when it is closed
 *
 * It reads what the store says of published items, and nothing else: neither the clock nor what
 * editors did since. So the same published items give the same bytes. */
#ifndef PUBLISH_OUTPUT_H
#define PUBLISH_OUTPUT_H

#include "model/site.h"
#include "render/template.h"
#include "store/due.h"
#include "store/store.h"

#define OUTPUTS(OUTPUT) \
	OUTPUT(style, SITE)      /* style.css, as the site has it */ \
	OUTPUT(item, ITEM)       /* items/NAME.html, also of what was merged or withdrawn */ \
	OUTPUT(period, PERIOD)   /* research/2019.html, research/2019-07.html */ \
	OUTPUT(section, LISTING) /* research/index.html, topics/SLUG/news/index.html */ \
	OUTPUT(topic, LISTING)   /* topics/SLUG.html */ \
	OUTPUT(moved, SITE)      /* topics/SLUG.html of a slug that a topic had before */ \
	OUTPUT(index, CHANGE)    /* index.html */ \
	OUTPUT(opml, SITE)       /* sources.opml */ \
	OUTPUT(archive, ARCHIVE) /* research/archive/N.atom */ \
	OUTPUT(feed, LISTING)    /* research/feed.atom, feed.rss, feed.json */

#define OUTPUT_NUMBER(name, scope) OUTPUT_##name,
enum output { OUTPUTS(OUTPUT_NUMBER) OUTPUT_COUNT };
#undef OUTPUT_NUMBER

enum output_scope {
	SCOPE_SITE,
	SCOPE_CHANGE,
	SCOPE_ITEM,
	SCOPE_LISTING,
	SCOPE_PERIOD,
	SCOPE_ARCHIVE
};

struct out;
/* What an output is made from. */
struct output_context {
	struct arena *a; /* for this output alone */
	const struct site *site;
	struct templates *templates;
	struct store *store;
	struct out *out;
};

typedef bool output_function(
	const struct output_context *c, const struct due *due, struct err *err);
struct output_row {
	output_function *write;
	enum output_scope scope;
};
extern const struct output_row OUTPUT_ROWS[OUTPUT_COUNT];

#define OUTPUT_FUNCTION(name, scope) \
	bool output_##name(const struct output_context *c, const struct due *due, struct err *err) \
		MUST_USE;
OUTPUTS(OUTPUT_FUNCTION)
#undef OUTPUT_FUNCTION

/* Writes a file of out/, if it would change. */
bool output_write(
	const struct output_context *c, struct str path, struct str bytes, struct err *err) MUST_USE;
/* Whether out/ has the file. */
bool output_has(const struct output_context *c, struct str path);
/* Removes it. One that is not there is no change. */
bool output_remove(const struct output_context *c, struct str path, struct err *err) MUST_USE;

#endif
