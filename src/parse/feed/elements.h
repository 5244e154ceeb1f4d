/* feed_elements: follows the elements of an XML feed. Private to xmlfeed.c. */
#ifndef PARSE_FEED_ELEMENTS_H
#define PARSE_FEED_ELEMENTS_H

#include "parse/xml/xml.h"

/* What to do at the events of xml_read and xml_read_lenient; `user` is a struct feed_reader whose
 * depth is 0. */
extern const struct xml_handler FEED_ELEMENTS;

#endif
