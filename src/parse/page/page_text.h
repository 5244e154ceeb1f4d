/* page_text: the bytes of a web page as text. Inside parse/page/. */
#ifndef PARSE_PAGE_PAGE_TEXT_H
#define PARSE_PAGE_PAGE_TEXT_H

#include "base/arena.h"

/* The first 8 MB as UTF-8, in the encoding that the HTTP header names, or <meta> (WHATWG HTML
 * 13.2.3.2), or that charset_decode finds. */
struct str page_text(struct arena *a, struct str bytes, struct str content_type);

#endif
