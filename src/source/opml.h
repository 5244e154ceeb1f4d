/* opml: a list of feeds that somebody uploaded. */
#ifndef SOURCE_OPML_H
#define SOURCE_OPML_H

#include "reader/reader.h"

/* Reads the list (parse/opml/opml_read.h) where feeds are read, since it is anybody's document.
 * False with the reason in words for an editor (ERR_SOURCE, ERR_READER), or when this machine
 * failed (ERR_SYSTEM). */
bool opml_read_apart(struct arena *a, struct str bytes, struct outlines *out, struct err *err)
	MUST_USE;

#endif
