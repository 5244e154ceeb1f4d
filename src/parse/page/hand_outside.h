/* hand_outside: what of a hand-kept page is no entry, though it stands among them: rows of links
 * through the site, and the words at its foot. Inside parse/page/. */
#ifndef PARSE_PAGE_HAND_OUTSIDE_H
#define PARSE_PAGE_HAND_OUTSIDE_H

#include "parse/page/hand_block.h"

/* Whether the block is a menu (two links or more with nothing but marks between them, all of them
 * within the site whose host this is, or without an address that is known), or says whose the page
 * is (Copyright, ©). `host` may be empty. */
bool hand_outside_is(struct arena *a, const struct hand_block *block, struct str host);

#endif
