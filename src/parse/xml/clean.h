/* xml_clean: the characters of a document, before its markup is looked at (repair.h). */
#ifndef PARSE_XML_CLEAN_H
#define PARSE_XML_CLEAN_H

#include "parse/xml/repair.h"

/* The document in characters that XML allows (XML 1.0 section 2.2), without what stands before and
 * behind it. It is a part of `bytes` when no character had to be mended; otherwise it is held by
 * *cleaned, which must be a buffer without memory and is freed by the caller. */
struct str xml_clean(struct str bytes, struct buf *cleaned, struct xml_repairs *repairs);

#endif
