/* path: where in out/ each page and feed stands, and how pages name each other.
 *
 * `root` is the way from the page that names it to out/: "" for the index, "../" for pages in a
 * folder, the site's address for feeds and mail. With root "" the result is the path of the file
 * inside out/. All are in the arena. */
#ifndef RENDER_PATH_H
#define RENDER_PATH_H

#include "base/arena.h"
#include "model/section.h"

#define PATH_ITEMS "items/"
#define PATH_TOPICS "topics/"
#define PATH_CHANGES "changes.html"
#define PATH_CHANGES_FEED "changes.atom"
#define PATH_MISSING "404.html"
#define PATH_SEARCH "search.html"
#define PATH_SIGN_UP "mail/subscribe" /* below door.url */
#define PATH_SITEMAP "sitemap.xml"

/* "items/pmid-31314805.html": the page of the item with this tag ("pmid/31314805"). */
struct str path_item(struct arena *a, struct str root, struct str tag);
/* "pmid-31314805.html": from one page of an item to another's. */
struct str path_item_beside(struct arena *a, struct str tag);
/* "12.html": where the page of the item with this number stood before pages had names. */
struct str path_item_before(struct arena *a, int64_t item);
/* Whether publishing gives a file in items/ such a name. */
bool path_is_item_page(struct str name);

/* "topics/grafts.html" */
struct str path_topic(struct arena *a, struct str root, struct str slug);
/* "grafts.html": from one topic's page to another's. */
struct str path_topic_beside(struct arena *a, struct str slug);

/* "research/index.html" */
struct str path_section(struct arena *a, struct str root, enum section section);
/* "research/feed.atom" */
struct str path_feed(struct arena *a, struct str root, enum section section);

#endif
