/* feed_ext: extensions, which become members of `ext` in the document. Elements without a rule are
 * taken as they stand: text, or an object of their attributes. The setters are for elements whose
 * shape SCHEMA.md of the design fixes. Private to the readers of XML feeds (reader.h). */
#ifndef PARSE_FEED_EXT_H
#define PARSE_FEED_EXT_H

#include "parse/feed/reader.h"

/* Setters for the kinds of rules.h; `member` is not used. */
feed_member_setter feed_ext_set, feed_ext_set_url, feed_ext_set_list, feed_ext_set_words,
	feed_ext_set_block, feed_ext_set_explicit, feed_ext_set_valid, feed_ext_set_chapter;

/* The name of an element under `ext`: "slash_comments". */
struct str feed_ext_name(struct feed_reader *r, const struct xml_tag *tag);

/* An element whose children are the members of one object (KIND_OBJECT): at its start tag, and at
 * its end in the container around it. */
void feed_ext_start_object(struct feed_reader *r, const struct xml_tag *tag);
void feed_ext_end_object(struct feed_reader *r, enum feed_container container);

/* media:content becomes an element of the list media_content. An image may be the entry's or the
 * feed's. */
void feed_ext_add_media(
	struct feed_reader *r, const struct xml_tag *tag, enum feed_container container);

/* The extensions of an open container. */
struct feed_exts *feed_ext_members(struct feed_reader *r, enum feed_container container);

/* Adds an element (name is STR_NONE) or a member. NULL when the list is full, and when there is a
 * member with this name already: the first one counts. */
struct feed_ext *feed_ext_add(
	struct arena *a, struct feed_exts *list, struct str name, enum ext_kind kind);
void feed_ext_add_text(struct arena *a, struct feed_exts *list, struct str name, struct str text);
void feed_ext_add_number(struct arena *a, struct feed_exts *list, struct str name, double number);

/* The list with this name, which is added when it is missing. NULL when there is no room, or a
 * member with this name that is no list. */
struct feed_exts *feed_ext_add_list(struct arena *a, struct feed_exts *list, struct str name);

#endif
