/* feed_build: how the readers of XML and of JSON feeds fill the document: lists, errors, people,
 * dates, links. Private to the feed parser. */
#ifndef PARSE_FEED_BUILD_H
#define PARSE_FEED_BUILD_H

#include "parse/feed/document.h"

/* A new zeroed element at the end of a list {v, n} in the arena; NULL when the list is full. */
#define LIST_NEW(a, list) \
	((list).n >= FEED_MAX_LIST ? \
			NULL : \
			((list).v = arena_grow((a), (list).v, (list).n, sizeof *(list).v), \
				&(list).v[(list).n++]))

/* The message about a text beyond FEED_MAX_TEXT. */
#define FEED_TEXT_CUT S("a text is too long; it was cut")

/* A feed about which nothing is known. */
struct feed feed_blank(void);

/* Adds an error, once: a second one with the same message is left out. The message is copied. */
void feed_add_error(struct arena *a, struct feed *feed, struct feed_error error);

/* A new entry at the end of the feed. Its address is valid until the next one is added. NULL, and
 * an error of the feed, beyond FEED_MAX_ENTRIES. */
struct feed_entry *feed_add_entry(struct arena *a, struct feed *feed);

/* Called when all of the entry was read: fills in its address, image and identifiers from what it
 * has, and marks it as complete. */
void feed_entry_finish(struct arena *a, struct feed_entry *entry);

/* Adds a link to the list. By its rel (RFC 4287 section 4.2.7.2), which may be written as an
 * address of IANA, it also becomes the feed's home page, its own address, its next page or a hub;
 * the entry's address or an enclosure. Of several alternates the first web address of HTML counts,
 * else the first web address, else the first. */
void feed_add_link(struct arena *a, struct feed *feed, struct feed_link link);
void feed_entry_add_link(struct arena *a, struct feed_entry *entry, struct feed_link link);
void feed_entry_add_enclosure(
	struct arena *a, struct feed_entry *entry, struct enclosure enclosure);

/* A person from one line of text, as RSS 2.0 has them: "a@b (Name)", "Name (a@b)", "Name <a@b>",
 * "a@b" or a name. */
struct person feed_read_person(struct str text);
/* Adds a person unless it is empty or there already. */
void feed_add_person(struct arena *a, struct people *people, struct person person);

/* The address `reference` seen from `base`; the reference itself when that gives no web address, so
 * that none is lost. A line break inside is none (WHATWG URL 4.4). One that begins with "www." or
 * with the host of the base has lost its scheme. */
struct str feed_resolve(struct arena *a, struct str base, struct str reference);

/* A language tag as BCP 47 writes it: "en_us" becomes "en-us". */
struct str feed_language(struct arena *a, struct str tag);

/* The date that a text says (date_text.h). */
struct feed_time feed_read_time(struct arena *a, struct str text);

#endif
