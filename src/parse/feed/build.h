/* feed_build: what the readers of XML and JSON feeds share: growing lists, people, dates, links.
 * Private to the feed parser. */
#ifndef PARSE_FEED_BUILD_H
#define PARSE_FEED_BUILD_H

#include "parse/feed/feed.h"

/* A new zeroed element at the end of a list that is {v, n}; NULL when the list is full. */
#define LIST_NEW(a, list) \
	((list).n >= FEED_MAX_LIST ? \
			NULL : \
			((list).v = arena_grow((a), (list).v, (list).n, sizeof *(list).v), \
				&(list).v[(list).n++]))

/* The message of a text beyond FEED_MAX_TEXT. */
#define FEED_TEXT_CUT S("a text is too long; it was cut")

/* A new entry; NULL (and one error) beyond FEED_MAX_ENTRIES. */
struct feed_entry *feed_entry_new(struct arena *a, struct feed *feed);
/* A feed about which nothing is known. */
struct feed feed_blank(void);
/* Adds an error; `message` is copied. */
void feed_fault(struct arena *a, struct feed *feed, const char *code, struct str message, long line,
	bool fatal);

/* `reference` seen from `base` when that gives a web address, otherwise as it stands: an address is
 * never lost. */
struct str feed_resolve(struct arena *a, struct str base, struct str reference);
/* A language tag as BCP 47 writes it: "en_us" is "en-us". */
struct str feed_language(struct arena *a, struct str tag);
struct feed_time feed_time_of(struct arena *a, struct str text);
/* "a@b (Name)", "Name (a@b)", "Name <a@b>", "a@b" or a name (RSS 2.0 author and its habits). */
struct person person_of(struct str text);
void people_add(struct arena *a, struct people *people, struct person person);

/* Puts a link on the list and, by its rel (RFC 4287 4.2.7.2), where it belongs: home or entry
 * address, self, next, hub, enclosure. */
void feed_add_link(struct arena *a, struct feed *feed, struct feed_link link);
void entry_add_link(struct arena *a, struct feed_entry *entry, struct feed_link link);
void entry_add_enclosure(struct arena *a, struct feed_entry *entry, struct enclosure enclosure);
/* doi, pmid and NCT number in "doi:10.…", "pmid:123", "https://doi.org/10.…", PubMed and
 * ClinicalTrials.gov addresses; never overwrites. */
void entry_add_identifier(struct arena *a, struct feed_entry *entry, struct str text);
/* What is settled when all of the entry is known. */
void entry_finish(struct arena *a, struct feed_entry *entry);

/* feed_xml.c, feed_jsonfeed.c: `text` is UTF-8; `base` and `language` are what HTTP said. */
void feed_read_xml(
	struct arena *a, struct str text, struct str base, struct str language, struct feed *out);
void feed_read_json(struct arena *a, struct str text, struct str base, struct feed *out);

#endif
