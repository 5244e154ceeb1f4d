/* feed_member: makes members of the document from what the elements of an XML feed hold. Private to
 * the readers of XML feeds (reader.h). */
#ifndef PARSE_FEED_MEMBER_H
#define PARSE_FEED_MEMBER_H

#include "parse/feed/reader.h"

/* The captured element has ended: its text and attributes become a member of its container. */
void feed_member_set(struct feed_reader *r);

/* The element of a person has ended, inside this container. */
void feed_member_set_person(
	struct feed_reader *r, const struct feed_rule *rule, enum feed_container container);

#endif
