/* lists: the lists that readers find an item on, and where their pages and feeds stand. Inside
 * publish/.
 *
 *     name                folder                    page                      feed
 *     all                                           (index.html)              feed.atom …
 *     research            research/                 research/index.html       research/feed.atom …
 *     topic/grafts        topics/grafts/            (topics/grafts.html) topics/grafts/feed.atom …
 *     topic/grafts/news   topics/grafts/news/       topics/grafts/news/index.html
 *
 * A page in brackets shows the beginnings of several lists. */
#ifndef PUBLISH_LISTS_H
#define PUBLISH_LISTS_H

#include "model/release.h"
#include "model/site.h"

enum list_kind { LIST_ALL, LIST_SECTION, LIST_TOPIC, LIST_PART };
/* The parts of a topic's page, in their order. */
const struct page_parts *lists_parts(const struct topic *topic);
/* What readers call a part. */
struct str lists_part_title(const struct site *site, const struct page_part *part);

struct list_place {
	enum list_kind kind;
	enum section section;         /* of LIST_SECTION */
	const struct topic *topic;    /* of LIST_TOPIC and LIST_PART */
	const struct page_part *part; /* of LIST_PART */
};
/* False when the name is of a topic that the site has no longer; `kind` is right all the same. */
bool lists_find(const struct site *site, struct str name, struct list_place *out);
/* The folder of a list by its name, whether or not the site has its topic still. */
struct str lists_folder_of_name(struct arena *a, struct str name);
/* Whether the name is of a topic that has another slug now. */
bool lists_was_renamed(const struct site *site, struct str name);
struct str lists_name(struct arena *a, const struct list_place *place);
/* The name of the list of a topic with this slug, which may be one that it had before. */
struct str lists_topic_name(struct arena *a, struct str slug);
/* All lists of the site, in the arena. */
struct list_places {
	struct list_place *v;
	size_t n;
};
struct list_places lists_of_site(struct arena *a, const struct site *site);
/* Those that a release is on; a part is the one in which the item stands. */
struct list_places lists_of_release(
	struct arena *a, const struct site *site, const struct release *release);

/* Whether it has a feed, and pages of its own. */
bool lists_has_feed(const struct list_place *place);
bool lists_has_pages(const struct list_place *place);
/* "" or ends in "/"; relative to out/. */
struct str lists_folder(struct arena *a, const struct list_place *place);
/* The page that readers come to: "research/index.html", "topics/grafts.html". */
struct str lists_page(struct arena *a, const struct list_place *place);
/* "Research", "Grafts", "Grafts: News"; "" for LIST_ALL. */
struct str lists_title(struct arena *a, const struct site *site, const struct list_place *place);

#endif
