/* feed_geo: places, as GeoRSS writes them (simple and GML). They become the member `where` of
 * `ext`: type and coordinates as in GeoJSON (RFC 7946), and the type "Box". Private to the readers
 * of XML feeds (reader.h). */
#ifndef PARSE_FEED_GEO_H
#define PARSE_FEED_GEO_H

#include "parse/feed/reader.h"

/* A geometry of GML begins: its name and its attributes say how the numbers inside are meant. */
void feed_geo_start(struct feed_reader *r, const struct feed_rule *rule, const struct xml_tag *tag);

/* The numbers of a geometry were captured. */
feed_member_setter feed_geo_set;

#endif
